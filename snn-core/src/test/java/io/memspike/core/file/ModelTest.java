package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
    private static final List<LayerSpec> LAYERS = List.of(
            new LayerSpec.Conv2d(2, 1, 2, 2, 1, 0.01f),
            new LayerSpec.Lif(0.2f, 0.5f, 0.1f),
            new LayerSpec.AvgPool2d(2),
            new LayerSpec.Linear(1, 3, 0.5f),
            new LayerSpec.Readout(0.25f));
    private static final String ARCHITECTURE = """
            [{"type":"linear","in":2,"out":3},{"type":"readout"}]""";

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("model.safetensors");
    }

    private static Model model() {
        return new Model(
                LAYERS,
                Map.of(0, new float[] {1f, 2f, 3f, 4f, 5f, 6f, 7f, -8f}, 3, new float[] {1f, -0f, Float.MIN_VALUE}),
                Map.of(0, new byte[] {1, 0, 1, 0, 1, 0, 1, 1}),
                Map.of("layers.3.score", new float[] {0.5f, -1f, 2f}),
                Map.of("seed", "7", "dataset", "mnist"));
    }

    /** A model of one linear layer as another program might have written it, with nothing but what is asked for. */
    private static SafetensorsWriter foreign(String architecture) {
        return new SafetensorsWriter()
                .metadata("format", "memspike-model")
                .metadata("formatVersion", "1")
                .metadata("architecture", architecture);
    }

    private static SafetensorsWriter foreign() {
        return foreign(ARCHITECTURE);
    }

    private static SafetensorsWriter weighted(SafetensorsWriter writer) {
        return writer.floats("layers.0.weight", new long[] {3, 2}, new float[6]);
    }

    private void assertRefused(SafetensorsWriter writer, String... parts) throws IOException {
        writer.write(path);
        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();
        assertTrue(message.startsWith(path + ": "), message);
        assertEquals(1, message.lines().count(), message);
        for (final String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        model().write(path);

        final Model read = Model.read(path);

        assertEquals(LAYERS, read.layers());
        assertArrayEquals(model().weights().get(0), read.weights().get(0));
        assertArrayEquals(model().weights().get(3), read.weights().get(3));
        assertArrayEquals(model().masks().get(0), read.masks().get(0));
        assertEquals(1, read.masks().size());
        assertArrayEquals(model().state().get("layers.3.score"), read.state().get("layers.3.score"));
        assertEquals(model().metadata(), read.metadata());
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

        assertEquals(List.of(new LayerSpec.Linear(2, 3, 1f), new LayerSpec.Readout(0.1f)), read.layers());
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
                weighted(foreign()).metadata("formatVersion", "2"), "metadata formatVersion: expected 1, found 2");
        assertRefused(
                new SafetensorsWriter().metadata("format", "memspike-model").metadata("formatVersion", "1"),
                "metadata architecture: expected a JSON array of layers, found nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "7",
                "\"conv2d\"",
                "nonsense",
                "[",
                "[{]",
                "[{\"type\":\"lif\"",
                "[{\"type\":\"readout\"},",
                "[] 1"
            })
    void shouldRefuseAnArchitectureThatIsNoArray(String architecture) throws IOException {
        assertRefused(foreign(architecture), "architecture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[7]                                                    | layer 0: expected an object, found 7",
                "[{}]                                                   | layer 0, field type: expected a text, found nothing",
                "[{'type':'linaer','in':2,'out':3}]                     | layer 0, field type: expected type conv2d",
                "[{'type':'linear','out':3}]                            | layer 0, field in: expected a whole number",
                "[{'type':'linear','in':2.5,'out':3}]                   | field in: expected a whole number, found 2.5",
                "[{'type':'linear','in':'2','out':3}]                   | field in: expected a whole number, found \"2\"",
                "[{'type':'linear','in':[2],'out':3}]                   | field in: expected a whole number",
                "[{'type':'linear','in':99999999999,'out':3}]           | field in: expected a whole number",
                "[{'type':'linear','in':-2,'out':3}]                    | layer 0: linear: expected at least 1 input",
                "[{'type':'linear','in':2,'out':3,'weightScale':true}]  | field weightScale: expected a number",
                "[{'type':'linear','in':2,'out':3,'weightScale':1e60}]  | field weightScale: expected a finite number of 32 bits, found 1.0E60",
                "[{'type':'linear','in':2,'out':3,'weightScale':1e400}] | layer 0, field weightScale: expected a finite number",
                "[{'type':'linear','in':2,'out':3,'weightScale':0}]     | layer 0: weightScale: expected a finite number other",
                "[{'type':'linear','in':2,'out':3,'weightScale':null}]  | field weightScale: expected a number, found null",
                "[{'type':7,'in':2,'out':3}]                            | layer 0, field type: expected a text, found 7",
                "[{'type':'linear','in':8,'out':2,'bias':true}] | layer 0, field bias: expected one of the fields type, in, out, weightScale, found an unknown field",
                "[{'type':'linear','in':8,'out':2,'weightscale':0.01}]  | layer 0, field weightscale: expected one of the fields",
                "[{'type':'linear','in':8,'out':2,'weightScale':0.01,'weightScale':-1.0}] | layer 0, field weightScale: expected one value, found a second at line 1, column",
                "[{'type':'readout','leaky_slope':1.0}]  | layer 0, field leaky_slope: expected one of the fields type, leakySlope",
                "[{'type':'lif','retain':0.5,'threshold':1,'leakySlope':0.1,'reset':'subtract'}] | layer 0, field reset",
                "[{'type':'conv2d','in':2,'out':4,'kernel':1,'dilation':2}] | layer 0, field dilation: expected one of the fields",
                "[{'type':'linear','in':8,'out':1000000000}] | layer 0: linear: expected at most 2147483639 weights, found 8000000000",
                "[{'type':'conv2d','in':65536,'out':1,'kernel':65536}] | layer 0: conv2d: expected at most 2147483639 weights",
                "[{'type':'convTranspose2d','in':65536,'out':65536,'kernel':1}] | layer 0: convTranspose2d: expected at most",
                "[{'type':'unflatten','channels':65536,'height':65536,'width':1}] | layer 0: shape: expected fewer than 2^31",
                "[{'type':'conv2d','in':2,'out':3,'kernel':0}]          | layer 0: conv2d: expected kernel",
                "[{'type':'lif','threshold':1,'leakySlope':0.1}]        | field retain: expected a number",
                "[{'type':'lif','retain':3,'threshold':1,'leakySlope':0}] | layer 0: lif: expected retain in [0, 1]"
            })
    void shouldNameTheLayerAndFieldThatIsWrong(String architecture, String part) throws IOException {
        assertRefused(foreign(architecture.replace('\'', '"')), part);
    }

    @Test
    void shouldRefuseMissingAndSuperfluousTensors() throws IOException {
        assertRefused(foreign(), "tensor layers.0.weight: expected shape [3, 2], found no such tensor");
        assertRefused(
                weighted(foreign()).floats("layers.1.weight", new long[] {3}, new float[3]),
                "tensor layers.1.weight: expected the name of a layer with weights");
        assertRefused(
                weighted(foreign()).floats("bias", new long[] {3}, new float[3]),
                "tensor bias: expected the name of a layer with weights");
    }

    @Test
    void shouldRefuseAWrongShape() throws IOException {
        assertRefused(
                foreign().floats("layers.0.weight", new long[] {2, 3}, new float[6]),
                "tensor layers.0.weight: expected shape [3, 2], found [2, 3]");
        assertRefused(
                weighted(foreign()).bytes("layers.0.mask", new long[] {6}, new byte[6]),
                "tensor layers.0.mask: expected shape [3, 2], found [6]");
        assertRefused(
                weighted(foreign()).floats("layers.0.score", new long[] {3}, new float[3]),
                "tensor layers.0.score: expected shape [3, 2], found [3]");
    }

    @Test
    void shouldRefuseAnotherTypeOfNumber() throws IOException {
        assertRefused(
                foreign().longs("layers.0.weight", new long[] {3, 2}, new long[6]), "tensor layers.0.weight", "I64");
        assertRefused(
                weighted(foreign()).longs("layers.0.mask", new long[] {3, 2}, new long[6]),
                "tensor layers.0.mask: expected U8, found I64");
        assertRefused(
                weighted(foreign()).floats("layers.0.mask", new long[] {3, 2}, new float[6]),
                "tensor layers.0.mask: expected U8, found F32");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoFiniteNumber(float value) throws IOException {
        final float[] weights = {1f, 1f, 1f, 1f, value, 1f};
        assertRefused(
                foreign().floats("layers.0.weight", new long[] {3, 2}, weights),
                "tensor layers.0.weight, element 4: expected a finite number, found " + value);
    }

    @Test
    void shouldRefuseAMaskNeitherZeroNorOne() throws IOException {
        assertRefused(
                weighted(foreign()).bytes("layers.0.mask", new long[] {3, 2}, new byte[] {1, 0, 1, (byte) 255, 0, 1}),
                "tensor layers.0.mask, element 3: expected 0 or 1, found 255");
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
    void shouldRefuseTensorsThatDoNotFitTheLayersAtConstruction() {
        assertNotBuilt("layers.3.weight", Map.of(0, new float[8]), Map.of(), Map.of());
        assertNotBuilt("layers.3.weight", Map.of(0, new float[8], 3, new float[4]), Map.of(), Map.of());
        assertNotBuilt(
                "layers.1.weight", Map.of(0, new float[8], 1, new float[1], 3, new float[3]), Map.of(), Map.of());
        final Map<Integer, float[]> weights = Map.of(0, new float[8], 3, new float[3]);
        assertNotBuilt("layers.0.mask", weights, Map.of(0, new byte[7]), Map.of());
        assertNotBuilt("layers.2.mask", weights, Map.of(2, new byte[1]), Map.of());
        assertNotBuilt("layers.3.score", weights, Map.of(), Map.of("layers.3.score", new float[2]));
        assertNotBuilt("score", weights, Map.of(), Map.of("score", new float[3]));
    }

    private static void assertNotBuilt(
            String name, Map<Integer, float[]> weights, Map<Integer, byte[]> masks, Map<String, float[]> state) {
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> new Model(LAYERS, weights, masks, state, Map.of()))
                .getMessage();
        assertTrue(message.startsWith("model: tensor " + name + ": expected "), message);
    }

    @Test
    void shouldLeaveNoTemporaryFile() throws IOException {
        model().write(path);
        model().write(path);

        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    private static final List<LayerSpec> NORMED = List.of(
            new LayerSpec.ConvTranspose2d(2, 1, 2, 2, 0, 0, 0.5f),
            new LayerSpec.TdBatchNorm(1, 2f, 0.25f, 1e-5f),
            new LayerSpec.Lif(0.25f, 0.5f, 1f, 0f),
            new LayerSpec.Unflatten(2, 3, 4),
            new LayerSpec.Choice(3),
            new LayerSpec.Membrane(1, 0.75f));

    private static Model normed() {
        final Map<String, float[]> vectors = new LinkedHashMap<>();
        for (final String name : List.of("bias", "gamma", "beta", "mean", "variance")) {
            vectors.put("layers.1." + name, new float[] {name.length()});
        }
        vectors.put("layers.5.bias", new float[] {0.5f});
        return new Model(
                NORMED,
                Map.of(0, new float[] {1f, 2f, 3f, -12.7f, 0f, 0f, 0f, 0f}),
                Map.of(),
                vectors,
                Map.of("layers.1.gamma.adam.first", new float[] {3f}),
                Map.of("seed", "7"));
    }

    @Test
    void shouldReadBackLayersAndVectorsOfAnAutoEncoder() throws IOException {
        normed().write(path);

        final Model read = Model.read(path);

        assertEquals(NORMED, read.layers());
        assertEquals(6, read.vectors().size());
        assertArrayEquals(new float[] {5f}, read.vectors().get("layers.1.gamma"));
        assertArrayEquals(new float[] {0.5f}, read.vectors().get("layers.5.bias"));
        assertArrayEquals(new float[] {3f}, read.state().get("layers.1.gamma.adam.first"));
    }

    @Test
    void shouldRoundWeightsOfACompactFileToTheirRowsLargest() throws IOException {
        normed().writeCompact(path, Set.of());

        final Model read = Model.read(path);

        // steps of 12.7/127 = 0.1 in the first row of four; the second row is zero
        assertArrayEquals(
                new float[] {1f, 2f, 3f, -12.7f, 0f, 0f, 0f, 0f}, read.weights().get(0), 1e-6f);
        assertTrue(read.state().isEmpty());
    }

    @Test
    void shouldAskForTheWeightsThatACompactFileLeavesOut() throws IOException {
        final Model normed = normed();
        final Map<Integer, byte[]> mask = Map.of(0, new byte[] {1, 0, 1, 0, 1, 0, 1, 0});
        new Model(normed.layers(), normed.weights(), mask, normed.vectors(), Map.of(), normed.metadata())
                .writeCompact(path, Set.of(0));
        final float[] brought = new float[8];

        final Model read = Model.read(
                path, (position, layer, metadata) -> metadata.get("seed").equals("7") ? brought : null);

        assertArrayEquals(brought, read.weights().get(0));
        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();
        assertTrue(message.contains("tensor layers.0.weight"), message);
    }

    @Test
    void shouldNotMakeUpWeightsThatAreMissing() throws IOException {
        final String architecture = "[{'type':'linear','in':2,'out':2,'weightScale':1.0}]".replace('\'', '"');
        foreign(architecture)
                .bytes("layers.0.mask", new long[] {2, 2}, new byte[4])
                .write(path);

        final String message = assertThrows(
                        FileFormatException.class, () -> Model.read(path, (position, layer, metadata) -> new float[4]))
                .getMessage();

        assertTrue(message.contains("tensor layers.0.weight: expected shape [2, 2], found no such tensor"), message);
    }

    @Test
    void shouldNameFileAndTensorWhereTheSourceRefuses() throws IOException {
        final Model normed = normed();
        final Map<Integer, byte[]> mask = Map.of(0, new byte[8]);
        new Model(normed.layers(), normed.weights(), mask, normed.vectors(), Map.of(), normed.metadata())
                .writeCompact(path, Set.of(0));

        final String message = assertThrows(
                        FileFormatException.class,
                        () -> Model.read(path, (position, layer, metadata) -> {
                            throw new IllegalArgumentException("no such seed");
                        }))
                .getMessage();

        assertTrue(message.contains(path + ": tensor layers.0.weight"), message);
        assertTrue(message.contains("no such seed"), message);
    }

    @Test
    void shouldRefuseANegativeVariance() throws IOException {
        final Model normed = normed();
        final Map<String, float[]> vectors = new HashMap<>(normed.vectors());
        vectors.put("layers.1.variance", new float[] {-1f});
        new Model(normed.layers(), normed.weights(), Map.of(), vectors, Map.of(), normed.metadata()).write(path);

        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();

        assertTrue(message.contains("tensor layers.1.variance, element 0: expected at least 0, found -1.0"), message);
    }

    @Test
    void shouldRefuseVectorsThatAreMissingOrOfAnotherLength() throws IOException {
        final String architecture = "[{'type':'membrane','channels':2,'retain':0.5}]".replace('\'', '"');
        assertRefused(foreign(architecture), "tensor layers.0.bias", "shape [2]", "no such tensor");
        assertRefused(
                foreign(architecture).floats("layers.0.bias", new long[] {3}, new float[3]),
                "tensor layers.0.bias",
                "shape [2]",
                "[3]");
        assertRefused(
                foreign(architecture).floats("layers.0.bias", new long[] {2}, new float[] {0f, Float.NaN}),
                "element 1",
                "a finite number");
    }

    @Test
    void shouldRefuseWeightsWhoseScaleMakesThemInfinite() throws IOException {
        final String scaled = "[{\"type\":\"linear\",\"in\":2,\"out\":2,\"weightScale\":10.0},{\"type\":\"readout\"}]";
        final float[] huge = {1f, 3e38f, -3e38f, 1f}; // finite, but not ten times over
        assertRefused(
                foreign(scaled).floats("layers.0.weight", new long[] {2, 2}, huge),
                "tensor layers.0.weight, element 1: expected magnitudes that, times weightScale 10.0, add up to at most"
                        + " 2^100, found 3.0E38");

        final float[] large = {0x1p96f, 0f, 0f, 0x1p96f}; // 20 · 2^96 are above 2^100, one of them is not
        assertRefused(foreign(scaled).floats("layers.0.weight", new long[] {2, 2}, large), "weight, element 3");
        large[3] = 0f;
        foreign(scaled).floats("layers.0.weight", new long[] {2, 2}, large).write(path);
        assertEquals(10f * 0x1p96f, Model.read(path).effective(0)[0]);
    }

    @Test
    void shouldRefuseANormWhoseScaleIsInfinite() throws IOException {
        final Model normed = normed();
        final Map<String, float[]> vectors = new HashMap<>(normed.vectors());
        vectors.put("layers.1.gamma", new float[] {3e38f});
        vectors.put("layers.1.variance", new float[] {0f}); // 3e38 / √epsilon
        new Model(normed.layers(), normed.weights(), Map.of(), vectors, Map.of(), normed.metadata()).write(path);

        final String message =
                assertThrows(FileFormatException.class, () -> Model.read(path)).getMessage();

        assertTrue(message.startsWith(path + ": layer 1: tdBatchNorm: channel 0: expected a finite scale"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0,1", "00", "0,", "-1", "all"})
    void shouldRefuseToBringBackWhatIsNoLayerLeftOut(String regenerated) throws IOException {
        final String architecture = "[{\"type\":\"linear\",\"in\":2,\"out\":2},{\"type\":\"readout\"}]";
        assertRefused(
                foreign(architecture).metadata("regenerated", regenerated),
                "metadata regenerated: expected positions of layers whose weights are left out, with commas");
        assertRefused(
                foreign(architecture)
                        .metadata("regenerated", "0")
                        .floats("layers.0.weight", new long[] {2, 2}, new float[4]),
                "metadata regenerated");
    }

    @Test
    void shouldLeaveFurtherMetadataToWhoeverWritesThem() throws IOException {
        weighted(foreign()).metadata("note", "from python").write(path);

        assertEquals("from python", Model.read(path).metadata().get("note"));
    }
}
