package io.memspike.core.population;

/**
 * Synapses from a group of neurons onto all of a network.
 *
 * @param first first neuron that is heard
 * @param count how many, from there on; at least 1
 * @param connectivity who hears whom
 * @param weight of every synapse, mV; of {@link NeuronModel.Exponential} its sign says onto which drive it jumps. Finite, not 0
 * @param delaySteps steps from a spike to the end of the step in which it arrives, at least 1
 */
public record Projection(int first, int count, Connectivity connectivity, double weight, int delaySteps) {
    public Projection {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "projection: expected neurons from 0 up, at least 1, found " + count + " from " + first);
        }
        if (!Double.isFinite(weight) || weight == 0) {
            throw new IllegalArgumentException("projection: expected a finite weight other than 0, found " + weight);
        }
        if (delaySteps < 1) {
            throw new IllegalArgumentException("projection: expected a delay of at least 1 step, found " + delaySteps);
        }
    }
}
