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

    @Test
    void shouldHelpWithoutReadingWhatCommandsAreAsAfterReadingIt() {
        assertEquals(
                Main.commandLine().getUsageMessage(),
                Main.commandLineFor("--help").getUsageMessage());
    }

    @Test
    void shouldKnowACommandThatStandsBehindAnOption() {
        final CommandLine line = Main.commandLineFor("--help", "evaluate", "--samples", "1");

        assertEquals(
                0, line.setOut(new PrintWriter(Writer.nullWriter())).execute("--help", "evaluate", "--samples", "1"));
    }

    @Test
    void shouldKnowTheWholeOfTheCommandThatIsNamed() {
        assertEquals(
                Main.commandLine().getSubcommands().get("evaluate").getUsageMessage(),
                Main.commandLineFor("evaluate", "--help")
                        .getSubcommands()
                        .get("evaluate")
                        .getUsageMessage());
    }
}
