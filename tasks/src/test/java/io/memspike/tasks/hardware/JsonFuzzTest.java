package io.memspike.tasks.hardware;

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

/** What fuzzing of crossbars begins with, and what it found. */
class JsonFuzzTest {
    private final JsonFuzz fuzz = new JsonFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        JsonFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, JsonFuzz.crossbars(), JsonFuzz::readCrossbar, (i, bytes) -> fuzz.crossbar(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
