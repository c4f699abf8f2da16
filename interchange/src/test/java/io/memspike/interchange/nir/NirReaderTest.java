package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Integration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no file at hand has: rare types, forms and faults, written here. */
class NirReaderTest {
    private static final Discretisation BY = Discretisation.of(0.25f);

    @TempDir
    Path directory;

    private static NirWritten ends(int in) {
        return new NirWritten()
                .node("in", "Input", "shape", new long[] {in})
                .node("out", "Output", "shape", new long[] {in});
    }

    private NirGraph read(NirWritten written) throws IOException {
        return NirGraph.read(written.write(directory.resolve("f.nir")));
    }

    private NirModel model(NirWritten written) throws IOException {
        return NirModel.of(read(written), BY);
    }

    private String refusal(NirWritten written) {
        final String message =
                assertThrows(FileFormatException.class, () -> model(written)).getMessage();
        final String file = directory.resolve("f.nir") + ": ";
        assertEquals(file, message.substring(0, Math.min(file.length(), message.length())));
        return message.substring(file.length());
    }

    private static NirWritten conv(Object padding, long dilation) {
        return new NirWritten()
                .node("in", "Input", "shape", new long[] {1, 6, 6})
                .node(
                        "c",
                        "Conv2d",
                        "weight",
                        new float[2][1][3][5],
                        "stride",
                        new long[] {1, 1},
                        "padding",
                        padding,
                        "dilation",
                        new long[] {dilation, 1},
                        "groups",
                        1L)
                .node("out", "Output", "shape", new long[] {2, 6, 6})
                .edges("", "in>c c>out");
    }

    @Test
    void shouldPadByWords() throws IOException {
        final Model same = model(conv("same", 2)).model();
        assertEquals(new Size(2, 2), ((Conv2d) same.graph().node("c").kind()).padding());
        assertEquals(new Shape(2, 6, 6), same.graph().shape("c"));
        assertEquals(new Shape(2, 4, 2), model(conv("valid", 1)).model().graph().shape("c"));
        assertEquals(
                "/node/nodes/c/padding: expected numbers, \"same\" or \"valid\", found full", refusal(conv("full", 1)));
    }

    @Test
    void shouldIntegrateWithoutFiring() throws IOException {
        final NirRun run = new NirRun(model(
                        ends(2).node("i", "I", "r", new double[] {2, 3}).edges("", "in>i i>out"))
                .model());
        assertEquals(
                List.of("in", "i.r", "i"),
                run.model().graph().nodes().stream().map(node -> node.name()).toList());
        run.step(new float[] {1, 1}, 0).step(new float[] {1, 0}, 0);
        assertArrayEquals(new float[] {4, 3}, run.out("i"));
    }

    @Test
    void shouldPutASynapseBeforeALeakyIntegrator() throws IOException {
        final NirWritten written = ends(1).node(
                        "n", "CubaLI", "tau_syn", 0.5, "tau_mem", 1.0, "r", 4.0, "v_leak", 0.5, "w_in", 2.0)
                .edges("", "in>n n>out");
        final NirRun run = new NirRun(model(written).model());
        run.step(new float[] {1}, 0); // i = 0 + 1/2 · 2 · 1 = 1,  v = 0 + 1/4 · (1/2 + 4 · 1)
        assertArrayEquals(new float[] {1.125f}, run.out("n"));
        final FileFormatException exact =
                assertThrows(FileFormatException.class, () -> NirModel.of(read(written), BY.with(Integration.EXACT)));
        assertEquals(
                directory.resolve("f.nir")
                        + ": node n: expected euler or exponential, for CubaLI is two equations, found exact",
                exact.getMessage());
    }

    @Test
    void shouldKeepOneNumberForEachChannel() throws IOException {
        final Model model = model(new NirWritten()
                        .node("in", "Input", "shape", new long[] {2, 3, 4})
                        .node("n", "IF", "r", 1.0, "v_threshold", new double[][][] {{{1}}, {{2}}})
                        .node("out", "Output", "shape", new long[] {2, 3, 4})
                        .edges("", "in>n n>out"))
                .model();
        assertEquals(Per.CHANNEL, ((If) model.graph().node("n").kind()).per());
        assertArrayEquals(new float[] {1, 2}, model.tensors().get("n.vThreshold"));
        assertArrayEquals(new float[] {1, 1}, model.tensors().get("n.r"));
    }

    @Test
    void shouldAddUpInAnOutputAndLeaveOutDeadEnds() throws IOException {
        final NirModel model = model(ends(2).node("a", "Scale", "scale", new double[] {2, 3})
                .node("dead", "Scale", "scale", 1.0)
                .edges("", "in>a a>out in>out in>dead in>a"));
        final NirRun run = new NirRun(model.model());
        assertArrayEquals(new float[] {3, 4}, run.step(new float[] {1, 1}, 0).out("out"));
        assertEquals(
                List.of("edge in to a stands twice and counts once", "node dead leads to no output and is left out"),
                model.notes());
    }

