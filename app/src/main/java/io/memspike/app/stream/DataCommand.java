package io.memspike.app.stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with data. */
@Command(
        name = "data",
        description = "Make and replay events.",
        subcommands = {DataGenerateCommand.class, DataReplayCommand.class})
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected what to do with data, found nothing: generate or replay");
    }
}
