package io.memspike.tasks.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of plans begins with, and what it found. */
class PlanFuzzTest {
    private final PlanFuzz fuzz = new PlanFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        PlanFuzz.directory = directory;
    }

    @Test
    void shouldReadOrRefusePlansOfEveryExperimentAndDamagedOnes() throws IOException {
        for (final byte[] plan : PlanFuzz.plans().toList()) {
            fuzz.plan(plan);
            Damage.each(plan, 3, (i, damaged) -> fuzz.plan(damaged));
        }
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, PlanFuzz.sweeps(), PlanFuzz::readSweep, (i, damaged) -> fuzz.sweep(damaged));
        AnyBytes.around(
                file,
                PlanFuzz.results(),
                each -> ResultLines.open(each).close(),
                (i, damaged) -> fuzz.results(damaged));
    }

    @Test
    void shouldCutATornLineOff() throws IOException {
        final Path file = directory.resolve("torn");
        final byte[] torn = PlanFuzz.results().findFirst().orElseThrow();
        ResultLines.open(Files.write(file, torn)).close();

        assertEquals(new String(torn, StandardCharsets.UTF_8).replaceAll("\\{\"jo$", ""), Files.readString(file));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
