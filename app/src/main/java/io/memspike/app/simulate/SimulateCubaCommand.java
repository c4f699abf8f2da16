package io.memspike.app.simulate;

import io.memspike.tasks.simulate.SimulateCuba;
import picocli.CommandLine.Command;

/** Simulates excitation and inhibition that keep each other going. */
@Command(
        name = "cuba",
        description = {
            "Simulate neurons with exponential synapses, excited and inhibited by each other alone (Vogels and Abbott, 2005;",
            "CUBA of Brette and others, 2007): 4,000 neurons, 320,000 synapses, a clock of 0.1 ms."
        })
final class SimulateCubaCommand extends SimulationCommand {
    SimulateCubaCommand() {
        super(new SimulateCuba());
    }
}
