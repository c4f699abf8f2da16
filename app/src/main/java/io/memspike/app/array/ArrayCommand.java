package io.memspike.app.array;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be asked of the array as hardware. */
@Command(
        name = "array",
        description = "Ask what the memristor array does as hardware.",
        subcommands = {
            ArraySolveCommand.class,
            ArrayPartitionCommand.class,
            ArrayEnergyCommand.class,
            ArrayTurnCommand.class,
            ArrayConstantsCommand.class,
            ArrayStudyCommand.class,
            ArrayConvertersCommand.class,
            ArrayShowCommand.class,
            ArrayExportCommand.class,
            ArraySumsCommand.class
        })
public final class ArrayCommand extends CommandGroup {
    /** For the command line. */
    public ArrayCommand() {
        super("what to ask of the array");
    }
}
