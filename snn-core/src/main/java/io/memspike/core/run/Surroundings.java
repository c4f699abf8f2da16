package io.memspike.core.run;

/**
 * What stands around a graph's synapses: nothing, or hardware that rounds, bends or blurs currents. Training asks it anew for
 * each batch, and its backward pass goes straight through it, as if currents were {@code Σ value · weight}, so that a network
 * learns to live with its hardware. Trainings repeat if these synapses do. Reads are numbered on from epoch to epoch, so noise
 * differs between epochs.
 */
@FunctionalInterface
public interface Surroundings {
    /** Currents as the weights make them. */
    Surroundings EXACT = exact -> exact;

    /**
     * What gives the synapses of a graph.
     *
     * @param exact gives plain synapses with the weights at hand; in training those of other batches too, so not to be kept
     */
    Substrate around(Substrate exact);
}
