package io.memspike.tasks.hardware;

import io.memspike.testing.Damage;
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

/** What fuzzing of crossbars and plans begins with, and what it found. */
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
        for (final byte[] crossbar : JsonFuzz.crossbars().toList()) {
            JsonFuzz.readCrossbar(Files.write(directory.resolve("sound"), crossbar));
            Damage.each(crossbar, 3, (i, bytes) -> fuzz.crossbar(bytes));
        }
        for (final byte[] plan : JsonFuzz.plans().toList()) {
            JsonFuzz.readPlan(Files.write(directory.resolve("sound"), plan));
            Damage.each(plan, 3, (i, bytes) -> fuzz.plan(bytes));
        }
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
