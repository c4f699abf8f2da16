package io.memspike.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said in one line: file, line, column, node, expected, found. */
class GraphTextRefusalTest {
    private static final String HEAD = "input: [2, 6, 6]\nnodes:\n"; // nodes begin in line 3
    private static final String FOUND_EDGES = "nodes: {a: mean}\nedges: [input a]\n";

    private static String refusal(String text, Given given) {
        return assertThrows(FileFormatException.class, () -> GraphText.parse("net.yaml", text, given), text)
                .getMessage();
    }

    private static void assertRefused(String message, String text) {
        assertEquals("net.yaml: " + message, refusal(text, Given.NOTHING));
    }

    /** Of a node in line 3, which is the only one. */
    private static void assertNodeRefused(String message, String node) {
        assertRefused("line 3, column " + message, HEAD + "  c1: " + node + "\nedges: [input c1]");
    }

    @Test
    void shouldRefuseKindsThatNobodyKnows() {
        final String message = refusal(HEAD + "  c1: {conv3d: {out: 1}}\nedges: [input c1]", Given.NOTHING);

        assertEquals(
                "net.yaml: line 3, column 8: node c1, field conv3d: expected a kind of [activation, adaptiveLif, affine, "
                        + "attention, avgPool, …], found 'conv3d'",
                message.replaceFirst("avgPool, .*]", "avgPool, …]"));
        assertNodeRefused(
                "3: node c1: expected one kind, and beside it learn, on and tensors at most, found [mean, lif]",
                "{mean: {}, lif: {}}");
        assertNodeRefused(
                "3: node c1: expected one kind, and beside it learn, on and tensors at most, found no kind",
                "{learn: frozen}");
        assertNodeRefused("3: node c1: expected a kind and its fields, found 7", "7");
    }

    @Test
    void shouldRefuseFieldsThatNobodyKnows() {
        assertNodeRefused(
                "26: node c1, field conv2d.kernal: expected one of the fields out, kernel, stride, padding, dilation,"
                        + " groups, weightScale, bias, found an unknown field",
                "{conv2d: {out: 12, kernal: 3}}");
        assertRefused(
                "line 2, column 1: field edgse: expected one of the fields network, sizes, input, nodes, edges, outputs,"
                        + " found an unknown field",
                "nodes: {a: mean}\nedgse: [input a]");
        assertRefused(
                "line 4, column 20: field edges[0].input c1.dely: expected one of the fields port, delay, detached,"
                        + " found an unknown field",
                HEAD + "  c1: mean\nedges: [input c1: {dely: 1}]");
    }

    @Test
    void shouldRefuseRulesOfScalesThatNobodyKnows() {
        assertNodeRefused(
                "39: node c1, field linear.weightScale.he: expected one of the fields kaiming, found an unknown field",
                "{linear: {out: 3, weightScale: {he: 1}}}");
        assertNodeRefused(
                "39: node c1, field linear.weightScale.kaiming: expected a standard deviation above 0, found 0",
                "{linear: {out: 3, weightScale: {kaiming: 0}}}");
        assertNodeRefused(
                "14: node c1, field lif.weightScale: expected one of the fields retain, threshold, leakySlope, surrogateCentre,"
                        + " surrogate, found an unknown field",
                "{lif: {weightScale: {kaiming: 1}}}");
    }

    @Test
    void shouldRefuseValuesOfTheWrongType() {
        assertNodeRefused(
                "17: node c1, field conv2d.kernel: expected a whole number from 0 to 2147483647, found 2.5",
                "{conv2d: {kernel: 2.5, out: 1}}");
        assertNodeRefused(
                "8: node c1, field conv2d.out: expected a whole number, found nothing", "{conv2d: {kernel: 2}}");
        assertNodeRefused(
                "17: node c1, field linear.out: expected a whole number, found \"clases\"", "{linear: {out: clases}}");
        assertNodeRefused(
                "17: node c1, field linear.out: expected a whole number, found \"3\"", "{linear: {out: '3'}}");
        assertNodeRefused(
                "25: node c1, field linear.bias: expected true or false, found \"yes\"",
                "{linear: {out: 1, bias: yes}}");
        assertNodeRefused(
                "21: node c1, field activation.function: expected one of [relu, sigmoid, tanh, gelu, sign], found \"step\"",
                "{activation: {function: step}}");
        assertNodeRefused("8: node c1, field mean: expected an object, found 3", "{mean: 3}");
        assertRefused(
                "line 1, column 1: field input.shape: expected one number or a list of 3, found an array",
                "input: [2, 6]\nnodes: {a: mean}\nedges: [input a]");
    }

