package io.memspike.app.nir;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be done with networks in NIR. */
@Command(
        name = "nir",
        description = "Read, run and write networks in NIR, the Neuromorphic Intermediate Representation.",
        subcommands = {
            NirInfoCommand.class,
            NirRunCommand.class,
            NirEvaluateCommand.class,
            NirConvertCommand.class,
            NirExportCommand.class
        })
public final class NirCommand extends CommandGroup {
    /** For the command line. */
    public NirCommand() {
        super("what to do with a network in NIR");
    }
}
