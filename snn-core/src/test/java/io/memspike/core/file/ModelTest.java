package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.AutoEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
    private static final Graph GRAPH = Graph.chain(
            new Shape(2, 3, 3),
            List.of(
                    new Conv2d(1, 2, 2, 1, 0.01f),
                    new Lif(0.2f, 0.5f, 0.1f),
                    new AvgPool(2),
                    new Linear(3, 0.5f),
                    Integrator.readout(0.25f),
                    new Mean()));
    private static final String FOREIGN = """
            {"nodes": {"input": {"input": {"shape": 2}}, "fc": {"linear": {"out": 3}}},
             "edges": [{"from": "input", "to": "fc"}], "outputs": ["fc"]}""";

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("model.safetensors");
    }

    private static Model model() {
        return new Model(
                GRAPH,
                Map.of("0.weight", new float[] {1f, 2f, 3f, 4f, 5f, 6f, 7f, -8f}, "3.weight", new float[] {
                    1f, -0f, Float.MIN_VALUE
                }),
                Map.of("0", new byte[] {1, 0, 1, 0, 1, 0, 1, 1}),
                Map.of("3.score", new float[] {0.5f, -1f, 2f}),
                Map.of("seed", "7", "dataset", "mnist"));
    }

    /** A model of one full connection as another program might have written it, with nothing but what is asked for. */
    private static SafetensorsWriter foreign(String graph) {
        return new SafetensorsWriter()
                .metadata("format", "memspike-model")
                .metadata("formatVersion", "2")
                .metadata("graph", graph);
    }

    private static SafetensorsWriter foreign() {
        return foreign(FOREIGN);
    }

    private static SafetensorsWriter weighted(SafetensorsWriter writer) {
        return writer.floats("fc.weight", new long[] {3, 2}, new float[6]);
    }

    private void assertRefused(SafetensorsWriter writer, String expected) throws IOException {
        writer.write(path);
        assertUnreadable(expected);
    }

    private void assertUnreadable(String expected) {
        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();
        assertEquals(path + ": " + expected, message);
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
    }

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        model().write(path);

        final Model read = Model.read(path);

        assertEquals(GRAPH, read.graph());
        assertSame(model().tensors(), read.tensors());
        assertArrayEquals(model().masks().get("0"), read.masks().get("0"));
        assertEquals(1, read.masks().size());
        assertSame(model().state(), read.state());
        assertEquals(model().metadata(), read.metadata());
    }

    @Test
    void shouldReadBackALoop() throws IOException {
        final Model model = AutoEncoder.model(3);
        model.write(path);

        final Model read = Model.read(path);

        assertEquals(model.graph(), read.graph());
        assertSame(model.tensors(), read.tensors());
    }

    @Test
    void shouldScaleAndMaskWeights() {
        assertArrayEquals(
                new float[] {0.01f * 1, 0f, 0.01f * 3, 0f, 0.01f * 5, 0f, 0.01f * 7, 0.01f * -8},
                model().effective("0"));
        assertArrayEquals(new float[] {0.5f, -0f, 0.5f * Float.MIN_VALUE}, model().effective("3"));
    }

    @Test
    void shouldServeInputsOfAnotherShapeThatFits() {
        final Shape other = new Shape(2, 3, 4);
        final Model model = new Model(GRAPH, model().tensors(), Map.of(), Map.of(), Map.of());

        assertEquals(other, model.at(other).graph().input());
        assertEquals(GRAPH, model.at(GRAPH.input()).graph());
        assertEquals(
                "model: tensor 3.weight: expected 6 elements, found 3",
                assertThrows(IllegalArgumentException.class, () -> model.at(new Shape(2, 3, 7)))
                        .getMessage());
    }

    @Test
    void shouldGiveTheSameBytesForTheSameModel() throws IOException {
        final Path again = directory.resolve("again.safetensors");
        model().write(path);
        Model.read(path).write(again);

        // metadata of Map.of comes in any order, that of a file in the file's
        Model.read(again).write(path);
        assertArrayEquals(Files.readAllBytes(path), Files.readAllBytes(again));
    }

    @Test
    void shouldReadAModelThatAnotherProgramWrote() throws IOException {
        weighted(foreign()).write(path);

        final Model read = Model.read(path);

        assertEquals(new Linear(3, 1f), read.graph().node("fc").kind());
        assertEquals(Shape.vector(2), read.graph().input());
        assertTrue(read.masks().isEmpty()
                && read.state().isEmpty()
                && read.metadata().isEmpty());
    }

    @Test
    void shouldRefuseAForeignFormat() throws IOException {
        assertRefused(new SafetensorsWriter(), "metadata format: expected memspike-model, found nothing");
        assertRefused(
                weighted(foreign()).metadata("format", "pt"), "metadata format: expected memspike-model, found pt");
        assertRefused(
                weighted(foreign()).metadata("formatVersion", "3"), "metadata formatVersion: expected 2, found 3");
        assertRefused(
                new SafetensorsWriter().metadata("format", "memspike-model").metadata("formatVersion", "2"),
                "metadata graph: expected a description of the network, found nothing");
    }

    @Test
    void shouldRefuseMissingAndSuperfluousTensors() throws IOException {
        assertRefused(foreign(), "tensor fc.weight: expected shape [3, 2], found no such tensor");
        assertRefused(
                weighted(foreign()).floats("input.weight", new long[] {3}, new float[3]),
                "tensor input.weight: expected the name of a node with tensors, found input.weight");
        assertRefused(
                weighted(foreign()).floats("bias", new long[] {3}, new float[3]),
                "tensor bias: expected the name of a node with tensors, found bias");
        assertRefused(
                weighted(foreign()).floats("layers.fc.score", new long[] {3, 2}, new float[6]),
                "tensor layers.fc.score: expected the name of a node with tensors, found layers.fc.score");
    }

    @Test
    void shouldRefuseAWrongShape() throws IOException {
        assertRefused(
                foreign().floats("fc.weight", new long[] {2, 3}, new float[6]),
                "tensor fc.weight: expected shape [3, 2], found [2, 3]");
        assertRefused(
                weighted(foreign()).bytes("fc.mask", new long[] {6}, new byte[6]),
                "tensor fc.mask: expected shape [3, 2], found [6]");
        assertRefused(
                weighted(foreign()).floats("fc.score", new long[] {3}, new float[3]),
                "tensor fc.score: expected shape [3, 2], found [3]");
    }

    @Test
    void shouldRefuseAnotherTypeOfNumber() throws IOException {
        foreign().longs("fc.weight", new long[] {3, 2}, new long[6]).write(path);
        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();
        assertTrue(message.startsWith(path + ": tensor fc.weight") && message.contains("I64"), message);
        assertRefused(
                weighted(foreign()).longs("fc.mask", new long[] {3, 2}, new long[6]),
                "tensor fc.mask: expected U8, found I64");
        assertRefused(
                weighted(foreign()).floats("fc.mask", new long[] {3, 2}, new float[6]),
                "tensor fc.mask: expected U8, found F32");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoFiniteNumber(float value) throws IOException {
        final float[] weights = {1f, 1f, 1f, 1f, value, 1f};
        assertRefused(
                foreign().floats("fc.weight", new long[] {3, 2}, weights),
                "tensor fc.weight, element 4: expected a finite number, found " + value);
    }

    /** Every number is finite and the current of a step is not. */
    @Test
    void shouldRefuseMagnitudesUnderWhichCurrentsOverflow() throws IOException {
        assertRefused(
                foreign().floats("fc.weight", new long[] {3, 2}, new float[] {0x1p99f, 0x1p99f, 0x1p80f, 0f, 0f, 0f}),
                "tensor fc.weight, element 2: expected magnitudes that, times weightScale 1.0, add up to at most"
                        + " 2^100, found " + 0x1p80f);
        assertRefused(
                weighted(foreign(FOREIGN.replace("\"out\": 3", "\"out\": 3, \"bias\": true")))
                        .floats("fc.bias", new long[] {3}, new float[] {1f, 2f, -0x1p101f}),
                "tensor fc.bias, element 2: expected a magnitude of at most 2^100, found " + -0x1p101f);
    }

    @Test
    void shouldRefuseAMaskNeitherZeroNorOne() throws IOException {
        assertRefused(
                weighted(foreign()).bytes("fc.mask", new long[] {3, 2}, new byte[] {1, 0, 1, (byte) 255, 0, 1}),
                "tensor fc.mask, element 3: expected 0 or 1, found 255");
    }

    @Test
    void shouldRefuseAFileCutAnywhere() throws IOException {
        model().write(path);
        final byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length += length < 16 ? 1 : 37) {
            Files.write(path, Arrays.copyOf(whole, length));
            final IOException refusal = assertThrows(FileFormatException.class, () -> Model.read(path));
            assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        }
    }

    @Test
    void shouldRefuseTensorsThatDoNotFitTheNodesAtConstruction() {
        final float[] eight = new float[8];
        assertNotBuilt("3.weight: expected 3 elements, found none", Map.of("0.weight", eight), Map.of(), Map.of());
        assertNotBuilt(
                "3.weight: expected 3 elements, found 4",
                Map.of("0.weight", eight, "3.weight", new float[4]),
                Map.of(),
                Map.of());
        assertNotBuilt(
                "1.weight: expected the name of a node's tensor, found 1.weight",
                Map.of("0.weight", eight, "1.weight", new float[1], "3.weight", new float[3]),
                Map.of(),
                Map.of());
        final Map<String, float[]> tensors = Map.of("0.weight", eight, "3.weight", new float[3]);
        assertNotBuilt("0.mask: expected 8 elements, found 7", tensors, Map.of("0", new byte[7]), Map.of());
        assertNotBuilt(
                "2.mask: expected the name of a node with tensors, found 2.mask",
                tensors,
                Map.of("2", new byte[1]),
                Map.of());
        assertNotBuilt("3.score: expected 3 elements, found 2", tensors, Map.of(), Map.of("3.score", new float[2]));
        assertNotBuilt(
                "score: expected the name of a node with tensors, found score",
                tensors,
                Map.of(),
                Map.of("score", new float[3]));
    }

    private static void assertNotBuilt(
            String refusal, Map<String, float[]> tensors, Map<String, byte[]> masks, Map<String, float[]> state) {
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> new Model(GRAPH, tensors, masks, state, Map.of()))
                .getMessage();
        assertEquals("model: tensor " + refusal, message);
    }

    @Test
    void shouldLeaveNoTemporaryFile() throws IOException {
        model().write(path);
        model().write(path);

        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    private static final Graph NORMED = Graph.chain(
            new Shape(2, 2, 3),
            List.of(
                    new ConvTranspose2d(1, 2, 2, 0, 0, 0.5f),
                    new TdBatchNorm(2f, 0.25f, 1e-5f),
                    new Lif(0.25f, 0.5f, 1f, 0f),
                    new Linear(24, 1f, true),
                    new Choice(2),
                    new Unflatten(1, 3, 4),
                    new Integrator(0.75f, 1f)));

    private static Model normed() {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("0.weight", new float[] {1f, 2f, 3f, -12.7f, 0f, 0f, 0f, 0f});
        for (final String name : List.of("bias", "gamma", "beta", "mean", "variance")) {
            tensors.put("1." + name, new float[] {name.length()});
        }
        tensors.put("3.weight", new float[24 * 24]);
        tensors.put("3.bias", new float[24]);
        tensors.get("3.bias")[7] = 0.5f;
        return new Model(
                NORMED, tensors, Map.of(), Map.of("1.gamma.adam.first", new float[] {3f}), Map.of("seed", "7"));
    }

    private static Model masked(byte... mask) {
        return new Model(NORMED, normed().tensors(), Map.of("0", mask), Map.of(), normed().metadata());
    }

    @Test
    void shouldReadBackAllTensorsOfNormsAndBiases() throws IOException {
        normed().write(path);

        final Model read = Model.read(path);

        assertEquals(NORMED, read.graph());
        assertSame(normed().tensors(), read.tensors());
        assertArrayEquals(new float[] {5f}, read.tensors().get("1.gamma"));
        assertEquals(0.5f, read.tensors().get("3.bias")[7]);
        assertArrayEquals(new float[] {3f}, read.state().get("1.gamma.adam.first"));
    }

    @Test
    void shouldRoundWeightsOfACompactFileToTheirRowsLargest() throws IOException {
        normed().writeCompact(path, Set.of());

        final Model read = Model.read(path);

        // steps of 12.7/127 = 0.1 in the first row of four; the second row is zero
        assertArrayEquals(new float[] {1f, 2f, 3f, -12.7f, 0f, 0f, 0f, 0f}, read.weights("0"), 1e-6f);
        assertTrue(read.state().isEmpty());
        assertArrayEquals(normed().tensors().get("3.bias"), read.tensors().get("3.bias"));
        assertArrayEquals(normed().tensors().get("1.gamma"), read.tensors().get("1.gamma"));
    }

    @Test
    void shouldAskForTheWeightsThatACompactFileLeavesOut() throws IOException {
        masked((byte) 1, (byte) 0, (byte) 1, (byte) 0, (byte) 1, (byte) 0, (byte) 1, (byte) 0)
                .writeCompact(path, Set.of("0"));
        final float[] brought = new float[8];

        final Model read = Model.read(
                path,
                (graph, node, metadata) -> graph.equals(NORMED)
                                && node.equals("0")
                                && metadata.get("seed").equals("7")
                        ? brought
                        : null);

        assertArrayEquals(brought, read.weights("0"));
        assertArrayEquals(new byte[] {1, 0, 1, 0, 1, 0, 1, 0}, read.masks().get("0"));
        assertUnreadable("tensor 0.weight: expected shape [2, 1, 2, 2], found no such tensor");
    }

    @Test
    void shouldRefuseBroughtWeightsOfAnotherLength() throws IOException {
        normed().writeCompact(path, Set.of("0"));

        final String message = assertThrows(
                        FileFormatException.class, () -> Model.read(path, (graph, node, metadata) -> new float[7]))
                .getMessage();

        assertEquals(path + ": tensor 0.weight: expected 8 weights that the metadata bring back, found 7", message);
    }

    @Test
    void shouldNotMakeUpWeightsThatAreMissing() throws IOException {
        foreign().bytes("fc.mask", new long[] {3, 2}, new byte[6]).write(path);

        final String message = assertThrows(
                        FileFormatException.class, () -> Model.read(path, (graph, node, metadata) -> new float[6]))
                .getMessage();

        assertEquals(path + ": tensor fc.weight: expected shape [3, 2], found no such tensor", message);
    }

    @Test
    void shouldNameFileAndTensorWhereTheSourceRefuses() throws IOException {
        masked(new byte[8]).writeCompact(path, Set.of("0"));

        final String message = assertThrows(
                        FileFormatException.class,
                        () -> Model.read(path, (graph, node, metadata) -> {
                            throw new IllegalArgumentException("no such seed");
                        }))
                .getMessage();

        assertEquals(
                path + ": tensor 0.weight: expected weights that the metadata bring back, found no such seed", message);
    }

    /** What cannot be read back is not written. */
    @Test
    void shouldWriteNoCompactFileWithoutTheWeightsOfANodeThatHasNone() {
        assertEquals(
                "model: tensor 1.weight: expected the name of a node's tensor, found 1.weight",
                assertThrows(IllegalArgumentException.class, () -> normed().writeCompact(path, Set.of("1")))
                        .getMessage());
        assertTrue(Files.notExists(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fc", "input", "other", "fc,fc"})
    void shouldRefuseNodesLeftOutThatAreNone(String regenerated) throws IOException {
        assertRefused(
                weighted(foreign()).metadata("regenerated", regenerated),
                "metadata regenerated: expected names of nodes whose weights are left out, with commas, found '"
                        + regenerated.split(",")[0] + "'");
    }

    @Test
    void shouldRefuseANegativeVariance() throws IOException {
        final Map<String, float[]> tensors = new LinkedHashMap<>(normed().tensors());
        tensors.put("1.variance", new float[] {-1f});
        new Model(NORMED, tensors, Map.of(), Map.of(), Map.of()).write(path);

        assertUnreadable("tensor 1.variance, element 0: expected at least 0, found -1.0");
    }

    /** Every tensor is finite, and the scale that they make is not. */
    @Test
    void shouldRefuseANormWhoseScaleOverflows() throws IOException {
        final Map<String, float[]> tensors = new LinkedHashMap<>(normed().tensors());
        tensors.put("1.gamma", new float[] {Float.MAX_VALUE});
        tensors.put("1.variance", new float[] {0f});
        new Model(NORMED, tensors, Map.of(), Map.of(), Map.of()).write(path);

        assertUnreadable(
                "node 1: tdBatchNorm: channel 0: expected a finite scale and offset, found 5.380336382582827E40 and 4.0");
    }

    @Test
    void shouldRefuseBiasesThatAreMissingOrOfAnotherLength() throws IOException {
        final String biased = FOREIGN.replace("\"out\": 3", "\"out\": 3, \"bias\": true");
        assertRefused(weighted(foreign(biased)), "tensor fc.bias: expected shape [3], found no such tensor");
        assertRefused(
                weighted(foreign(biased)).floats("fc.bias", new long[] {2}, new float[2]),
                "tensor fc.bias: expected shape [3], found [2]");
        assertRefused(
                weighted(foreign(biased)).floats("fc.bias", new long[] {3}, new float[] {0f, Float.NaN, 0f}),
                "tensor fc.bias, element 1: expected a finite number, found NaN");
    }
}