    @Test
    void shouldRefuseValuesOutOfRange() {
        assertNodeRefused(
                "8: node c1, field conv2d: conv2d: expected padding in [0, kernel), found padding=9 kernel=3",
                "{conv2d: {out: 1, kernel: 3, padding: 9}}");
        assertNodeRefused(
                "25: node c1, field linear.weightScale: expected a finite number of 32 bits, found 1.0E300",
                "{linear: {out: 1, weightScale: 1e300}}");
        assertRefused(
                "line 3, column 25: field nodes.c1.linear.weightScale: expected a finite number, found one beyond"
                        + " 1.7976931348623157E308",
                HEAD + "  c1: {linear: {out: 1, weightScale: 1e400}}\nedges: [input c1]");
        assertNodeRefused(
                "25: node c1, field linear.weightScale: expected a number, found \".inf\"",
                "{linear: {out: 1, weightScale: .inf}}");
        assertNodeRefused(
                "8: node c1, field linear: weightScale: expected a finite number other than 0, found 0.0",
                "{linear: {out: 1, weightScale: 0}}");
        assertNodeRefused(
                "17: node c1, field linear.out: expected a whole number, found 9.0E99", "{linear: {out: 9e99}}");
    }

    @Test
    void shouldRefuseNamesThatAreGivenTwice() {
        assertRefused(
                "line 4, column 3: expected a name of its own, found 'c1', which is at line 3, column 3 too",
                HEAD + "  c1: mean\n  c1: mean\nedges: [input c1]");
        assertNodeRefused(
                "25: expected a name of its own, found 'out', which is at line 3, column 17 too",
                "{linear: {out: 1, out: 1}}");
        assertRefused(
                "line 3, column 3: node input: expected an input, for samples enter there, found mean",
                HEAD + "  input: mean\nedges: [input input]");
        assertRefused(
                "line 1, column 1: field input: expected this field or a node that is an input, found both",
                HEAD + "  x: {input: {shape: 3}}\nedges: []");
    }

    @Test
    void shouldRefuseEdgesThatDoNotFit() {
        final String nodes = HEAD + "  a: mean\n  cat: concat\n";
        assertRefused(
                "line 5, column 18: edge input to b: expected one of the nodes [input, a, cat], found b",
                nodes + "edges: [input a, input b]");
        assertRefused(
                "line 6, column 5: node a: expected edges into its 1 ports, from 0, found one into port 2",
                nodes + "edges:\n  - input a: {port: 2}");
        assertRefused(
                "line 4, column 3: node cat: expected an edge into port 1, found none", nodes + "edges: [input a cat]");
    }

    @Test
    void shouldRefuseChainsThatAreNone() {
        final String nodes = HEAD + "  a: mean\n"; // edges begin in line 4
        assertRefused(
                "line 4, column 15: field edges[0].a a.delay: expected a whole number from 0 to 2147483647, found -1",
                nodes + "edges: [a a: {delay: -1}]");
        assertRefused(
                "line 4, column 9: field edges[0]: expected a chain of at least 2 names, as 'input c1', found \"input\"",
                nodes + "edges: [input, a]");
        assertRefused(
                "line 4, column 10: field edges[0][0]: expected options behind at least 2 names, found none before it",
                nodes + "edges: [[{delay: 1}, a]]");
        assertRefused(
                "line 4, column 9: field edges[0]: expected one chain and its options, found 2 fields",
                nodes + "edges: [{input a: {}, a a: {delay: 1}}]");
        assertRefused("line 4, column 9: field edges[0]: expected a text, found 7", nodes + "edges: [7]");
        assertRefused(
                "line 4, column 1: field edges: expected a list of chains, found \"input a\"",
                nodes + "edges: input a");
    }

    @Test
    void shouldRefuseLoopsWithoutDelay() {
        assertRefused(
                "line 3, column 3: nodes [a, b]: expected a delay in every loop, found none",
                HEAD + "  a: mean\n  b: mean\nedges: [input a b a]\noutputs: b");
    }

