package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GraphTextTest {
    private static final Given EVENTS = Given.data(new Shape(2, 34, 34), 10);

    private static final String CONV = """
            network: prime-conv                       # shapes infer from the data set
            nodes:
              c1: {conv2d: {out: 12, kernel: 5, padding: 1, weightScale: 0.01}, learn: {prune: 0.5}, on: formed-rram}
              n1: {lif: {retain: 0.2, threshold: 0.2, leakySlope: 0.1}}
              p1: {avgPool: {kernel: 2}}
              fc: {linear: {out: classes}, learn: weights}
              m: integrator
              out: mean
            edges: [input c1 n1 p1 fc m out]
            """;

    private static GraphText parse(String text, Given given) throws FileFormatException {
        return GraphText.parse("net.yaml", text, given);
    }

    private static GraphText parse(String text) throws FileFormatException {
        return parse(text, Given.NOTHING);
    }

    @Property(tries = 300)
    void shouldReadBackAnyGraph(@ForAll long seed) throws FileFormatException {
        final Graph graph = AnyGraph.of(RandomStream.of(seed, "text"));
        final String text = GraphText.of("any", graph).write();
        final GraphText read = parse(text);
        assertEquals(graph, read.graph(), text);
        assertEquals("any", read.name());
        assertEquals(text, read.write());
    }

    /** √(2/(fan-in · share kept))/deviation, of a node that is pruned by half unless it says otherwise. */
    @Example
    void shouldScaleByTheFanIn() throws FileFormatException {
        final GraphText network = parse("""
                input: [2, 8, 8]
                nodes:
                  c1: {conv2d: {out: 3, kernel: [2, 1], weightScale: {kaiming: 0.5}}, learn: {prune: 0.75}}
                  c2: {conv2d: {out: 3, kernel: 1, weightScale: {kaiming: 2}}}
                  fc: {linear: {out: 5, weightScale: {kaiming: 1}}, learn: frozen}
                  some: {sparse: {out: 2, connections: {from: [0, 1, 4], to: [0, 0, 1], delay: [0, 2, 0]}, weightScale: {kaiming: 1}}}
                edges: [input c1 c2 fc some]
                """);

        assertEquals((float) (Math.sqrt(2) / 0.5), scale(network, "c1")); // 4 inputs, of which 1 is kept
        assertEquals((float) (Math.sqrt(2 / 1.5) / 2), scale(network, "c2"));
        assertEquals((float) Math.sqrt(2 / 168.0), scale(network, "fc")); // 3 · 7 · 8
        assertEquals((float) Math.sqrt(2 / 0.75), scale(network, "some")); // 1½ on average
        assertEquals(network.graph(), parse(network.write()).graph());
    }

    private static float scale(GraphText network, String node) {
        return ((MatrixKind) network.graph().node(node).kind()).weightScale();
    }

    @Example
    void shouldHaveGraphsOfAllKinds() {
        final RandomStream random = RandomStream.of(1, "all kinds");
        final Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            AnyGraph.of(random).nodes().forEach(node -> seen.add(node.kind().type()));
        }
        assertEquals(new TreeSet<>(AnyGraph.types()), seen);
    }

    @Example
    void shouldTakeShapeAndClassesFromTheData() throws FileFormatException {
        final GraphText read = parse(CONV, EVENTS);

        assertEquals(
                new Graph(
                        List.of(
                                new Node("input", new Input(new Shape(2, 34, 34))),
                                new Node("c1", new Conv2d(12, 5, 1, 1, 0.01f)),
                                new Node("n1", new Lif(0.2f, 0.2f, 0.1f)),
                                new Node("p1", new AvgPool(2)),
                                new Node("fc", new Linear(10, 1f)),
                                new Node("m", new Integrator(1f, 1f)),
                                new Node("out", new Mean())),
                        List.of(
                                Edge.of("input", "c1"),
                                Edge.of("c1", "n1"),
                                Edge.of("n1", "p1"),
                                Edge.of("p1", "fc"),
                                Edge.of("fc", "m"),
                                Edge.of("m", "out")),
                        List.of("out")),
                read.graph());
        assertEquals("prime-conv", read.name());
        assertEquals(Map.of("c1", Learning.prune(0.5), "fc", Learning.WEIGHTS), read.learning());
        assertEquals(Map.of("c1", "formed-rram"), read.on());
        assertEquals(
                26,
                parse(CONV, Given.data(new Shape(2, 28, 28), 26))
                        .graph()
                        .shape("out")
                        .size());
    }

    @Example
    void shouldWriteAsPeopleWould() throws FileFormatException {
        assertEquals("""
                network: prime-conv
                input: [2, 34, 34]
                nodes:
                  c1: {conv2d: {out: 12, kernel: 5, padding: 1, weightScale: 0.01}, learn: {prune: 0.5}, on: formed-rram}
                  n1: {lif: {retain: 0.2, threshold: 0.2, leakySlope: 0.1}}
                  p1: {avgPool: {kernel: 2}}
                  fc: {linear: {out: 10}, learn: weights}
                  m: integrator
                  out: mean
                edges:
                  - input c1 n1 p1 fc m out
                """, parse(CONV, EVENTS).write());
    }

    @Example
    void shouldReadChainsOfAnyForm() throws FileFormatException {
        final String nodes = "input: 3\nnodes: {a: mean, b: {concat: }, n: mean, '0': mean}\n";
        final List<Edge> expected = List.of(
                Edge.of("input", "a"),
                Edge.delayed("a", "a", 2),
                Edge.of("a", "b"),
                new Edge("input", "b", 1, 0, true),
                Edge.of("b", "n"),
                Edge.of("n", "0"));

        assertEquals(expected, parse(nodes + """
                        edges:
                          - input a
                          - a a: {delay: 2}
                          - a b
                          - input b: {port: 1, detached: true}
                          - b n 0
                        """).graph().edges());
        assertEquals(
                expected,
                parse(nodes + "edges: [[input, a, a, {delay: 2}, b], [input, b, {port: 1, detached: true}], 'b n  0']")
                        .graph()
                        .edges());
    }

    @Example
    void shouldKnowTheEndAsTheOutput() throws FileFormatException {
        final String text = "input: 3\nnodes: {a: mean, b: mean}\n";

        assertEquals(List.of("a"), parse(text + "edges: [input b a]").graph().outputs());
        assertEquals(
                List.of("b"),
                parse(text + "edges: [input a b, b b: {delay: 1}]\noutputs: b")
                        .graph()
                        .outputs());
        assertEquals(
                List.of("b", "a"),
                parse(text + "edges: [input a, input b]\noutputs: [b, a]")
                        .graph()
                        .outputs());
    }

    @Example
    void shouldMultiplySizes() throws FileFormatException {
        final String text = """
                sizes: {map: 4, k: 3}
                input: [1, 8 * map, 2*map * k]
                nodes:
                  a: {linear: {out: k * classes}}
                  b: {unflatten: {channels: k, height: 1, width: classes}}
                edges: [input a b]
                """;

        assertEquals(
                new Shape(3, 1, 5),
                parse(text, Given.sizes(Map.of("classes", 5))).graph().shape("b"));
        assertEquals(
                new Shape(1, 32, 24),
                parse(text, Given.sizes(Map.of("classes", 5))).graph().input());
        assertEquals(
                new Shape(1, 16, 24),
                parse(text, Given.sizes(Map.of("classes", 5, "map", 2, "k", 6)))
                        .graph()
                        .input());
    }

    @Example
    void shouldReadAndWriteWhatTensorsBeginWith() throws FileFormatException {
        final String text = """
                network: nir
                input: [3, 1, 1]
                nodes:
                  n: {lifNir: {dt: 1.0, per: element}, learn: frozen, tensors: {tau: 2.5, vThreshold: [1.0, -2.0, 1.0E-8]}}
                edges:
                  - input n
                """;
        final GraphText read = parse(text);

        assertEquals(new LifNir(1f, Per.ELEMENT), read.graph().node("n").kind());
        assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f}, read.values().get("n.tau"));
        assertArrayEquals(new float[] {1f, -2f, 1e-8f}, read.values().get("n.vThreshold"));
        assertEquals(Map.of("n", Learning.FROZEN), read.learning());
        assertEquals(text, read.write());
        final GraphText learning = parse(text.replace("frozen", "[tau, vThreshold]"));
        assertEquals(Map.of("n", Learning.tensors(List.of("tau", "vThreshold"))), learning.learning());
        assertEquals(text.replace("frozen", "[tau, vThreshold]"), learning.write());
    }

    @Example
    void shouldReadNumbersAsYamlOfTodayWritesThem() throws FileFormatException {
        final String text = "input: 3\nnodes: {a: {integrator: {retain: %s}}}\nedges: [input a]";
        for (final String half : List.of("0.5", ".5", "5e-1", "5E-1", "+0.5", "0.05e+1", "50.e-2")) {
            assertEquals(
                    new Integrator(0.5f, 1f),
                    parse(String.format(text, half)).graph().node("a").kind(),
                    half);
        }
        for (final String none : List.of("'0.5'", ".nan", ".inf", "0x1", "00.5", "1_0", "yes", "")) {
            assertThrows(FileFormatException.class, () -> parse(String.format(text, none)), none);
        }
    }

    @Example
    void shouldTakeTheScaleOfDevicesAway() throws FileFormatException {
        final Graph unscaled = parse(CONV, EVENTS).unscaled(Set.of("c1"));

        assertEquals(new Conv2d(12, 5, 1, 1, 1f), unscaled.node("c1").kind());
        assertEquals(parse(CONV, EVENTS).graph(), parse(CONV, EVENTS).unscaled(Set.of()));
        assertTrue(unscaled.has("input"));
    }
}
