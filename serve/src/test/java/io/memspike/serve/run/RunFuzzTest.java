package io.memspike.serve.run;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of kept runs begins with, and what it found. */
class RunFuzzTest {
    private final RunFuzz fuzz = new RunFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        RunFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        AnyBytes.around(directory.resolve("run.json"), RunFuzz.runs(), RunFuzz::read, (i, bytes) -> fuzz.run(bytes));
        for (final byte[] news : RunFuzz.news().toList()) {
            fuzz.news(news);
            Damage.each(news, 3, (i, damaged) -> fuzz.news(damaged));
        }
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
