package io.memspike.interchange.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of encoders of texts as a target of a fuzzer; {@code .ci/fuzz} runs it. */
class OnnxFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> encoders() {
        final SmallOnnx twice = new SmallOnnx();
        twice.twice("embeddings.norm.centred", "embeddings.norm.squares");
        return Stream.of(new SmallOnnx().bytes(), twice.bytes());
    }

    /** As its import does, up to the model. */
    static void readEncoder(Path file) throws IOException {
        final Encoder encoder = OnnxEncoder.read(file);
        Encoder.graph(encoder.size(), encoder.size().positions());
    }

    @MethodSource("encoders")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void onnx(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, OnnxFuzz::readEncoder);
    }
}
