package io.memspike.app.stream;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be done with data. */
@Command(
        name = "data",
        description = "Make and replay events.",
        subcommands = {DataGenerateCommand.class, DataReplayCommand.class})
public final class DataCommand extends CommandGroup {
    /** For the command line. */
    public DataCommand() {
        super("what to do with data");
    }
}
