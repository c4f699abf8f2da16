package io.memspike.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.core.synapse.WholeInput;
import io.memspike.core.synapse.WholeWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Networks whose weights are in 8 bits, beside the same sums made by an obvious loop. */
class WholeSessionTest {
    private static final int STEPS = 4;

    @Property(tries = 40)
    void shouldGiveTheBitsOfAnObviousLoopInRandomNetworks(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "networks");
        final Graph graph = graph(random);
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(graph, node.name());
            final float[] weights = new float[matrix.weights()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 0.3f * (float) random.nextGaussian();
            }
            tensors.put(node.name() + ".weight", weights);
            tensors.put(node.name() + ".bias", biases(random, matrix.out()));
        }
        final boolean perColumn = random.nextInt(2) == 0;
        final Kernels selected = KernelsLookup.find("auto").kernels();
        final Kernels scalar = new ScalarKernels();
        final Session fast = Network.of(graph, tensors, whole(graph, tensors, perColumn, selected), selected)
                .newSession();
        final Session plain = Network.of(graph, tensors, whole(graph, tensors, perColumn, scalar), scalar)
                .newSession();
        final Session obvious = Network.of(
                        graph,
                        tensors,
                        (node, matrix) -> new Obvious(
                                matrix, weights(tensors, node, matrix, perColumn), WholeInput.into(graph, node.name())),
                        scalar)
                .newSession();
        for (int sample = 0; sample < 2; sample++) {
            fast.reset(sample);
            plain.reset(sample);
            obvious.reset(sample);
            for (int t = 0; t < STEPS; t++) {
                final SpikeList counts = counts(random, graph.input().size());
                fast.step(counts);
                plain.step(counts);
                obvious.step(counts);
                assertArrayEquals(obvious.answer(), fast.answer());
                assertArrayEquals(obvious.answer(), plain.answer());
                for (final Node node : graph.nodesOf(Lif.class)) {
                    assertArrayEquals(obvious.potential(node.name()), fast.potential(node.name()), node.name());
                }
                for (final Node node : graph.nodesOf(MatrixKind.class)) {
                    assertArrayEquals(currents(obvious, node), currents(fast, node), node.name());
                }
                assertEquals(obvious.synapticOperations(), fast.synapticOperations());
            }
        }
    }

    private static float[] currents(Session session, Node node) {
        final float[] currents = new float[session.shape(node.name()).size()];
        session.values(node.name(), currents);
        return currents;
    }

    private static float[] biases(RandomStream random, int n) {
        final float[] biases = new float[n];
        for (int i = 0; i < n; i++) {
            biases[i] = 0.1f * (float) random.nextGaussian();
        }
        return biases;
    }

    private static Substrate whole(Graph graph, Map<String, float[]> tensors, boolean perColumn, Kernels kernels) {
        return (node, matrix) -> weights(tensors, node, matrix, perColumn)
                .synapses(matrix, 1f, WholeInput.into(graph, node.name()), kernels);
    }

    private static WholeWeights weights(Map<String, float[]> tensors, Node node, Matrix matrix, boolean perColumn) {
        return WholeWeights.of(matrix, tensors.get(node.name() + ".weight"), perColumn);
    }

    /** Convolution, neurons, pool, convolution, neurons, pool, full connection, read-out. */
    private static Graph graph(RandomStream random) {
        final int kernel = 1 + random.nextInt(4);
        final boolean bias = random.nextInt(2) == 0;
        final int stride = 1 + random.nextInt(4) / 3;
        final List<Kind> chain = new ArrayList<>();
        chain.add(conv(random, kernel, stride, bias));
        chain.add(new Lif(0.2f, 0.2f, 0.1f));
        chain.add(new AvgPool(stride == 2 || random.nextInt(2) == 0 ? 2 : 3));
        chain.add(conv(random, 2, 1, bias));
        chain.add(new Lif(0.7f, 0.3f, 1f));
        chain.add(new SumPool(Size.of(2), Size.of(1), Size.of(0)));
        if (random.nextInt(2) == 0) {
            chain.add(new Flatten());
        }
        chain.add(new Linear(1 + random.nextInt(40), 1f, bias));
        chain.add(Integrator.readout(0.1f));
        chain.add(new Mean());
        return Graph.chain(new Shape(1 + random.nextInt(5), 16 + random.nextInt(4), 16 + random.nextInt(4)), chain);
    }

    private static Conv2d conv(RandomStream random, int kernel, int stride, boolean bias) {
        return new Conv2d(
                1 + random.nextInt(40),
                Size.of(kernel),
                Size.of(stride),
                Size.of(random.nextInt(kernel)),
                Size.of(1),
                1,
                1f,
                bias);
    }

    private static SpikeList counts(RandomStream random, int n) {
        final SpikeList counts = new SpikeList(n);
        final int most = random.nextInt(3) == 0 ? 255 : 3;
        for (int i = 0; i < n; i++) {
            if (random.nextInt(4) == 0) {
                counts.add(i, 1 + random.nextInt(most));
            }
        }
        return counts;
    }

    /** For each output the sum over all inputs in long, then the scale. */
    private record Obvious(Matrix matrix, WholeWeights weights, WholeInput entering) implements Synapses {
        @Override
        public Shape input() {
            return matrix.input();
        }

        @Override
        public Shape output() {
            return matrix.output();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public long operations(SpikeList spikes) {
            return WeightedSynapses.of(matrix, new float[matrix.weights()], new ScalarKernels())
                    .operations(spikes);
        }

        @Override
        public Reader open() {
            return (spikes, read, current) -> {
                final int columns = matrix.out();
                final long[] sums = new long[matrix.output().size()];
                for (int e = 0; e < spikes.size(); e++) {
                    final int factor = Math.round(spikes.value(e) / entering.step());
                    matrix.unfolding().visit(spikes.index(e), (row, position) -> {
                        for (int c = 0; c < columns; c++) {
                            final int weight = matrix.unfolding().weight(row, c);
                            sums[position * columns + c] += weight < 0 ? 0 : factor * weights.steps()[weight];
                        }
                    });
                }
                for (int o = 0; o < sums.length; o++) {
                    current[o] += weights.scales()[o % columns] * entering.step() * sums[o];
                }
            };
        }
    }

    @Example
    void shouldRunNeuronsOfLoihiInTheirIntegers() {
        final Graph graph = Graph.chain(Shape.vector(30), List.of(new Linear(20, 1f), new LoihiLif(1024, 512, 100)));
        final RandomStream random = RandomStream.of(5, "loihi");
        final float[] weights = new float[600];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(255) - 127;
        }
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Session floats = Network.of(
                        graph, (node, matrix) -> WeightedSynapses.of(matrix, weights, kernels), kernels)
                .newSession();
        final Session whole = Network.of(
                        graph,
                        (node, matrix) -> WholeWeights.of(matrix, weights, false)
                                .synapses(matrix, 1f, WholeInput.into(graph, node.name()), kernels),
                        kernels)
                .newSession();
        int fired = 0;
        for (int t = 0; t < 20; t++) {
            final SpikeList counts = counts(random, 30);
            floats.step(counts);
            whole.step(counts);
            assertArrayEquals(floats.answer(), whole.answer());
            for (final float spike : whole.answer()) {
                fired += (int) spike;
            }
        }
        assertTrue(fired > 0, "nobody fires");
    }

    @Example
    void shouldSayWhichNodesOtherNumbersEnter() {
        final Graph behindActivation = Graph.chain(
                Shape.vector(3),
                List.of(new Linear(3, 1f), new Activation(Activation.Function.TANH, 1f), new Linear(2, 1f)));
        final Graph sum = new Graph(
                List.of(
                        new Node("a", new Input(Shape.vector(2))),
                        new Node("n", new Lif(0.2f, 0.2f, 0.1f)),
                        new Node("fc", new Linear(2, 1f))),
                List.of(Edge.of("a", "n"), Edge.of("n", "fc"), Edge.of("a", "fc")),
                List.of("fc"));

        assertEquals(
                "node 2: expected spikes, counts or pools of them, which 8 bits go with, found what leaves 1 (activation)",
                refusal(behindActivation, "2"));
        assertEquals(
                "node fc: expected spikes, counts or pools of them, which 8 bits go with, found the sum of 2 nodes",
                refusal(sum, "fc"));
    }

    private static String refusal(Graph graph, String node) {
        return assertThrows(IllegalArgumentException.class, () -> WholeInput.into(graph, node))
                .getMessage();
    }

    @Example
    void shouldRefusePoolsOfWhatWasDividedByNoPowerOfTwo() {
        final Graph graph =
                Graph.chain(new Shape(2, 12, 12), List.of(new AvgPool(3), new AvgPool(2), new Linear(2, 1f)));

        assertEquals(
                "node 2: expected spikes, counts or pools of them, which 8 bits go with, found a pool of ninths or the like, whose sums are"
                        + " rounded, in 1",
                refusal(graph, "2"));
    }

    @Example
    void shouldTellStepAndLargestOfPools() {
        final Graph graph = Graph.chain(
                new Shape(2, 12, 12),
                List.of(
                        new Conv2d(3, 3, 1, 1, 1f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new AvgPool(2),
                        new AvgPool(3),
                        new Linear(2, 1f)));

        assertEquals(new WholeInput(1f, 255), WholeInput.into(graph, "0"));
        assertEquals(new WholeInput(1f / 9 * 0.25f, 36), WholeInput.into(graph, "4"));
    }
}
