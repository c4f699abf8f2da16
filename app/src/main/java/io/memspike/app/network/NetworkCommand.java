package io.memspike.app.network;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be asked of networks. */
@Command(
        name = "network",
        description = "Ask what a network is.",
        subcommands = {NetworkShowCommand.class})
public final class NetworkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected what to ask of the network, found nothing: show");
    }
}