    @Test
    void shouldLeadThroughGraphsInGraphs() throws IOException {
        final NirGraph graph = read(ends(2).node("g/x", "Input", "shape", new long[] {2})
                .node("g/y", "Output", "shape", new long[] {2})
                .node("g/s", "Scale", "scale", 2.0)
                .edges("g", "x>s s>y x>y")
                .edges("", "in>g g>out"));
        assertEquals(List.of(Edge.of("in", "g.s"), Edge.of("g.s", "out"), Edge.of("in", "out")), graph.edges());
    }

    @Test
    void shouldTakeAFlattenedPictureForNoSteps() throws IOException {
        final NirWritten written = new NirWritten()
                .node("in", "Input", "shape", new long[] {1, 4, 3})
                .node("f", "Flatten", "start_dim", 1L, "end_dim", -1L, "input_type", new long[] {1, 4, 3})
                .node("w", "Linear", "weight", new float[5][12])
                .node("out", "Output", "shape", new long[] {5})
                .edges("", "in>f f>w w>out");
        final NirModel model = model(written);
        assertEquals(new Shape(1, 4, 3), model.model().graph().input());
        assertEquals(List.of(), model.notes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Relu | | /node/nodes/n/type: expected one of [Input, Output, Affine, Linear, Scale, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Threshold, Delay, I, IF, LI, LIF, CubaLI, CubaLIF, NIRGraph], found Relu
        LI | tau 1 r 1 | /node/nodes/n: expected a dataset v_leak, numbers, found none
        LI | tau 0 r 1 v_leak 0 | node n: tau: expected numbers above 0, found 0.0 at 0
        LI | tau NaN r 1 v_leak 0 | /node/nodes/n/tau: expected numbers that are finite in single precision, found NaN at 0
        LI | tau 1 r 1e39 v_leak 0 | /node/nodes/n/r: expected numbers that are finite in single precision, found 1.0E39 at 0
        Delay | delay 0.3 | node n: delay: expected whole steps of dt = 0.25 s, found 0.3 s at 0
        Delay | delay -1 | node n: delay: expected whole steps of dt = 0.25 s, found -1.0 s at 0
        Flatten | start_dim 2 | node n: start_dim: expected 0, or 1 behind a batch, found 2
        Flatten | start_dim 0 end_dim 1 | node n: end_dim: expected -1, the last axis, found 1
        Flatten | start_dim 0.5 | node n: start_dim: expected a whole number, found 0.5
        Linear | weight 1 | node n: weight: expected extents [out, in], found []
        Conv1d | weight 1 stride 1 padding 1 dilation 1 groups 1 | node in: shape: expected 2 extents, as the nodes behind it take, found [3]
        """)
    void shouldRefuseNodesThatAreNone(String type, String parameters, String expected) {
        final String[] words = parameters == null ? new String[0] : parameters.split(" ");
        final Object[] values = new Object[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = i % 2 == 0 ? words[i] : (Object) Double.valueOf(words[i]);
        }
        assertEquals(expected, refusal(ends(3).node("n", type, values).edges("", "in>n n>out")));
    }

    @Test
    void shouldRefuseGraphsThatAreNone() {
        assertEquals(
                "/node/nodes: expected a node of type Output, found none",
                refusal(new NirWritten()
                        .node("in", "Input", "shape", new long[] {2})
                        .node("s", "Scale", "scale", 1.0)
                        .edges("", "in>s")));
        assertEquals(
                "node out: expected an edge into an Output, found none",
                refusal(ends(2).node("s", "Scale", "scale", 1.0).edges("", "in>s")));
        assertEquals(
                "node n: scale: expected extents [2] for an input of 2×1×1, found [3]",
                refusal(ends(2).node("n", "Scale", "scale", new double[3]).edges("", "in>n n>out")));
        assertEquals(
                "/node/edges: expected edge in to g to find one Input in graph g, found []",
                refusal(ends(2).node("g/s", "Scale", "scale", 1.0)
                        .edges("g", "s>s")
                        .edges("", "in>g g>out")));
        assertEquals(
                "node in: shape: expected extents of at least 1, found [0]",
                refusal(ends(0).node("s", "Scale", "scale", 1.0).edges("", "in>s s>out")));
        assertEquals(
                "node w: expected a vector, as behind a Flatten, found an input of 2×2×2",
                refusal(new NirWritten()
                        .node("in", "Input", "shape", new long[] {2, 2, 2})
                        .node("p", "Threshold", "threshold", new double[2][2][2])
                        .node("w", "Linear", "weight", new float[5][8])
                        .node("out", "Output", "shape", new long[] {5})
                        .edges("", "in>p p>w w>out")));
    }
}
