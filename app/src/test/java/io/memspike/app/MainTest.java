package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private static int execute(final String... args) {
        final CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        commandLine.setErr(new PrintWriter(Writer.nullWriter()));
        return commandLine.execute(args);
    }

    @Test
    void shouldSucceedWhenAskedForHelp() {
        assertEquals(0, execute("--help"));
    }

    @Test
    void shouldReportBadUsageWhenNoCommandIsGiven() {
        assertEquals(2, execute());
    }

    @Test
    void shouldReportBadUsageWhenOptionIsUnknown() {
        assertEquals(2, execute("--no-such-option"));
    }
}
