package io.memspike.topology;

import io.memspike.core.run.Surroundings;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.parameter.UpdateRule;
import java.util.Map;

/**
 * Surroundings with readouts that have a way back of their own, and learn: {@link Trainer} asks for them after {@link #around}, for each
 * batch, and tells them afterwards how the loss hangs on their numbers. What stands around the synapses then leaves currents as they
 * were before these readouts. One thread.
 */
public interface LearningSurroundings extends Surroundings {
    /** What reads a node's currents in the batch at hand; null for nothing, or for what the synapses have in them. */
    CurrentReadout readout(String node);

    /**
     * After a batch.
     *
     * @param gradients ∂L/∂number of each node that has a readout, the mean of the batch, summed in a fixed order
     * @param rule step size
     */
    void learn(Map<String, Double> gradients, UpdateRule rule);
}
