package io.memspike.interchange.onnx;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of encoders of texts begins with, and what it found. */
class OnnxFuzzTest {
    private final OnnxFuzz fuzz = new OnnxFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        OnnxFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, OnnxFuzz.encoders(), OnnxFuzz::readEncoder, (i, bytes) -> fuzz.onnx(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
