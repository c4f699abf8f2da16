package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.interchange.nir.Discretisation.Tool;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that other programs wrote: each is read, or refused in one line that says why. */
class NirFilesTest {
    private static final Discretisation BY = Discretisation.of(1e-4f);

    private static NirModel model(String file) throws IOException {
        return NirModel.of(NirRun.read("external/nir/" + file + ".nir"), BY);
    }

    private static float[] tensor(NirModel model, String name) {
        return model.model().tensors().get(name);
    }

    @Test
    void shouldFollowTheTraceOfNorse() throws IOException {
        shouldFollow(Tool.NORSE, "lif_norse.csv", 1);
    }

    @Test
    void shouldFollowTheTraceOfNengo() throws IOException {
        shouldFollow(Tool.NENGO, "lif_nengo.csv", 0.1f); // whose potentials are shares of the threshold
    }

    private static void shouldFollow(Tool tool, String trace, float threshold) throws IOException {
        final NirRun run = NirRun.of("external/nir_lif/lif_norse.nir", Discretisation.as(tool, 1e-4f));
        final List<String> rows = Files.readAllLines(Outside.file("golden/external/nir_lif/" + trace));
        assertEquals(1000, rows.size());
        for (int t = 0; t < rows.size(); t++) {
            final String[] row = rows.get(t).split(",");
            run.step(new float[] {Float.parseFloat(row[0])}, 0);
            assertEquals(threshold * Float.parseFloat(row[1]), run.potential("1")[0], 1e-6, "potential at " + t);
            assertEquals(Float.parseFloat(row[2]), run.out("1")[0], "spike at " + t);
        }
    }

    @Test
    void shouldReadANeuronOfRockpool() throws IOException {
        final NirModel model = model("NIR__lif_rockpool__d70a32c");
        assertArrayEquals(new float[] {24.019737f}, tensor(model, "1_LIFNeuronTorch.r"));
        assertEquals(List.of(), model.notes(), "an output of [1, 1, 1] is one number");
    }

    @Test
    void shouldReadALeak() throws IOException {
        assertArrayEquals(new float[] {1.2f}, tensor(model("NIR__two_lif_neurons__b23438d"), "lif1.vLeak"));
    }

    @ParameterizedTest
    @CsvSource({
        "NIR__braille_noDelay_bias_zero__5e2efd7, lif1.lif, lif1.w_rec, 38, true",
        "NIR__braille_noDelay_noBias_subtract__90a7fbb, lif1.lif, lif1.w_rec, 40, true",
        "NIR-demo-repo__braille_braille_checkpoint__9d7a861, lif1.lif, lif1.w_rec, 55, true",
        "NIR__braille_flattened__1900430, lif1, w_rec, 38, false",
        "norse__braille__4bea868, hidden.lif, hidden.lin, 38, false",
        "rockpool__braille__ccffe66, hidden.lif, hidden.lin, 38, false",
        "spyx__braille_noDelay_bias_zero_subgraph__0d0f684, lif1.lif1, lif1.lin, 38, true",
    })
    void shouldReadRecurrentNetworksOfBraille(String file, String neuron, String back, int size, boolean isWeighted)
            throws IOException {
        final NirModel model = model(file);
        final Graph graph = model.model().graph();
        assertEquals(Shape.vector(12), graph.input());
        assertEquals(Shape.vector(7), graph.shape(graph.output()));
        assertEquals(Shape.vector(size), graph.shape(neuron));
        assertTrue(graph.node(neuron).kind() instanceof CubaLif);
        assertTrue(graph.edges().contains(Edge.delayed(back, neuron, 1)), graph.edges() + "");
        assertTrue(graph.edges().contains(Edge.of(neuron, back)));
        assertEquals(1, graph.edges().stream().filter(edge -> edge.delay() > 0).count());
        assertEquals(isWeighted, tensor(model, neuron + ".wIn")[0] != 1f, "an absent w_in is 1");
        final NirRun run = new NirRun(model.model());
        final Random random = new Random(1);
        final float[] input = new float[12];
        for (int t = 0; t < 5; t++) {
            for (int i = 0; i < 12; i++) {
                input[i] = random.nextInt(2);
            }
            run.step(input, 0);
        }
    }

    @Test
    void shouldNoteWhatAnInputWithinSaysWronglyAndGoOn() throws IOException {
        final List<String> notes = List.of("node hidden.input: shape says [12], and hidden.lif behind it has [38]");
        assertEquals(notes, model("rockpool__braille__ccffe66").notes());
        assertEquals(notes, model("norse__braille__4bea868").notes());
    }

    @Test
    void shouldRunANestedGraphLikeTheFlatOne() throws IOException {
        final NirRun flat =
                new NirRun(model("NIR__braille_noDelay_bias_zero__5e2efd7").model());
        final NirRun nested = new NirRun(
                model("spyx__braille_noDelay_bias_zero_subgraph__0d0f684").model());
        final Random random = new Random(7);
        final float[] input = new float[12];
        float fired = 0;
        for (int t = 0; t < 200; t++) {
            for (int i = 0; i < 12; i++) {
                input[i] = random.nextInt(3) == 0 ? 1 : 0;
            }
            assertArrayEquals(
                    flat.step(input, 0).out("lif2"), nested.step(input, 0).out("lif2"));
            assertArrayEquals(flat.out("lif1.lif"), nested.out("lif1.lif1"));
            assertArrayEquals(flat.potential("lif1.lif"), nested.potential("lif1.lif1"));
            for (final float z : flat.out("lif1.lif")) {
                fired += z;
            }
        }
        assertTrue(fired > 20, "spikes: " + fired);
    }

