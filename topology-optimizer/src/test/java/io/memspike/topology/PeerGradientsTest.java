package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.testing.Outside;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of a recurrent network of NIR's CubaLIF neurons, 12 → 20 ↺ → 5 over 40 steps, against those of PyTorch in
 * doubles, which Norse confirms; the README beside the file has the equations.
 */
class PeerGradientsTest {
    private static final int SAMPLES = 4;
    private static final int STEPS = 40;
    private static final int INPUTS = 12;
    private static final int NEURONS = 20;
    private static final int CLASSES = 5;

    /** Of the largest of a tensor; what single precision costs, as the README has it. */
    private static final double TOLERANCE = 1e-5;

    private record Golden(long[] events, long[] labels) implements Samples {
        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public Shape shape() {
            return Shape.vector(INPUTS);
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int label(int sample) {
            return (int) labels[sample];
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUTS; i++) {
                    final long count = events[(sample * STEPS + t) * INPUTS + i];
                    if (count != 0) {
                        into.step(t).add(i, count);
                    }
                }
            }
        }
    }

    /** The mean over all steps of the cross-entropy of each step's values. */
    private record EachStep(String node) implements LossTerm {
        @Override
        public List<String> nodes() {
            return List.of(node);
        }

        @Override
        public Sum open(Graph graph, int steps) {
            return () -> (sample, trace, target) -> {
                double loss = 0;
                for (int t = 0; t < steps; t++) {
                    loss += evaluate(trace, t, target.label(), steps);
                }
                return loss;
            };
        }

        private static double evaluate(Trace trace, int t, int label, int steps) {
            double total = 0;
            for (int c = 0; c < CLASSES; c++) {
                total += Math.exp(trace.values(t)[c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                final double probability = Math.exp(trace.values(t)[c]) / total;
                trace.gradient(t)[c] += (float) ((probability - (c == label ? 1 : 0)) / steps);
            }
            return (Math.log(total) - trace.values(t)[label]) / steps;
        }
    }

    private static Graph graph(float dt, Reset reset, Surrogate surrogate) {
        return new Graph(
                List.of(
                        new Node("input", new Input(Shape.vector(INPUTS))),
                        new Node("w_in", new Linear(NEURONS, 1f)),
                        new Node("w_rec", new Linear(NEURONS, 1f, true)),
                        new Node(
                                "cell",
                                new CubaLif(
                                        dt,
                                        Per.ONE,
                                        Integration.EULER,
                                        reset,
                                        Spikes.ONE,
                                        Start.ZERO,
                                        false,
                                        surrogate)),
                        new Node("w_out", new Linear(CLASSES, 1f)),
                        new Node("logits", new Li(dt, Per.ONE))),
                List.of(
                        Edge.of("input", "w_in"),
                        Edge.of("w_in", "cell"),
                        Edge.delayed("cell", "w_rec", 1),
                        Edge.of("w_rec", "cell"),
                        Edge.of("cell", "w_out"),
                        Edge.of("w_out", "logits")),
                List.of("logits"));
    }

    private static float[] number(SafetensorsFile file, String key) {
        return new float[] {Float.parseFloat(file.metadata().get(key))};
    }

    private static Learners learners(Graph graph, SafetensorsFile file) throws IOException {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final String name : List.of("w_in", "w_rec", "w_out")) {
            weights.put(
                    name, new Parameters.Trained(file.tensor("weight." + name).floats(), 1f));
        }
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("cell.tauSyn", number(file, "tau_syn"));
        tensors.put("cell.tauMem", number(file, "tau_mem"));
        tensors.put("cell.r", number(file, "r"));
        tensors.put("cell.wIn", number(file, "w_in"));
        tensors.put("cell.vThreshold", number(file, "threshold"));
        tensors.put("logits.tau", number(file, "tau_out"));
        tensors.put("logits.r", number(file, "logitScale")); // a factor behind the integrator is one before it
        tensors.put("w_rec.bias", file.tensor("weight.b_rec").floats());
        return Learners.of(graph, weights).with(tensors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "super10.zero.detached",
                "super10.zero.through",
                "super10.subtract.detached",
                "super10.subtract.through",
                "rect.zero.detached",
                "rect.zero.through",
                "rect.subtract.detached",
                "rect.subtract.through"
            })
    void shouldGiveTheGradientsOfPyTorchAndNorse(String which) throws IOException {
        final boolean isDetached = which.endsWith("detached");
        final Reset reset = which.contains("zero") ? Reset.ZERO : Reset.SUBTRACT;
        try (SafetensorsFile file =
                SafetensorsFile.open(Outside.file("golden/peers/gradients-cubalif-recurrent/vectors.safetensors"))) {
            final Surrogate surrogate = which.startsWith("super10")
                    ? new Surrogate(Surrogate.Function.FAST_SIGMOID, 1 / number(file, "superAlpha")[0], isDetached)
                    : new Surrogate(Surrogate.Function.RECTANGULAR, 2 * number(file, "rectHalfWidth")[0], isDetached);
            final Graph graph = graph(number(file, "dt")[0], reset, surrogate);
            final Learners learners = learners(graph, file);
            final Recording spikes = Recording.of(graph, "cell", SAMPLES, STEPS);
            final Samples samples = new Golden(
                    file.tensor("input").longs(), file.tensor("labels").longs());
            final TrainingConfig config = TrainingConfig.adam(1, SAMPLES, 1e-3, 0, 0, 1);
            final double loss;
            try (Trainer trainer = new Trainer(
                    Trainer.Task.of(graph, learners, new EachStep("logits"), spikes),
                    samples,
                    config,
                    KernelsLookup.find("auto").kernels(),
                    2,
                    0)) {
                trainer.begin(new int[] {0, 1, 2, 3}, 0, SAMPLES, 0); // in the order of the file
                trainer.learn();
                trainer.update(config.ruleAt(0, 1));
                loss = Arrays.stream(trainer.current().losses[0]).sum() / SAMPLES;
            }

            assertArrayEquals(
                    file.tensor("expected." + (reset == Reset.ZERO ? "zero" : "subtract") + ".spikes")
                            .longs(),
                    spikes(spikes.values()));
            final double expectedLoss =
                    file.tensor("expected." + which + ".loss").floats()[0];
            assertEquals(expectedLoss, loss, TOLERANCE * expectedLoss);
            assertGradient(file, which, "w_in", learners, "w_in.weight");
            assertGradient(file, which, "w_rec", learners, "w_rec.weight");
            assertGradient(file, which, "b_rec", learners, "w_rec.bias");
            assertGradient(file, which, "w_out", learners, "w_out.weight");
        }
    }

    /** From [sample, neuron, step] to [sample, step, neuron]. */
    private static long[] spikes(float[] recorded) {
        final long[] spikes = new long[recorded.length];
        for (int i = 0; i < recorded.length; i++) {
            final int sample = i / (NEURONS * STEPS);
            final int neuron = i / STEPS % NEURONS;
            spikes[(sample * STEPS + i % STEPS) * NEURONS + neuron] = (long) recorded[i];
        }
        return spikes;
    }

    private static void assertGradient(
            SafetensorsFile file, String which, String name, Learners learners, String tensor) throws IOException {
        final float[] expected =
                file.tensor("expected." + which + ".grad." + name).floats();
        final float[] moment = learners.learnt().get(tensor).adam().firstMoment();
        double largest = 0;
        for (final float gradient : expected) {
            largest = Math.max(largest, Math.abs(gradient));
        }
        for (int i = 0; i < expected.length; i++) {
            // of the first moment an update makes 0.9 · 0 + 0.1 · gradient
            assertEquals(expected[i], moment[i] / (1 - 0.9), TOLERANCE * largest, which + " " + tensor + " " + i);
        }
    }
}
