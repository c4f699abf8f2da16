package io.memspike.app.simulate;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups the networks that can be simulated. */
@Command(
        name = "simulate",
        description = "Simulate networks of thousands and millions of neurons.",
        subcommands = {SimulateCubaCommand.class, SimulateBrunelCommand.class, SimulateScalingCommand.class})
public final class SimulateCommand extends CommandGroup {
    /** For the command line. */
    public SimulateCommand() {
        super("which network to simulate");
    }
}
