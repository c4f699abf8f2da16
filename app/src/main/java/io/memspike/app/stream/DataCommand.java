package io.memspike.app.stream;

import io.memspike.app.cli.CommandGroup;
import io.memspike.app.recording.DataConvertCommand;
import io.memspike.app.recording.DataInfoCommand;
import io.memspike.app.recording.DataViewCommand;
import picocli.CommandLine.Command;

/** Groups what can be done with data. */
@Command(
        name = "data",
        description = "Look at, convert, draw, make and replay events.",
        subcommands = {
            DataInfoCommand.class,
            DataConvertCommand.class,
            DataViewCommand.class,
            DataGenerateCommand.class,
            DataReplayCommand.class
        })
public final class DataCommand extends CommandGroup {
    /** For the command line. */
    public DataCommand() {
        super("what to do with data");
    }
}
