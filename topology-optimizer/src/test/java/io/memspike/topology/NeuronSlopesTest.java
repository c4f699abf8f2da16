package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.norm.Affine;
import io.memspike.topology.gradient.Gradients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Gradients of every spiking kind with every surrogate, of what enters and of all tensors that can be learnt, against a twin
 * in doubles that goes forward with its slopes.
 */
class NeuronSlopesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Shape SHAPE = new Shape(2, 1, 2);
    private static final int STEPS = 8;
    private static final int SAMPLES = 2;

    /** Potentials in floats are nearer to those in doubles: some hundred roundings of numbers of a few units. */
    private static final double NEAR = 1e-4;

    /** Two passes of eight steps with some forty roundings each; of magnitudes the largest slope stands for all. */
    private static final double TOLERANCE = 2 * STEPS * 40 * 4 * 0x1p-24;

    /** Dense values, or whole ones. */
    private record Inputs(boolean isWhole) implements Samples {
        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public Shape shape() {
            return SHAPE;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < STEPS; t++) {
                final float[] values = at(sample, t);
                for (int i = 0; i < values.length; i++) {
                    into.step(t).add(i, values[i]);
                }
            }
        }

        float[] at(int sample, int t) {
            final RandomStream random = RandomStream.of(5, "inputs", sample * 100 + t);
            final float[] values = new float[SHAPE.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = isWhole ? random.nextInt(5) - 1 : 2 * random.nextFloat() - 0.4f;
            }
            return values;
        }
    }

    private static Graph graph(SpikingKind kind) {
        return new Graph(
                List.of(
                        new Node("input", new Input(SHAPE)),
                        new Node("in", new Affine(Per.ELEMENT)),
                        new Node("k", kind)),
                List.of(Edge.of("input", "in"), Edge.of("in", "k")),
                List.of("k"));
    }

    private static Learners learners(Graph graph, RandomStream random) {
        final boolean isWhole = graph.node("k").kind() instanceof LoihiLif;
        final Map<String, float[]> values = new LinkedHashMap<>();
        for (final String node : List.of("in", "k")) {
            for (final TensorSpec spec : graph.tensors(node)) {
                final float[] tensor = new float[spec.size()];
                for (int i = 0; i < tensor.length; i++) {
                    tensor[i] = isWhole ? 1 + random.nextInt(2) : RandomNeurons.number(spec.name(), random);
                }
                values.put(node + "." + spec.name(), tensor);
            }
        }
        final List<String> learnt = new ArrayList<>(List.of("in.scale", "in.offset"));
        Gradients.known().learnable(graph.node("k")).forEach(name -> learnt.add("k." + name));
        return Learners.of(graph, Map.of()).with(values).learning(learnt.toArray(String[]::new));
    }

    @Property(tries = 600)
    void shouldGiveTheSlopesOfTheTwin(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "neurons");
        final SpikingKind kind = RandomNeurons.kind(random, 9);
        final Graph graph = graph(kind);
        final Learners learners = learners(graph, random);
        final Inputs inputs = new Inputs(kind instanceof LoihiLif);
        final Weighted term = new Weighted("k", seed);
        final Map<String, double[]> expected = new LinkedHashMap<>();
        double largest = 1;
        for (final String tensor : learners.learnt().keySet()) {
            final double[] slopes = new double[learners.values(tensor).length];
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] = slope(kind, learners, inputs, term, tensor, i);
                largest = Math.max(largest, Math.abs(slopes[i]));
            }
            expected.put(tensor, slopes);
        }

        final TrainingConfig config = TrainingConfig.adam(1, SAMPLES, 1e-3, 0, 0, seed);
        try (Trainer trainer = new Trainer(Trainer.Task.of(graph, learners, term), inputs, config, SELECTED, 2, 0)) {
            trainer.batch();
        }

        final double tolerance = TOLERANCE * largest;
        expected.forEach((tensor, slopes) -> {
            final float[] moment = learners.learnt().get(tensor).adam().firstMoment();
            for (int i = 0; i < slopes.length; i++) {
                final int element = i;
                assertEquals(slopes[i], moment[i] / (1 - 0.9), tolerance, () -> tensor + " " + element + " of " + kind);
            }
        });
    }

    /** The slope of the mean loss along an element of a tensor. */
    private static double slope(
            SpikingKind kind, Learners learners, Inputs inputs, Weighted term, String tensor, int element) {
        final float[][] weights = term.weights(STEPS, SHAPE.size());
        double slope = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int i = 0; i < SHAPE.size(); i++) {
                final int neuron = i;
                final NeuronTwin twin = new NeuronTwin(
                        kind,
                        name -> along(learners, "k." + name, NeuronTwin.index(kind, neuron, SHAPE), tensor, element));
                for (int t = 0; t < STEPS; t++) {
                    final int at = Per.ELEMENT.index(i, SHAPE);
                    final Dual x = along(learners, "in.scale", at, tensor, element)
                            .times(Dual.of(inputs.at(sample, t)[i]))
                            .plus(along(learners, "in.offset", at, tensor, element));
                    slope += weights[t][i] * twin.step(x).slope() / SAMPLES;
                }
                Assume.that(twin.nearest() > NEAR);
            }
        }
        return slope;
    }

    private static Dual along(Learners learners, String name, int index, String tensor, int element) {
        return new Dual(learners.values(name)[index], name.equals(tensor) && index == element ? 1 : 0);
    }
}