    @Test
    void shouldTakeScalarsForPopulations() throws IOException {
        final Model model = model("NIR__braille_flattened__1900430").model();
        assertArrayEquals(new float[] {0.9f}, model.tensors().get("lif1.r"));
        final Model checkpoint =
                model("NIR-demo-repo__braille_braille_checkpoint__9d7a861").model();
        assertArrayEquals(
                new float[] {(float) 1.3333333333333333}, checkpoint.tensors().get("lif2.r"));
    }

    @ParameterizedTest
    @CsvSource({"NIR__scnn_mnist_batches__9122dac", "nir4s__network__aeaba57"})
    void shouldReadTheConvolutionsOfSinabs(String file) throws IOException {
        final NirGraph nir = NirRun.read("external/nir/" + file + ".nir");
        final Model model = NirModel.of(nir, Discretisation.as(Tool.SINABS, 1f)).model();
        final Graph graph = model.graph();
        assertEquals(new Shape(2, 34, 34), graph.input());
        assertEquals(new Shape(16, 16, 16), graph.shape("1"));
        assertEquals(new Shape(8, 4, 4), graph.shape("7"));
        assertEquals(Shape.vector(128), graph.shape("8"));
        assertEquals(Shape.vector(10), graph.shape(graph.output()));
        assertEquals(4096, model.tensors().get("1.r").length);
    }

    @Test
    void shouldReadConv1dWithArraysForNumbers() throws IOException {
        final NirModel model = model("nir4s__network__f75a86d");
        assertEquals(new Shape(16, 1, 10), model.model().graph().shape("0"));
        assertEquals(List.of(), model.notes());
    }

    @Test
    void shouldLeaveTimeOutOfShapes() throws IOException {
        assertEquals(
                Shape.vector(1),
                model("nir4s__network__380303e").model().graph().input());
        assertEquals(
                Shape.vector(1),
                model("nir4s__network__3eda0f5").model().graph().input());
    }

    @Test
    void shouldReadALoopThatNoInputReaches() throws IOException {
        final Graph graph = model("NIRTorch__feedback_graph__6775003").model().graph();
        assertEquals(Shape.vector(2000), graph.shape("state"));
        assertEquals("output_probe", graph.output(), "the sum of two edges");
        assertEquals(1, graph.edges().stream().filter(edge -> edge.delay() == 1).count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NIR__braille_noDelay_bias_zero_subgraph__2405737 | /node/nodes/lif1/edges: expected edge input to lif to join nodes, [input, lif1, lin, output], found no node lif
        NIR__braille__f4edd0a | /node/edges: expected edge lif1 to fc2 to join nodes, [fc1, fc2, input, lif1.input, lif1.lif, lif1.output, lif1.w_rec, lif2, output], found no node lif1
        NIR-demo-repo__scnn_model__5444ad3 | /node: expected a dataset edges, texts of extents [n, 2], found none
        spyx__spyx_shd__8764a75 | node linear: weight: expected extents [128, 128] for an input of 128×1×1, found [128, 64]
        not_hdf5 | head: expected the signature of HDF5, found none in 4096 bytes
        """)
    void shouldRefuseInOneLine(String file, String expected) {
        final FileFormatException refusal = assertThrows(FileFormatException.class, () -> model(file));
        final String message = refusal.getMessage();
        assertTrue(message.endsWith(".nir: " + expected), message);
    }

    @Test
    void shouldRefuseDelaysBetweenSteps() throws IOException {
        final NirGraph graph = NirRun.read("peers/h-delay/network.nir");
        final FileFormatException refusal =
                assertThrows(FileFormatException.class, () -> NirModel.of(graph, Discretisation.of(3e-4f)));
        assertTrue(
                refusal.getMessage().contains("node delay: delay: expected whole steps of dt = 3.0E-4 s, found "),
                refusal.getMessage());
    }

    @Test
    void shouldRefuseManySpikesAtNoThreshold() throws IOException {
        final NirGraph graph = NirRun.read("external/nir/NIR__two_lif_neurons__b23438d.nir");
        final NirNode lif = graph.nodesOf(NirType.LIF).get(0);
        final Map<String, NirTensor> parameters = new LinkedHashMap<>(lif.parameters());
        parameters.put("v_threshold", NirTensor.of(0));
        final List<NirNode> nodes = graph.nodes().stream()
                .map(node -> node.equals(lif) ? new NirNode(lif.name(), lif.type(), parameters) : node)
                .toList();
        final NirGraph broken = new NirGraph("f.nir", "1", nodes, graph.edges(), List.of());
        final FileFormatException refusal = assertThrows(
                FileFormatException.class,
                () -> NirModel.of(broken, BY.with(Reset.SUBTRACT).with(Spikes.MANY)));
        assertEquals("f.nir: node lif1: v_threshold: expected numbers above 0, found 0.0 at 0", refusal.getMessage());
    }
}
