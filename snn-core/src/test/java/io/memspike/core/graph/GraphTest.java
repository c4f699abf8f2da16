package io.memspike.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.AutoEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final Kind LIF = new Lif(0.2f, 0.2f, 0.1f);
    private static final Node IN = new Node("in", new Input(Shape.vector(4)));

    private static Node node(String name, Kind kind) {
        return new Node(name, kind);
    }

    private static Graph graph(List<Node> nodes, List<Edge> edges, String... outputs) {
        return new Graph(nodes, edges, List.of(outputs));
    }

    private static void assertRefused(String message, List<Node> nodes, List<Edge> edges, String... outputs) {
        assertRefused(message, () -> graph(nodes, edges, outputs));
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void shouldFollowShapesThroughAChain() {
        final Graph chain = Graph.chain(
                new Shape(2, 6, 6),
                List.of(new Conv2d(3, 3, 1, 0, 1f), LIF, new AvgPool(2), new Linear(5, 1f), Integrator.readout(0.1f)));

        assertEquals(new Shape(2, 6, 6), chain.input());
        assertEquals(new Shape(3, 4, 4), chain.shape("0"));
        assertEquals(new Shape(3, 4, 4), chain.shape("1"));
        assertEquals(new Shape(3, 2, 2), chain.shape("2"));
        assertEquals(new Shape(3, 2, 2), chain.input("3"));
        assertEquals(Shape.vector(5), chain.shape("4"));
        assertEquals("4", chain.output());
        assertEquals("4", chain.readout());
        assertEquals(List.of(TensorSpec.of("weight", 5, 12)), chain.tensors("3"));
        assertEquals(-1, chain.position("input"));
        assertEquals(3, chain.position("3"));
        assertEquals(List.of(chain.node("1")), chain.nodesOf(Lif.class));
        assertEquals(List.of(Edge.of("2", "3")), chain.outOf("2"));
    }

    @Test
    void shouldReadTheReadoutBehindAMean() {
        final Graph chain = Graph.chain(Shape.vector(4), List.of(Integrator.readout(1f), new Mean()));
        assertEquals("1", chain.output());
        assertEquals("0", chain.readout());
    }

    @Test
    void shouldRefuseANameTwice() {
        assertRefused(
                "node a: expected a name of its own, found another node of that name",
                List.of(IN, node("a", LIF), node("a", LIF)),
                List.of(Edge.of("in", "a")),
                "a");
    }

    @Test
    void shouldRefuseNamesThatAreNone() {
        for (final String name : List.of("", "a b", ".a", "a.", "a..b", "é")) {
            assertRefused(
                    "node: expected a name of letters, digits, _ and -, with dots between parts, found '" + name + "'",
                    () -> node(name, LIF));
        }
        assertEquals("block-1.conv_2", node("block-1.conv_2", LIF).name());
        final String deep = "a" + ".b".repeat(100_000); // takes no deeper a stack
        assertEquals(deep, node(deep, LIF).name());
    }

    @Test
    void shouldRefuseAnEdgeToNowhere() {
        assertRefused(
                "edge a to b: expected one of the nodes [in, a], found b",
                List.of(IN, node("a", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("a", "b")),
                "a");
        assertRefused(
                "edge b to a: expected one of the nodes [in, a], found b",
                List.of(IN, node("a", LIF)),
                List.of(Edge.of("b", "a")),
                "a");
    }

    @Test
    void shouldRefuseEdgesThatCannotBe() {
        assertRefused(
                "edge a to b: expected a port of at least 0, found -1",
                () -> Edge.of("a", "b").into(-1));
        assertRefused("edge a to b: expected a delay of at least 0 steps, found -2", () -> Edge.delayed("a", "b", -2));
    }

    @Test
    void shouldRefuseAPortThatDoesNotFit() {
        assertRefused(
                "node a: expected edges into its 1 ports, from 0, found one into port 1",
                List.of(IN, node("a", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("in", "a").into(1)),
                "a");
        assertRefused(
                "node in: expected edges into its 0 ports, from 0, found one into port 0",
                List.of(IN, node("a", LIF)),
                List.of(Edge.of("in", "a"), Edge.delayed("a", "in", 1)),
                "a");
        assertRefused(
                "node a: expected an edge into port 1, found none",
                List.of(IN, node("a", new Concat(2))),
                List.of(Edge.of("in", "a")),
                "a");
        assertRefused("node a: expected an edge into port 0, found none", List.of(IN, node("a", LIF)), List.of(), "a");
    }

    @Test
    void shouldRefuseTwoEdgesOfDifferentShapes() {
        final List<Node> nodes =
                List.of(IN, node("a", new Linear(3, 1f)), node("b", new Linear(5, 1f)), node("c", LIF));
        assertRefused(
                "node c: expected 3×1×1 from every edge into port 0, found 5×1×1 from b",
                nodes,
                List.of(Edge.of("in", "a"), Edge.of("in", "b"), Edge.of("a", "c"), Edge.of("b", "c")),
                "c");
        assertRefused(
                "node c: expected 5×1×1 from every edge into port 0, found 3×1×1 from a",
                nodes,
                List.of(Edge.of("in", "a"), Edge.of("in", "b"), Edge.of("b", "c"), Edge.delayed("a", "c", 2)),
                "c");
    }

    @Test
    void shouldNameTheNodeWhoseInputDoesNotFit() {
        assertRefused(
                "node a: unflatten: expected a vector of 6 elements, found 4×1×1",
                List.of(IN, node("a", new Unflatten(1, 2, 3))),
                List.of(Edge.of("in", "a")),
                "a");
        assertRefused(
                "node a: tensor weight: expected at most 2^31 - 1 elements, found [1073741824, 4]",
                List.of(IN, node("a", new Linear(1 << 30, 1f))),
                List.of(Edge.of("in", "a")),
                "a");
    }

    @Test
    void shouldRefuseALoopWithoutDelay() {
        assertRefused(
                "nodes [a, b]: expected a delay in every loop, found none",
                List.of(IN, node("a", LIF), node("b", LIF), node("c", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("a", "b"), Edge.of("b", "a"), Edge.of("b", "c")),
                "c");
        assertRefused(
                "nodes [a]: expected a delay in every loop, found none",
                List.of(IN, node("a", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("a", "a")),
                "a");
        // a delayed way round does not help the other one
        assertRefused(
                "nodes [a, b]: expected a delay in every loop, found none",
                List.of(IN, node("a", LIF), node("b", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("a", "b"), Edge.of("b", "a"), Edge.delayed("b", "a", 1)),
                "b");
    }

    @Test
    void shouldRefuseANodeThatLeadsNowhere() {
        assertRefused(
                "node b: expected a way to an output, [a], found a node that leads nowhere",
                List.of(IN, node("a", LIF), node("b", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("a", "b")),
                "a");
        assertRefused(
                "node other: expected a way to an output, [a], found a node that leads nowhere",
                List.of(IN, node("other", new Input(Shape.vector(1))), node("a", LIF)),
                List.of(Edge.of("in", "a")),
                "a");
    }

    @Test
    void shouldRefuseAnUnknownOutput() {
        final List<Node> nodes = List.of(IN, node("a", LIF));
        final List<Edge> edges = List.of(Edge.of("in", "a"));
        assertRefused("outputs: expected names of nodes, found b", nodes, edges, "a", "b");
        assertRefused("graph: expected at least 1 output, found none", nodes, edges);
    }

    @Test
    void shouldInferShapesOfALoopFromTheEdgeThatLeadsIn() {
        // the edge of the loop stands first in the file: its shape is that of the other one
        final Graph graph = graph(
                List.of(IN, node("ff", new Linear(3, 1f)), node("lif", LIF), node("r", new Linear(3, 1f))),
                List.of(Edge.of("in", "ff"), Edge.delayed("r", "lif", 1), Edge.of("ff", "lif"), Edge.of("lif", "r")),
                "lif");

        assertEquals(Shape.vector(3), graph.shape("lif"));
        assertEquals(Shape.vector(3), graph.input("r"));
        assertEquals(List.of(TensorSpec.of("weight", 3, 3)), graph.tensors("r"));
    }

    @Test
    void shouldInferShapesOfALoopThroughAConcatenation() {
        final List<Edge> edges = List.of(
                Edge.of("in", "both"),
                Edge.delayed("lif", "both", 1).into(1),
                Edge.of("both", "fc"),
                Edge.of("fc", "lif"));
        final Graph graph = graph(
                List.of(IN, node("both", new Concat(2)), node("fc", new Linear(7, 1f)), node("lif", LIF)),
                edges,
                "lif");
        assertEquals(List.of(Shape.vector(4), Shape.vector(7)), graph.inputs("both"));
        assertEquals(Shape.vector(11), graph.input("fc"));

        final Graph convolved = graph(
                List.of(
                        node("in", new Input(new Shape(2, 5, 6))),
                        node("both", new Concat(2)),
                        node("fc", new Conv2d(3, 3, 1, 1, 1f)),
                        node("lif", LIF)),
                edges,
                "lif");
        assertEquals(new Shape(5, 5, 6), convolved.input("fc"));
    }

    /** The way round comes twice to the same node. */
    @Test
    void shouldInferShapesWhereTwoPortsLeadBackToOneNode() {
        final Graph graph = graph(
                List.of(IN, node("both", new Concat(3)), node("fc", new Linear(2, 1f)), node("a", LIF), node("b", LIF)),
                List.of(
                        Edge.of("in", "both"),
                        Edge.delayed("a", "both", 1).into(1),
                        Edge.delayed("b", "both", 2).into(2),
                        Edge.of("both", "fc"),
                        Edge.of("fc", "a"),
                        Edge.of("fc", "b")),
                "a");
        assertEquals(Shape.vector(8), graph.shape("both"));
    }

    @Test
    void shouldRefuseShapesThatDependOnThemselves() {
        assertRefused(
                "node a: expected an input whose shape does not depend on the node itself, found none",
                List.of(IN, node("a", LIF), node("b", LIF)),
                List.of(Edge.delayed("a", "a", 1), Edge.of("in", "b"), Edge.of("a", "b")),
                "b");
        final String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> graph(
                                List.of(IN, node("both", new Concat(2)), node("lif", LIF)),
                                List.of(
                                        Edge.of("in", "both"),
                                        Edge.delayed("lif", "both", 1).into(1),
                                        Edge.of("both", "lif")),
                                "lif"))
                .getMessage();
        assertEquals(
                "node lif: expected a shape that settles, found", message.substring(0, message.indexOf("found") + 5));
    }

    private static Graph branches() {
        return graph(
                List.of(
                        IN,
                        node("a", new Linear(3, 1f)),
                        node("dead", new Linear(3, 1f)),
                        node("b", new Linear(3, 1f)),
                        node("c", new Activation(Activation.Function.RELU, 1f))),
                List.of(
                        Edge.of("in", "dead"),
                        Edge.of("in", "a"),
                        Edge.of("a", "b"),
                        Edge.delayed("c", "b", 1),
                        Edge.of("b", "c")),
                "c",
                "dead");
    }

    @Test
    void shouldKeepOfAGraphWhatSomeNodesNeed() {
        final Graph upToA = branches().upTo("a");
        assertEquals(List.of("in", "a"), upToA.nodes().stream().map(Node::name).toList());
        assertEquals(List.of(Edge.of("in", "a")), upToA.edges());
        assertEquals(List.of("a"), upToA.outputs());

        final Graph upToC = branches().upTo("c");
        assertEquals(
                List.of("in", "a", "b", "c"),
                upToC.nodes().stream().map(Node::name).toList());
        assertEquals(4, upToC.edges().size());
        // what random draws are named by stays what it was
        assertEquals(2, upToC.position("b"));
        assertEquals(2, upToC.at(Shape.vector(9)).position("b"));
        assertFalse(upToC.has("dead"));
        assertEquals(branches(), branches().upTo("c", "dead"));
        assertRefused(
                "outputs: expected names of nodes, found x", () -> branches().upTo("x"));
    }

    @Test
    void shouldCutOutOfTheAutoEncoderWhatThePictureNeeds() {
        final Graph whole = AutoEncoder.graph();
        final Graph picture = whole.upTo("picture");
        assertEquals(whole.nodes().size() - 10, picture.nodes().size()); // three blocks and a choice
        assertEquals(whole.position("45"), picture.position("45"));
        assertEquals(45, picture.position("45"));
    }

    @Test
    void shouldTakeInputsOfAnotherShape() {
        final Graph at = branches().at(new Shape(2, 3, 1));
        assertEquals(new Shape(2, 3, 1), at.input());
        assertEquals(List.of(TensorSpec.of("weight", 3, 6)), at.tensors("a"));
        assertNotEquals(branches(), at);
        assertEquals(branches(), at.at(Shape.vector(4)));
    }

    @Test
    void shouldRefuseWhatNeedsOneInputWhereThereAreTwo() {
        final Graph graph = graph(
                List.of(IN, node("in2", new Input(Shape.vector(4))), node("a", LIF)),
                List.of(Edge.of("in", "a"), Edge.of("in2", "a")),
                "a");
        assertRefused("graph: expected 1 input, found 2", graph::input);
        assertRefused("graph: expected 1 input, found 2", () -> graph.at(Shape.vector(3)));
    }

    @Test
    void shouldNameTheNodesThereAreWhereOneIsNot() {
        assertRefused(
                "node x: expected one of [in, a, dead, b, c], found no such node",
                () -> branches().shape("x"));
    }

    @Test
    void shouldEqualAGraphOfTheSameNodesEdgesAndOutputs() {
        final Graph graph = branches();
        assertEquals(graph, branches());
        assertEquals(graph.hashCode(), branches().hashCode());
        final List<Edge> turned = new ArrayList<>(graph.edges());
        turned.add(turned.remove(0)); // the order of edges is the order of sums
        assertNotEquals(graph, new Graph(graph.nodes(), turned, graph.outputs()));
        assertNotEquals(graph, new Graph(graph.nodes(), graph.edges(), List.of("dead", "c")));
    }
}
