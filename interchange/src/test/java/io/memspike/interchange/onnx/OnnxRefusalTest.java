package io.memspike.interchange.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRefusalTest {
    @TempDir
    private Path directory;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("small.onnx"), bytes);
    }

    /** What is said of a small encoder that was spoiled, without the file. */
    private String refusal(Consumer<SmallOnnx> spoil) throws IOException {
        final SmallOnnx small = new SmallOnnx();
        spoil.accept(small);
        final Path file = write(small.bytes());
        final String message = assertThrows(FileFormatException.class, () -> OnnxEncoder.read(file))
                .getMessage();
        assertEquals(1, message.lines().count());
        return message.replace(file + ": ", "");
    }

    @Test
    void shouldReadEncodersByWhatFlowsWhere() throws IOException {
        final SmallOnnx small = new SmallOnnx();

        final Encoder encoder = OnnxEncoder.read(write(small.bytes()));

        assertEquals(SmallOnnx.SIZE, encoder.size());
        assertEquals(small.expected.keySet(), encoder.tensors().keySet());
        small.expected.forEach(
                (name, values) -> assertArrayEquals(values, encoder.tensors().get(name), name));
        assertEquals(5, encoder.model(5, Map.of()).graph().input().width());
        assertThrows(IllegalArgumentException.class, () -> encoder.model(6, Map.of()));
    }

    @Test
    void shouldRefuseOperatorsOfOtherNetworks() throws IOException {
        assertEquals(
                "node /layers.1.up.product: expected an operator of an encoder in floats, found MatMulInteger",
                refusal(small -> small.maker("layers.1.up.product").setOpType("MatMulInteger")));
        assertEquals(
                "node /layers.0.half: expected Mul, found Tanh",
                refusal(small -> small.maker("layers.0.half").setOpType("Tanh")));
        assertEquals(
                "node /layers.1.softmax: expected Softmax, found Erf",
                refusal(small -> small.maker("layers.1.softmax").setOpType("Erf")));
    }

    @Test
    void shouldRefuseTensorsThatAreMissingOrOfAnotherShapeOrType() throws IOException {
        assertEquals(
                "node /layers.0.key.product: expected a tensor layers.0.key.matrix in the file, found none",
                refusal(small -> small.given("layers.0.key.matrix").setName("elsewhere")));
        assertEquals(
                "node /layers.0.key.product: expected a tensor [4, 4], found [2, 8] in layers.0.key.matrix",
                refusal(small -> small.given("layers.0.key.matrix")
                        .clearDims()
                        .addDims(2)
                        .addDims(8)));
        assertEquals(
                "node /layers.0.key.product: expected 16 numbers in layers.0.key.matrix, found 15", refusal(small -> {
                    final TensorProto.Builder tensor = small.given("layers.0.key.matrix");
                    final var left = tensor.getFloatDataList().subList(0, 15);
                    final var kept = Arrays.asList(left.toArray(Float[]::new));
                    tensor.clearFloatData().addAllFloatData(kept);
                }));
        assertEquals(
                "node /layers.0.key.product: expected 32-bit floats in the file, found FLOAT16 in layers.0.key.matrix",
                refusal(small ->
                        small.given("layers.0.key.matrix").setDataType(TensorProto.DataType.FLOAT16.getNumber())));
        assertEquals(
                "node /layers.0.norm1: expected a tensor [4], found [2, 2] in layers.0.norm1.beta",
                refusal(small -> small.given("layers.0.norm1.beta")
                        .clearDims()
                        .addDims(2)
                        .addDims(2)));
        assertEquals(
                "node /sum: expected tables of words by input_ids and of positions, found no words", refusal(small -> {
                    small.maker("word").setInput(1, "token_type_ids");
                    small.maker("sum").setInput(0, "word");
                }));
    }

    @Test
    void shouldRefuseWhatIsTakenTwice() throws IOException {
        assertEquals(
                "node /multiplied: expected tensors that are taken once, found layers.0.up again",
                refusal(small -> small.multiply("layers.0.product", "layers.0.up", "layers.0.up")));
        assertEquals(
                "node /multiplied: expected tensors that are taken once, found layers.0.one again",
                refusal(small -> small.multiply("layers.0.product", "layers.0.up", "layers.0.one")));
        assertEquals(
                "node /multiplied: expected x/2 · (1 + erf(x/√2)), found another product",
                refusal(small -> small.multiply("layers.0.product", "layers.0.up", "embeddings.norm")));
        assertEquals(
                "node /word: expected tensors that are taken once, found word again",
                refusal(small -> small.maker("words+types").setInput(1, "word")));
        assertEquals(
                "node /type: expected one table of words, found another beside /word",
                refusal(small -> small.maker("type").setInput(1, "input_ids")));
        assertEquals(
                "node /word: expected one table of positions, found another beside /position",
                refusal(small -> small.maker("word").setInput(1, "places")));
        assertEquals(
                "node /type: expected one table of types, found another beside /word",
                refusal(small -> small.maker("word").setInput(1, "token_type_ids")));
    }

    @Test
    void shouldRefuseWhatIsGivenTwiceAndWhatHasNoLayers() throws IOException {
        assertEquals(
                "node /layers.1.q.parts: expected an output that nothing else gives, found layers.0.q.parts again",
                refusal(small -> small.maker("layers.1.q.parts").setOutput(0, "layers.0.q.parts")));
        assertEquals(
                "node /layers.0.q.parts: expected an output that nothing else gives, found layers.0.key.matrix again",
                refusal(small -> small.maker("layers.0.q.parts").setOutput(0, "layers.0.key.matrix")));
        assertEquals(
                "node /embeddings.norm: expected layers before the output, found none",
                refusal(small -> small.graph.getOutputBuilder(0).setName("embeddings.norm")));
    }

    @Test
    void shouldRefuseWhatFlowsElsewhere() throws IOException {
        assertEquals(
                "node /layers.0.scores: expected what comes from embeddings.norm, found what comes from layers.0.query",
                refusal(small -> small.maker("layers.0.key.product").setInput(0, "layers.0.query")));
        assertEquals(
                "node /layers.0.product: expected x/2 · (1 + erf(x/√2)), found another product",
                refusal(small -> small.maker("layers.0.half").setInput(1, "layers.0.1")));
        assertEquals(
                "node /layers.0.scores: expected scores by the root of a head's channels, found a factor 2.0",
                refusal(small -> small.maker("layers.0.scaled").setInput(1, "layers.0.0.5")));
        assertEquals(
                "node /layers.0.scores: expected 2 channels of a head as in the last layer, found 1",
                refusal(small -> small.maker("layers.0.scaled").setInput(1, "layers.0.1")));
        assertEquals(
                "node /layers.0.q.parts: expected what an earlier node makes, found layers.1.q",
                refusal(small -> small.maker("layers.0.q.parts").setInput(0, "layers.1.q")));
    }

    @Test
    void shouldRefuseNormsByAnotherVariance() throws IOException {
        assertEquals(
                "node /layers.1.norm2.squares: expected a square, found a power of 1.0",
                refusal(small -> small.maker("layers.1.norm2.squares").setInput(1, "layers.1.1")));
        assertEquals(
                "node /layers.1.norm2.squares: expected the square of layers.1.norm2.centred, found that of"
                        + " layers.0.norm1.centred",
                refusal(small -> small.maker("layers.1.norm2.squares").setInput(0, "layers.0.norm1.centred")));
    }

    /** Some exporters subtract the mean once for the variance and once more for what is divided. */
    @Test
    void shouldReadNormsThatSubtractTheMeanTwice() throws IOException {
        final SmallOnnx small = new SmallOnnx();
        small.twice("layers.1.norm2.centred", "layers.1.norm2.squares");
        final Path file = Files.write(directory.resolve("twice.onnx"), small.bytes());

        assertEquals(small.expected.keySet(), OnnxEncoder.read(file).tensors().keySet());
    }

    @Test
    void shouldRefuseWhatIsNoOnnxInOneLine() throws IOException {
        final byte[] whole = new SmallOnnx().bytes();
        final Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            final byte[] bytes = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int k = 0; k < 4 && bytes.length > 0; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            final Path file = write(bytes);
            try {
                OnnxEncoder.read(file);
            } catch (FileFormatException e) {
                assertEquals(1, e.getMessage().lines().count());
            }
        }
    }
}
