package io.memspike.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself, but has others below it. */
public abstract class CommandGroup implements Runnable {
    private final String expected;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /**
     * A group.
     *
     * @param expected what is asked for where nothing is said, such as {@code "what to train"}
     */
    protected CommandGroup(String expected) {
        this.expected = expected;
    }

    @Override
    public final void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected " + expected + ", found nothing: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
