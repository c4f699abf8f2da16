package io.memspike.app.lava;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be done with networks of lava-dl. */
@Command(
        name = "lava",
        description = "Run networks of lava-dl in Loihi's integers.",
        subcommands = {LavaRunCommand.class})
public final class LavaCommand extends CommandGroup {
    /** For the command line. */
    public LavaCommand() {
        super("what to do with a network of lava-dl");
    }
}
