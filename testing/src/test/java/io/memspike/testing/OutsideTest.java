package io.memspike.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class OutsideTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private String absent() {
        return directory.resolve("none.csv") + " is absent; -Dmemspike.outside=DIRECTORY names another place";
    }

    @Test
    void shouldFindWhatIsThere() throws IOException {
        final Path file = Files.createFile(directory.resolve("some.csv"));

        assertEquals(file, Outside.file(directory, "some.csv", true, out));
        assertEquals(file, Outside.file(directory, "some.csv", false, out));
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldSayInOneLineWhichTestIsSkippedAndWhy() {
        assertSkipped(absent(), this::doWithoutFile);
        assertSkipped("no such tool", this::doWithoutTool);
    }

    private void doWithoutFile() {
        Outside.file(directory, "none.csv", false, out);
    }

    private void doWithoutTool() {
        Outside.need(false, "no such tool", out);
    }

    private void assertSkipped(String why, Executable test) {
        printed.reset();

        final Exception end = assertThrows(TestAbortedException.class, test);

        final String line = printed.toString(StandardCharsets.UTF_8);
        assertTrue(line.matches("skipped: io\\.memspike\\.testing\\.OutsideTest\\.doWithout(File|Tool): .*\\R"), line);
        assertTrue(line.stripTrailing().endsWith(": " + why), line);
        assertTrue(end.getMessage().endsWith(line.stripTrailing()), end.getMessage());
    }

    @Test
    void shouldFailWhereMaterialIsRequired() {
        final Throwable end =
                assertThrows(AssertionFailedError.class, () -> Outside.file(directory, "none.csv", true, out));

        assertEquals(absent(), end.getMessage());
    }

    @Test
    void shouldGoOnWhereTheMachineHasWhatIsNeeded() {
        Outside.need(true, "no such tool", out);

        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }
}
