package io.memspike.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.synapse.WeightedSynapses;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a session of a graph does that is no chain. */
class GraphSessionTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    private static Session session(Graph graph, Map<String, float[]> tensors, Kernels kernels) {
        return Network.of(
                        graph,
                        tensors,
                        (node, matrix) -> WeightedSynapses.of(matrix, tensors.get(node.name() + ".weight"), kernels),
                        kernels)
                .newSession();
    }

    private static Node node(String name, Kind kind) {
        return new Node(name, kind);
    }

    private static SpikeList list(float... values) {
        final SpikeList list = new SpikeList(values.length);
        list.compact(values, values.length);
        return list;
    }

    private static float[] values(Session session, String node) {
        final float[] values = new float[session.shape(node).size()];
        session.values(node, values);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f; // a list does not tell −0 from 0
        }
        return values;
    }

    private static float[] plus0(float[] values) {
        final float[] sums = values.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += 0f;
        }
        return sums;
    }

    @Property(tries = 300, seed = "1")
    void shouldDoWhatTheSlowGraphDoes(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "graph");
        final Graph graph = RandomGraphs.graph(random);
        final Map<String, float[]> tensors = RandomGraphs.tensors(graph, random);
        final Session session = session(graph, tensors, SELECTED);
        final Session scalar = session(graph, tensors, new ScalarKernels());
        final List<String> inputs =
                graph.nodesOf(Input.class).stream().map(Node::name).toList();
        for (int sample = 0; sample < 2; sample++) {
            final SlowGraph slow = new SlowGraph(graph, tensors);
            session.reset(sample);
            scalar.reset(sample);
            final SpikeList[] entering = new SpikeList[inputs.size()];
            final float[][] entered = new float[inputs.size()][];
            for (int t = 0; t < 12; t++) {
                final boolean isSame = t > 0 && random.nextInt(3) == 0;
                for (int i = 0; i < entering.length; i++) {
                    entered[i] = isSame
                            ? entered[i]
                            : some(random, graph.shape(inputs.get(i)).size());
                    entering[i] = list(entered[i]);
                    slow.enter(inputs.get(i), t, entered[i]);
                }
                if (isSame) {
                    session.step();
                } else {
                    session.step(entering);
                }
                scalar.step(entering);
                final boolean looksAtAnswerFirst = random.nextInt(2) == 0;
                if (looksAtAnswerFirst) {
                    assertArrayEquals(plus0(slow.value(graph.output(), t)), plus0(session.answer()));
                }
                for (final Node node : graph.nodes()) {
                    final float[] expected = plus0(slow.value(node.name(), t));
                    final String what = node + " at " + t + " of " + graph;
                    assertArrayEquals(expected, values(session, node.name()), what);
                    assertArrayEquals(expected, values(scalar, node.name()), what);
                }
            }
        }
    }

    private static float[] some(RandomStream random, int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(3) == 0 ? 0.5f * (1 + random.nextInt(4)) : 0f;
        }
        return values;
    }

    /** Counting from 1, so that what arrives says when it left. */
    @Example
    void shouldBringValuesAsManyStepsLaterAsTheDelay() {
        for (int delay = 1; delay <= 5; delay++) {
            for (final boolean isDense : new boolean[] {false, true}) {
                // a concatenation takes a list, a mean takes numbers
                final Graph graph = new Graph(
                        List.of(
                                node("in", new Input(Shape.vector(1))),
                                node("source", isDense ? new Activation(Activation.Function.RELU, 1f) : new AvgPool(1)),
                                node("late", isDense ? new Integrator(0f, 1f) : new Concat(1))),
                        List.of(Edge.of("in", "source"), Edge.delayed("source", "late", delay)),
                        List.of("late"));
                final Session session = session(graph, Map.of(), SELECTED);
                for (int sample = 0; sample < 2; sample++) {
                    session.reset(sample);
                    for (int t = 0; t < 13; t++) {
                        session.step(list(t + 1));
                        assertEquals(Math.max(0, t + 1 - delay), session.answer()[0], "delay " + delay + " at " + t);
                    }
                }
            }
        }
    }

    /** 2²⁴ + 1 is 2²⁴ in 32 bits: the order of the addends shows. */
    @Example
    void shouldAddSeveralEdgesInTheOrderOfTheFile() {
        final float big = 0x1p24f;
        final Map<String, Float> gains = Map.of("big", big, "one", 1f, "minus", -big);
        final String[][] orders = {{"big", "one", "minus"}, {"big", "minus", "one"}, {"one", "minus", "big"}};
        final float[] sums = {0f, 1f, 1f}; // (2²⁴ + 1) − 2²⁴, (2²⁴ − 2²⁴) + 1, (1 − 2²⁴) + 2²⁴
        for (int i = 0; i < orders.length; i++) {
            final List<Edge> edges = new ArrayList<>();
            gains.keySet().stream().sorted().forEach(name -> edges.add(Edge.of("in", name)));
            for (final String name : orders[i]) {
                edges.add(Edge.of(name, "sum"));
            }
            final Map<String, float[]> tensors = Map.of(
                    "big.weight", new float[] {big}, "one.weight", new float[] {1f}, "minus.weight", new float[] {-big
                    });
            final Session session = session(
                    new Graph(
                            List.of(
                                    node("in", new Input(Shape.vector(1))),
                                    node("one", new Linear(1, 1f)),
                                    node("minus", new Linear(1, 1f)),
                                    node("big", new Linear(1, 1f)),
                                    node("sum", new Integrator(0f, 1f))),
                            edges,
                            List.of("sum")),
                    tensors,
                    SELECTED);
            session.step(list(1f));
            assertEquals(sums[i], session.answer()[0], String.join(" + ", orders[i]));
        }
    }

    private static Graph normed(boolean isShown) {
        return new Graph(
                List.of(
                        node("in", new Input(Shape.vector(9))),
                        node("fc", new Linear(37, 1f)),
                        node("norm", new TdBatchNorm(1f, 0.2f, 1e-5f)),
                        node("lif", new Lif(0.25f, 0.2f, 0.5f)),
                        node("out", new Mean())),
                List.of(Edge.of("in", "fc"), Edge.of("fc", "norm"), Edge.of("norm", "lif"), Edge.of("lif", "out")),
                isShown ? List.of("out", "norm") : List.of("out"));
    }

    /** A norm that is an output is applied where it stands; one that only neurons see is left to them. */
    @Property(tries = 50, seed = "2")
    void shouldGiveTheSameBitsWhereNeuronsApplyTheNorm(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "norm");
        final Map<String, float[]> tensors = RandomGraphs.tensors(normed(true), random);
        final Session applied = session(normed(true), tensors, SELECTED);
        final Session deferred = session(normed(false), tensors, SELECTED);
        assertTrue(applied.signal("norm").affine() == null
                && deferred.signal("norm").affine() != null);
        for (int t = 0; t < 6; t++) {
            final SpikeList input = list(some(random, 9));
            applied.step(input);
            deferred.step(input);
            assertArrayEquals(applied.answer(), deferred.answer());
            assertArrayEquals(values(applied, "norm"), values(deferred, "norm"));
            for (int i = 0; i < 37; i++) {
                assertEquals(applied.potential("lif")[i], deferred.potential("lif")[i]);
            }
        }
    }

    /** Synapses that count how often they are read. */
    private static Synapses counted(Synapses synapses, int[] reads, boolean isRepeatable) {
        return new Synapses() {
            @Override
            public Shape input() {
                return synapses.input();
            }

            @Override
            public Shape output() {
                return synapses.output();
            }

            @Override
            public boolean isRepeatable() {
                return isRepeatable;
            }

            @Override
            public long operations(SpikeList spikes) {
                return synapses.operations(spikes);
            }

            @Override
            public Reader open() {
                return (spikes, read, current) -> {
                    reads[0]++;
                    synapses.open().accumulate(spikes, read, current);
                };
            }
        };
    }

    @Example
    void shouldReadAnInputThatStaysTheSameOnce() {
        final Graph graph = Graph.chain(
                Shape.vector(3), List.of(new Linear(2, 1f), new TdBatchNorm(1f, 0.2f, 1e-5f), new Integrator(1f, 1f)));
        final Map<String, float[]> tensors = RandomGraphs.tensors(graph, RandomStream.of(1, "constant"));
        for (final boolean isRepeatable : new boolean[] {true, false}) {
            final int[] reads = new int[1];
            final Session session = Network.of(
                            graph,
                            tensors,
                            (node, matrix) -> counted(
                                    WeightedSynapses.of(matrix, tensors.get("0.weight"), SELECTED),
                                    reads,
                                    isRepeatable),
                            SELECTED)
                    .newSession();
            final Session twin = session(graph, tensors, SELECTED);
            long operations = 0;
            for (int sample = 0; sample < 3; sample++) {
                final SpikeList input = list(1f, sample, 2f);
                session.reset(sample);
                twin.reset(sample);
                for (int t = 0; t < 4; t++) {
                    if (t == 0 || t == 3) {
                        session.step(input);
                    } else {
                        session.step();
                    }
                    twin.step(input);
                    operations += session.synapticOperations();
                    assertArrayEquals(twin.answer(), session.answer());
                }
            }
            assertEquals(isRepeatable ? 3 * 2 : 3 * 4, reads[0]);
            // 2 outputs for each active input; the first sample has two of these, the others three
            assertEquals((isRepeatable ? 2 : 4) * 2 * (2 + 3 + 3), operations);
        }
    }

    @Example
    void shouldBeginASampleWithoutAnyInput() {
        final Session session = session(
                Graph.chain(Shape.vector(1), List.of(new Linear(1, 1f), new Integrator(1f, 1f))),
                Map.of("0.weight", new float[] {1f}),
                SELECTED);
        session.step(list(5f));
        session.reset(1);
        session.step();
        assertEquals(0f, session.answer()[0]);
        assertEquals(0, session.synapticOperations());
        session.step(list(3f));
        session.step();
        assertEquals(6f, session.answer()[0]);
    }

    /** An activation that nobody but the caller takes waits until it is asked for. */
    private static Graph waiting() {
        return Graph.chain(
                Shape.vector(1),
                List.of(
                        new Linear(1, 1f),
                        new Integrator(1f, 1f),
                        new Activation(Activation.Function.RELU, 2f),
                        new Activation(Activation.Function.SIGMOID, 1f)));
    }

    @Example
    void shouldComputeTheAnswerWhenItIsAskedFor() {
        final Map<String, float[]> tensors = Map.of("0.weight", new float[] {1f});
        final Session session = session(waiting(), tensors, SELECTED);
        assertArrayEquals(new float[] {0f}, session.answer()); // no sigmoid of nothing
        session.step(list(1f));
        session.step(list(0.5f));
        final float[] answer = session.answer();
        assertEquals((float) (1 / (1 + StrictMath.exp(-3))), answer[0]); // 2 · (1 + 0.5)
        assertSame(answer, session.answer());
        session.step(list(-1.5f));
        assertEquals(0.5f, session.answer()[0]);
        session.reset(1);
        assertArrayEquals(new float[] {0f}, session.answer());
        assertArrayEquals(new float[] {0f}, values(session, "2"));
        assertArrayEquals(new float[] {0f}, values(session, "1"));
        assertArrayEquals(new float[] {0f}, values(session, "0"));
    }

    @Example
    void shouldKeepASignalUpToDateThatSomebodyHolds() {
        final Session session = session(waiting(), Map.of("0.weight", new float[] {1f}), SELECTED);
        session.step(list(1f));
        final Signal held = session.signal("2"); // at this step, not at the next
        assertEquals(2f, held.values()[0]);
        session.step(list(1f));
        assertEquals(4f, held.values()[0]);
        session.reset(1);
        assertEquals(0f, held.values()[0]);
        session.step(list(3f));
        assertEquals(6f, held.values()[0]);
    }

    @Example
    void shouldTellWhatEntersAndLeaves() {
        final Session session = session(waiting(), Map.of("0.weight", new float[] {1f}), SELECTED);
        session.step(list(4f));
        assertEquals(4f, session.entering("0").active().value(0));
        assertEquals(4f, session.potential("1")[0]);
        assertFalse(session.signal("input").isDense());
        assertEquals(
                "node x: expected one of [input, 0, 1, 2, 3], found none",
                assertThrows(IllegalArgumentException.class, () -> session.signal("x"))
                        .getMessage());
        assertEquals(
                "node 1: expected one with weights, [0], found none",
                assertThrows(IllegalArgumentException.class, () -> session.entering("1"))
                        .getMessage());
    }

    @Example
    void shouldRefuseAnotherNumberOfInputs() {
        final Graph two = new Graph(
                List.of(
                        node("a", new Input(Shape.vector(1))),
                        node("b", new Input(Shape.vector(1))),
                        node("sum", new Integrator(0f, 1f))),
                List.of(Edge.of("a", "sum"), Edge.of("b", "sum")),
                List.of("sum"));
        final Session session = session(two, Map.of(), SELECTED);
        assertEquals(
                "session: expected 2 inputs at each step, found 1",
                assertThrows(IllegalArgumentException.class, () -> session.step(list(1f)))
                        .getMessage());
        session.step(new SpikeList[] {list(1f), list(2f)});
        assertEquals(3f, session.answer()[0]);
    }

    /** [2 channels of 2 positions, 1 channel of 2 positions]: channels of one position lie together. */
    @Example
    void shouldLayChannelsOfOnePositionBehindEachOther() {
        final Graph graph = new Graph(
                List.of(
                        node("a", new Input(new Shape(2, 1, 2))),
                        node("b", new Input(new Shape(1, 1, 2))),
                        node("both", new Concat(3))),
                List.of(
                        Edge.of("b", "both"),
                        Edge.of("a", "both").into(1),
                        Edge.delayed("b", "both", 1).into(2)),
                List.of("both"));
        final Session session = session(graph, Map.of(), SELECTED);
        session.step(new SpikeList[] {list(1f, 2f, 3f, 4f), list(5f, 6f)});
        assertArrayEquals(new float[] {5f, 1f, 2f, 0f, 6f, 3f, 4f, 0f}, session.answer());
        session.step(new SpikeList[] {list(0f, 7f, 8f, 0f), list(0f, 9f)});
        assertArrayEquals(new float[] {0f, 0f, 7f, 5f, 9f, 8f, 0f, 6f}, session.answer());
    }

    @Example
    void shouldPoolGradedValues() {
        final Session session =
                session(Graph.chain(new Shape(1, 4, 4), List.of(new AvgPool(2), new AvgPool(2))), Map.of(), SELECTED);
        session.step(list(1f, 2f, 0f, 0f, 3f, 4f, 0f, 0f, 0f, 0f, 0f, 6f, 0f, 0f, 0f, 0f));
        assertArrayEquals(new float[] {2.5f, 0f, 0f, 1.5f}, values(session, "0"));
        assertArrayEquals(new float[] {1f}, session.answer());
    }

    /** Loops by list and by number, sums, a concatenation, norms applied and left, an answer that waits. */
    @Example
    void shouldAllocateNothingPerStepWhenWarm() {
        final int n = 40;
        final Graph graph = new Graph(
                List.of(
                        node("in", new Input(Shape.vector(n))),
                        node("fc", new Linear(n, 0.5f, true)),
                        node("norm", new TdBatchNorm(1f, 0.2f, 1e-5f)),
                        node("lif", new Lif(0.2f, 0.2f, 0.1f)),
                        node("r", new Linear(n, 0.5f)),
                        node("both", new Concat(2)),
                        node("fc2", new Linear(n, 0.5f)),
                        node("norm2", new TdBatchNorm(1f, 0.2f, 1e-5f)),
                        node("m", new Integrator(0.5f, 0.5f)),
                        node("mean", new Mean()),
                        node("out", new Activation(Activation.Function.RELU, 1f))),
                List.of(
                        Edge.of("in", "fc"),
                        Edge.of("fc", "norm"),
                        Edge.delayed("r", "norm", 3),
                        Edge.of("norm", "lif"),
                        Edge.of("lif", "r"),
                        Edge.of("lif", "both"),
                        Edge.delayed("lif", "both", 2).into(1),
                        Edge.of("both", "fc2"),
                        Edge.of("fc2", "norm2"),
                        Edge.of("norm2", "m"),
                        Edge.delayed("m", "m", 1),
                        Edge.of("m", "mean"),
                        Edge.of("mean", "out")),
                List.of("out"));
        final RandomStream random = RandomStream.of(4, "allocation");
        final Session session = session(graph, RandomGraphs.tensors(graph, random), SELECTED);
        final SpikeList[] inputs = {list(some(random, n)), list(some(random, n)), list(some(random, n))};
        final float[] readout = new float[n];
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int quiet = 0;
        for (int run = 0; run < 200_000 && quiet < 100; run++) {
            final long before = meter.getCurrentThreadAllocatedBytes();
            for (int sample = 0; sample < 10; sample++) {
                session.reset(sample);
                for (final SpikeList input : inputs) {
                    session.step(input);
                    session.step();
                    session.readout(readout);
                    session.answer();
                }
            }
            quiet = meter.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        assertEquals(100, quiet);
        assertTrue(session.synapticOperations() > 0);
    }
}
