package io.memspike.app.simulate;

import io.memspike.tasks.simulate.SimulateBrunel;
import picocli.CommandLine.Command;

/** Simulates a balanced network that is driven from outside. */
@Command(
        name = "brunel",
        description = {
            "Simulate neurons onto which spikes jump after 1.5 ms, driven by Poisson spikes of their own (Brunel, 2000; g = 5,",
            "twice the rate that reaches the threshold): 12,500 neurons, 15,625,000 synapses, a clock of 0.1 ms."
        })
final class SimulateBrunelCommand extends SimulationCommand {
    SimulateBrunelCommand() {
        super(new SimulateBrunel());
    }
}
