package io.memspike.app.network;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be asked of networks. */
@Command(
        name = "network",
        description = "Ask what a network is.",
        subcommands = {NetworkShowCommand.class})
public final class NetworkCommand extends CommandGroup {
    /** For the command line. */
    public NetworkCommand() {
        super("what to ask of the network");
    }
}
