package io.memspike.core.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.AutoEncoder;
import io.memspike.core.run.RandomGraphs;
import io.memspike.core.run.Steps;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GraphJsonTest {
    private static Graph read(String json) throws FileFormatException {
        return GraphJson.read(StrictJson.parse("net.json", json.replace('\'', '"')));
    }

    private static Kind kind(String json) throws FileFormatException {
        return GraphJson.node("n", StrictJson.parse("net.json", json.replace('\'', '"')))
                .kind();
    }

    private static void assertRefused(String message, String json) {
        assertEquals(
                "net.json: " + message,
                assertThrows(FileFormatException.class, () -> read(json)).getMessage());
    }

    private static void assertKindRefused(String message, String json) {
        assertEquals(
                "net.json: " + message,
                assertThrows(FileFormatException.class, () -> kind(json)).getMessage());
    }

    @Property(tries = 200, seed = "10")
    void shouldReadBackAnyGraph(@ForAll long seed) throws FileFormatException {
        final Graph graph = RandomGraphs.graph(RandomStream.of(seed, "json"));
        final String json = GraphJson.write(graph);
        assertEquals(graph, read(json));
        assertEquals(json, GraphJson.write(read(json)));
    }

    @Example
    void shouldReadBackTheAutoEncoder() throws FileFormatException {
        assertEquals(AutoEncoder.graph(), read(GraphJson.write(AutoEncoder.graph())));
    }

    /** Kinds with random fields: no number loses a bit. */
    @Property(tries = 500, seed = "11")
    void shouldReadBackAnyKind(@ForAll long seed) throws FileFormatException {
        final RandomStream random = RandomStream.of(seed, "kinds");
        final Size kernel = new Size(1 + random.nextInt(5), 1 + random.nextInt(5));
        final Size stride = random.nextInt(2) == 0 ? Size.of(2) : new Size(1 + random.nextInt(3), 3);
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        final float scale = Float.intBitsToFloat((int) random.nextLong() & 0x7F7FFFFF | 1);
        final float any = (float) (random.nextGaussian() * StrictMath.exp(20 * random.nextGaussian()));
        final float part = random.nextFloat();
        final boolean bias = random.nextInt(2) == 0;
        final List<Kind> kinds = List.of(
                new Conv2d(
                        6,
                        kernel,
                        stride,
                        padding,
                        new Size(1 + random.nextInt(3), 1),
                        1 + random.nextInt(3),
                        scale,
                        bias),
                new ConvTranspose2d(3, kernel, new Size(2, 3), padding, new Size(1, random.nextInt(3)), -scale, bias),
                new Linear(1 + random.nextInt(1000), scale, bias),
                new Lif(part, Math.abs(any), random.nextFloat(), any),
                new Integrator(part, random.nextFloat()),
                new Choice(1 + random.nextInt(30)),
                new Activation(Activation.Function.values()[random.nextInt(3)], any),
                new TdBatchNorm(1 + part, 1 + random.nextFloat(), Float.MIN_VALUE),
                new AvgPool(1 + random.nextInt(4)),
                new Concat(1 + random.nextInt(4)),
                new Mean(),
                new Unflatten(1 + random.nextInt(9), 2, 3),
                new Input(new Shape(1 + random.nextInt(9), 1 + random.nextInt(9), 1)));
        for (final Kind kind : kinds) {
            final StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                KindJson.write(kind, json);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            final String json = "{'" + kind.type() + "': " + text + "}";
            assertEquals(kind, kind(json), json);
        }
    }

    @Example
    void shouldFillInWhatAFileDoesNotSay() throws FileFormatException {
        assertEquals(new Conv2d(12, 5, 1, 0, 1f), kind("{'conv2d': {'out': 12, 'kernel': 5}}"));
        assertEquals(
                new ConvTranspose2d(12, 5, 1, 0, 0, 1f), kind("{'convTranspose2d': {'out': 12, 'kernel': [5, 5]}}"));
        assertEquals(new Linear(3, 1f), kind("{'linear': {'out': 3}}"));
        assertEquals(new Lif(0.5f, 0.25f, 1f, 0.25f), kind("{'lif': {'retain': 0.5, 'threshold': 0.25}}"));
        assertEquals(new Integrator(1f, 1f), kind("{'integrator': {}}"));
        assertEquals(new Activation(Activation.Function.TANH, 1f), kind("{'activation': {'function': 'tanh'}}"));
        assertEquals(new TdBatchNorm(1f, 0.2f, 1e-5f), kind("{'tdBatchNorm': {'threshold': 0.2}}"));
        assertEquals(new Concat(2), kind("{'concat': {}}"));
        assertEquals(new Input(Shape.vector(7)), kind("{'input': {'shape': 7}}"));
        assertEquals(new Input(new Shape(2, 34, 30)), kind("{'input': {'shape': [2, 34, 30]}}"));
        assertEquals(
                List.of(new Edge("a", "b", 1, 2, true), Edge.of("in", "a"), Edge.of("a", "b")),
                read("""
                        {'nodes': {'in': {'input': {'shape': 2}}, 'a': {'mean': {}}, 'b': {'concat': {}}},
                         'edges': [{'from': 'a', 'to': 'b', 'port': 1, 'delay': 2, 'detached': true},
                                   {'from': 'in', 'to': 'a'}, {'from': 'a', 'to': 'b'}],
                         'outputs': ['b']}""").edges());
    }

    @Example
    void shouldNameTheFieldThatIsWrong() {
        assertKindRefused(
                "field conv2d.kernel: expected a whole number from 0 to 2147483647, found 2.5",
                "{'conv2d': {'out': 12, 'kernel': 2.5}}");
        assertKindRefused(
                "field conv2d.kernel: expected one number or a list of 2, found an array",
                "{'conv2d': {'out': 12, 'kernel': [1, 2, 3]}}");
        assertKindRefused(
                "field linear.out: expected a whole number, found nothing", "{'linear': {'weightScale': 0.5}}");
        assertKindRefused("field linear.bias: expected true or false, found 1", "{'linear': {'out': 1, 'bias': 1}}");
        assertKindRefused(
                "field linear.outs: expected one of the fields out, weightScale, bias, atPositions, found an unknown field",
                "{'linear': {'outs': 1}}");
        assertKindRefused(
                "field activation.function: expected one of [relu, sigmoid, tanh, gelu, sign], found \"softmax\"",
                "{'activation': {'function': 'softmax'}}");
        assertKindRefused(
                "field lif: lif: expected retain in [0, 1], found 2.0", "{'lif': {'retain': 2, 'threshold': 1}}");
        assertKindRefused(
                "field input: shape: expected positive extents, found channels=0 height=1 width=1",
                "{'input': {'shape': 0}}");
        assertKindRefused(
                "field linear.weightScale: expected a finite number of 32 bits, found 1.0E39",
                "{'linear': {'out': 1, 'weightScale': 1e39}}");
    }

    @Example
    void shouldNameTheNodeOrEdgeThatIsWrong() {
        final String in = "'in': {'input': {'shape': 2}}";
        final Set<String> kinds = new TreeSet<>(Steps.known().kinds().keySet());
        kinds.add("input");
        assertRefused("expected an object, found 7", "7");
        assertRefused("field nodes: expected nodes by name, found nothing", "{}");
        assertRefused("field edges: expected a list of edges, found nothing", "{'nodes': {" + in + "}}");
        assertRefused("field outputs: expected a list of names, found nothing", "{'nodes': {" + in + "}, 'edges': []}");
        assertRefused(
                "field seed: expected one of the fields nodes, edges, outputs, found an unknown field",
                "{'nodes': {" + in + "}, 'edges': [], 'outputs': ['in'], 'seed': 1}");
        assertRefused(
                "field nodes.a: expected a kind and its fields, found \"lif\"",
                "{'nodes': {" + in + ", 'a': 'lif'}, 'edges': [], 'outputs': ['in']}");
        assertRefused(
                "field nodes.a.foo: expected a kind of " + kinds + ", found 'foo'",
                "{'nodes': {" + in + ", 'a': {'foo': {}}}, 'edges': [], 'outputs': ['in']}");
        assertRefused(
                "field nodes.a b.mean: node: expected a name of letters, digits, _ and -, with dots between parts, found"
                        + " 'a b'",
                "{'nodes': {" + in + ", 'a b': {'mean': {}}}, 'edges': [], 'outputs': ['in']}");
        assertRefused(
                "field edges[0].delay: expected a whole number from 0 to 2147483647, found -1",
                "{'nodes': {" + in + "}, 'edges': [{'from': 'in', 'to': 'in', 'delay': -1}], 'outputs': ['in']}");
        assertRefused(
                "field edges[0].weight: expected one of the fields from, to, port, delay, detached, found an unknown"
                        + " field",
                "{'nodes': {" + in + "}, 'edges': [{'from': 'in', 'to': 'in', 'weight': 1}], 'outputs': ['in']}");
        assertRefused(
                "edge in to b: expected one of the nodes [in], found b",
                "{'nodes': {" + in + "}, 'edges': [{'from': 'in', 'to': 'b'}], 'outputs': ['in']}");
        assertRefused(
                "field nodes.in: expected one value, found a second at line 1, column 47",
                "{'nodes': {" + in + ", " + in + "}, 'edges': [], 'outputs': ['in']}");
    }

    @Example
    void shouldKeepNodesInTheOrderOfTheFile() throws FileFormatException {
        final Graph graph = read("""
                {'nodes': {'10': {'mean': {}}, '9': {'mean': {}}, 'in': {'input': {'shape': 2}}},
                 'edges': [{'from': 'in', 'to': '9'}, {'from': '9', 'to': '10'}], 'outputs': ['10']}""");
        assertEquals(
                List.of("10", "9", "in"), graph.nodes().stream().map(Node::name).toList());
        assertEquals(1, graph.position("9"));
    }
}
