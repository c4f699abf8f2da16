package io.memspike.core.stream;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of rings begins with, and what it found. */
class RingFuzzTest {
    private final RingFuzz fuzz = new RingFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        RingFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, RingFuzz.rings(), RingFuzzTest::readAnew, (i, bytes) -> fuzz.ring(bytes));
    }

    /** A ring is read once. */
    private static void readAnew(Path file) throws IOException {
        RingFuzz.readRing(file);
        Files.delete(file);
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