    @Test
    void shouldRefuseShapesThatDoNotFit() {
        assertRefused(
                "line 4, column 3: node c2: conv2d: expected an input of at least the kernel's size 9, found 2×6×6",
                HEAD + "  c1: mean\n  c2: {conv2d: {out: 1, kernel: 9}}\nedges: [input c1 c2]");
        assertRefused(
                "line 6, column 5: node b: expected 2×6×6 from every edge into port 0, found 4×1×1 from a",
                HEAD + "  a: {linear: {out: 4}}\n  b: mean\nedges: [input b, input a,\n    a b]");
        assertEquals(
                "net.yaml: line 1, column 1: node input: expected one input of 1×28×28, the shape of the data, found 2×6×6",
                refusal(HEAD + "  a: mean\nedges: [input a]", Given.data(new Shape(1, 28, 28), 10)));
        assertRefused(
                "line 1, column 1: expected a field input with a shape, for nothing else gives one, found nothing",
                FOUND_EDGES);
    }

    @Test
    void shouldRefuseSizesThatAreNone() {
        assertRefused(
                "line 3, column 9: field sizes.k: expected a whole number from 1 to 2147483647, found 0",
                FOUND_EDGES + "sizes: {k: 0}");
        assertRefused(
                "line 3, column 9: field sizes.k-1: expected a name of letters and digits, found 'k-1'",
                FOUND_EDGES + "sizes: {k-1: 3}");
        assertEquals(
                "net.yaml: line 3, column 16: node a, field linear.out: expected a whole number, found 4294967296",
                refusal(
                        "sizes: {k: 2000000000}\nnodes:\n  a: {linear: {out: k * k * k * k}}\nedges: [input a]",
                        new Given(new Shape(2, 6, 6), true, Map.of())));
    }

    @Test
    void shouldRefuseNodesThatLeadNowhere() {
        assertRefused(
                "line 3, column 3: node a: expected one node that leads nowhere and answers, or a field outputs, found [a, b]",
                HEAD + "  a: mean\n  b: mean\nedges: [input a, input b]");
        assertRefused(
                "line 3, column 3: node a: expected a way to an output, [b], found a node that leads nowhere",
                HEAD + "  a: mean\n  b: mean\nedges: [input a, input b]\noutputs: b");
        assertRefused(
                "line 1, column 1: expected a node that leads nowhere and answers, or a field outputs, found none",
                HEAD + "  a: mean\nedges: [input a, a a: {delay: 1}]");
        assertRefused(
                "line 5, column 1: field outputs: outputs: expected names of nodes, found c",
                HEAD + "  a: mean\nedges: [input a]\noutputs: c");
    }

    @Test
    void shouldRefuseWhatNodesCannotLearn() {
        assertNodeRefused(
                "26: node c1, field learn: expected weights, signs, frozen, {prune: SHARE} or [TENSOR, ...], found \"all\"",
                "{linear: {out: 3}, learn: all}");
        assertNodeRefused(
                "34: node c1, field learn.prune: expected a share in [0, 1], found 1.5",
                "{linear: {out: 3}, learn: {prune: 1.5}}");
        assertNodeRefused(
                "18: node c1, field learn: expected a node with tensors, found mean", "{mean: {}, learn: frozen}");
        assertNodeRefused(
                "18: node c1, field learn: expected a node with weights, found mean",
                "{mean: {}, learn: {prune: 0.5}}");
        assertNodeRefused("18: node c1, field on: expected a node with weights, found mean", "{mean: {}, on: digital}");
        assertNodeRefused(
                "42: node c1, field learn[1]: expected one of [weight], each once, found \"tau\"",
                "{linear: {out: 3}, learn: [weight, tau]}");
        assertNodeRefused(
                "26: node c1, field learn: expected names of tensors, of [weight], found none",
                "{linear: {out: 3}, learn: []}");
    }

    @Test
    void shouldRefuseWhatTensorsCannotBeginWith() {
        final String node = "{tdBatchNorm: {threshold: 1}, tensors: {";
        assertNodeRefused(
                "47: node c1, field tensors.tau: expected one of [bias, gamma, beta, mean, variance], found no such tensor",
                node + "tau: 1}}");
        assertNodeRefused(
                "47: node c1, field tensors.variance: expected a number of at least 0, found -1",
                node + "variance: -1}}");
        assertNodeRefused(
                "47: node c1, field tensors.gamma: expected one number, or 2 for [2], found 3",
                node + "gamma: [1, 2, 3]}}");
        assertNodeRefused(
                "48: node c1, field tensors.masks: expected one of [weight, bias], found no such tensor",
                "{linear: {out: 1, bias: true}, tensors: {masks: 1}}");
    }

