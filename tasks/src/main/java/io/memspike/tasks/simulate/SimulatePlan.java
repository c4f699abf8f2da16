package io.memspike.tasks.simulate;

import io.memspike.core.population.Projection;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/** Which network is simulated for how long; the components say what they mean. */
public record SimulatePlan(
        @Option(label = "N", says = "how many neurons, four of five of them excitatory", shown = "as published")
        Integer neurons,

        @Option(
                label = "K",
                says = "how many neurons each hears, in the mean; weights and outer spikes keep the mean drive",
                shown = "as published, and of more neurons as many")
        Integer inputs,

        @Option(
                label = "SHARE",
                says = "standard deviation of weights of a kind of synapse, as part of their mean: they are log-normal",
                otherwise = "0",
                shown = "0: all alike")
        double weightSpread,

        @Option(
                says =
                        "simulate it as a graph, by the session that runs all graphs: slowly, on one thread, for up to 4,000,000 synapses")
        boolean graph,

        @Option(label = "S", says = "seconds to simulate", otherwise = "1")
        double seconds,

        @Option(label = "S", says = "seconds before statistics begin; 0.2, or a fifth of a shorter run, unless given")
        Double after,

        @Option(written = true, label = "FILE", says = "draw whose spikes came when, and the rate of all, as PNG")
        Path raster,

        @Option(written = true, label = "FILE", says = "write all spikes as CSV: seconds, neuron")
        Path spikes,

        long seed) {
    /** Refuses what no weights have. */
    public SimulatePlan {
        if (!(weightSpread >= 0 && weightSpread <= Projection.MOST_SPREAD)) {
            throw new IllegalArgumentException(
                    "--weight-spread: expected 0 to " + Projection.MOST_SPREAD + ", found " + weightSpread);
        }
    }
}
