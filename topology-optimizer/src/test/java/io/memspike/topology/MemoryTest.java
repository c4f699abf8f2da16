package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small recurrent networks of NIR's CubaLIF neurons learn, from a fixed seed, tasks that only memory solves. */
class MemoryTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 12;
    private static final int TRAINED = 400;
    private static final int TESTED = 400;

    /**
     * Two inputs: one fires, and one to seven steps later the other, whose class is which came first; or either, and the
     * class is whether they differ (delayed exclusive or).
     */
    private record Pairs(boolean isXor, int first, int size) implements Samples {
        @Override
        public Shape shape() {
            return Shape.vector(2);
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int classes() {
            return 2;
        }

        /** Early step, steps until the late one, early input, late input. */
        private int[] draw(int sample) {
            final RandomStream random = RandomStream.of(isXor ? 10 : 9, isXor ? "xor" : "order", first + sample);
            final int early = random.nextInt(4);
            final int between = 1 + random.nextInt(7);
            final int input = random.nextInt(2);
            return new int[] {early, between, input, isXor ? random.nextInt(2) : 1 - input};
        }

        @Override
        public int label(int sample) {
            final int[] drawn = draw(sample);
            return isXor ? drawn[2] ^ drawn[3] : drawn[2];
        }

        @Override
        public void load(int sample, EventFrames into) {
            final int[] drawn = draw(sample);
            into.clear();
            into.step(drawn[0]).add(drawn[2], 1f);
            into.step(drawn[0] + drawn[1]).add(drawn[3], 1f);
        }
    }

    private static Graph graph(int cells, float scale) {
        final Surrogate surrogate = new Surrogate(Surrogate.Function.FAST_SIGMOID, 0.5f);
        return new Graph(
                List.of(
                        new Node("input", new Input(Shape.vector(2))),
                        new Node("in", new Linear(cells, scale)),
                        new Node("back", new Linear(cells, scale)),
                        new Node(
                                "cell",
                                new CubaLif(
                                        1f,
                                        Per.ONE,
                                        Integration.EULER,
                                        Reset.SUBTRACT,
                                        Spikes.ONE,
                                        Start.ZERO,
                                        false,
                                        surrogate)),
                        new Node("out", new Linear(2, scale, true)),
                        new Node("readout", Integrator.readout(1f)),
                        new Node("mean", new Mean())),
                List.of(
                        Edge.of("input", "in"),
                        Edge.of("in", "cell"),
                        Edge.delayed("cell", "back", 1),
                        Edge.of("back", "cell"),
                        Edge.of("cell", "out"),
                        Edge.of("out", "readout"),
                        Edge.of("readout", "mean")),
                List.of("mean"));
    }

    private static Learners learners(Graph graph, boolean prunes) {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final RandomStream random = RandomStream.of(4, "weights", graph.position(node.name()));
            final Matrix matrix = Matrix.of(graph, node.name());
            final float[] values = new float[matrix.weights()];
            final float[] scores = new float[matrix.weights()];
            for (int w = 0; w < values.length; w++) {
                values[w] = (float) random.nextGaussian();
                scores[w] = 0.2f * (random.nextFloat() - 0.5f);
            }
            weights.put(
                    node.name(),
                    prunes
                            ? new Parameters.Pruned(values, scores, matrix.weightScale(), 0.5)
                            : new Parameters.Trained(values, matrix.weightScale()));
        }
        return Learners.of(graph, weights)
                .with(Map.of(
                        "cell.tauSyn", new float[] {4f},
                        "cell.tauMem", new float[] {6f},
                        "cell.r", new float[] {6f},
                        "cell.wIn", new float[] {4f},
                        "cell.vThreshold", new float[] {1f}));
    }

    /** Share of samples that the network, as it serves, answers rightly. */
    private static double accuracy(Graph graph, Learners learners, Samples samples) {
        final Session session = Networks.of(graph, learners, SELECTED).newSession();
        final EventFrames frames = new EventFrames(samples.shape(), STEPS);
        int right = 0;
        for (int n = 0; n < samples.size(); n++) {
            samples.load(n, frames);
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
            }
            final float[] answer = session.answer();
            right += (answer[1] > answer[0] ? 1 : 0) == samples.label(n) ? 1 : 0;
        }
        return (double) right / samples.size();
    }

    /** Accuracy on samples that were not learnt from. */
    private static double learn(Graph graph, boolean prunes, Samples trained, Samples tested, TrainingConfig config) {
        final Learners learners = learners(graph, prunes);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), Loss.MEAN));
        try (Trainer trainer = new Trainer(task, trained, config, SELECTED, 2, 0)) {
            for (int epoch = 0; epoch < config.epochs(); epoch++) {
                trainer.epoch(TrainingProgress.NONE);
            }
        }
        return accuracy(graph, learners, tested);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLearnWhichCameFirst(boolean prunes) {
        final double accuracy = learn(
                graph(24, 0.5f),
                prunes,
                new Pairs(false, 0, TRAINED),
                new Pairs(false, TRAINED, TESTED),
                TrainingConfig.adam(20, 20, 0.02, 0, 0, 1));

        assertTrue(accuracy >= 0.99, () -> "accuracy " + accuracy);
    }

    @Test
    void shouldLearnDelayedExclusiveOr() {
        final double accuracy = learn(
                graph(48, 0.35f),
                false,
                new Pairs(true, 0, TRAINED),
                new Pairs(true, TRAINED, TESTED),
                TrainingConfig.adam(40, 20, 0.02, 0, 0, 1));

        assertTrue(accuracy >= 0.99, () -> "accuracy " + accuracy);
    }
}