    @Test
    void shouldRefuseWhatIsNoYaml() {
        assertRefused(
                "line 3, column 11: expected YAML, found mapping values are not allowed here",
                HEAD + "  c1: mean: 1\nedges: []");
        assertRefused("expected YAML, found nothing", "");
        assertRefused("expected YAML, found nothing", "# nothing\n");
        assertRefused("expected YAML, found special characters are not allowed", "a: \u0007");
        assertRefused("line 2, column 1: expected one document, found a second", "a: 1\n--- b\n");
        assertRefused("line 1, column 1: expected an object, found an array", "[1, 2]");
        assertRefused("line 1, column 2: expected a name, found a list or a map", "{[1]: 2}");
    }

    /** Each line of lists of aliases is ten times as long as the one before it: nine lines are a billion laughs. */
    @Test
    void shouldRefuseTextsThatAreLongerThanTheyLook() {
        assertRefused(
                "line 1, column 4: expected a value without an anchor, found &a",
                "a: &a [lol, lol]\nb: [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]");
        assertRefused("line 1, column 4: expected a value, found the alias *a", "b: *a");
        assertRefused(
                "line 1, column 4: expected a value without a tag, found tag:yaml.org,2002:java.net.URL",
                "b: !!java.net.URL [x]");
        assertRefused("line 1, column 22: expected at most 20 levels, found one more", "[".repeat(100_000));
    }

    @Test
    void shouldNameTheFile(@TempDir Path directory) throws IOException {
        final Path file = directory.resolve("mine.yaml");
        assertEquals(
                file + ": expected a network in YAML, found no such file",
                assertThrows(NoSuchFileException.class, () -> GraphText.read(file, Given.NOTHING))
                        .getMessage());
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertEquals(
                file + ": text: expected UTF-8, found bytes that are not",
                assertThrows(FileFormatException.class, () -> GraphText.read(file, Given.NOTHING))
                        .getMessage());
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength((64 << 20) + 1);
        }
        assertEquals(
                file + ": expected a network in YAML of at most 67108864 bytes, found more",
                assertThrows(FileFormatException.class, () -> GraphText.read(file, Given.NOTHING))
                        .getMessage());
        Files.writeString(file, "nodes: 1");
        assertEquals(
                file + ": line 1, column 1: field nodes: expected nodes by name, found 1",
                assertThrows(FileFormatException.class, () -> GraphText.read(file, Given.NOTHING))
                        .getMessage());
    }

    @Test
    void shouldRefuseWhatOverflows() {
        assertNodeRefused(
                "3: node c1: expected at most 2^31 - 1 rows, columns and elements, found more",
                "{upsample: {factor: 2147483647}}");
        assertNodeRefused(
                "3: node c1: sparse: expected fewer than 2^31 inputs in the steps of the longest delay, found 2147483647 of 2×6×6",
                "{sparse: {out: 1, connections: {from: [0], to: [0], delay: [2147483647]}}}");
        assertRefused(
                "line 3, column 3: node c1: conv1d: expected an input of at least the kernel's size 65537, found 1×1×6",
                "input: [1, 1, 6]\nnodes:\n  c1: {conv1d: {out: 1, kernel: 65537, dilation: 65536}}\nedges: [input c1]");
    }

    @Test
    void shouldRefuseScalesThatAreNoNumbers() {
        final String message =
                "expected a standard deviation that makes weightScale a positive number of 32 bits, found ";
        assertNodeRefused(
                "39: node c1, field linear.weightScale.kaiming: " + message + "1.0E-300, which makes it Infinity",
                "{linear: {out: 2, weightScale: {kaiming: 1e-300}}}");
        assertNodeRefused(
                "39: node c1, field linear.weightScale.kaiming: " + message + "1.0E300, which makes it 0.0",
                "{linear: {out: 2, weightScale: {kaiming: 1e300}}}");
        assertNodeRefused(
                "39: node c1, field linear.weightScale.kaiming: " + message + "1.0, which makes it Infinity",
                "{linear: {out: 2, weightScale: {kaiming: 1}}, learn: {prune: 1}}");
    }

    @Test
    void shouldRefuseEscapesThatAreNone() {
        assertRefused("expected YAML, found For input string: \"\" under radix 16", "a: \"\\x");
    }

    @Test
    void shouldRefuseOneNumberForMoreElementsThanATextMakesRoomFor() {
        assertRefused(
                "line 3, column 57: node c1, field tensors.weight: expected one number for at most 134217728 elements, found one for "
                        + "2000000000 of [100000, 20000]",
                "input: [20000, 1, 1]\nnodes:\n  c1: {linear: {out: 100000, weightScale: 1}, tensors: {weight: 0}}\nedges: [input c1]");
    }
}
