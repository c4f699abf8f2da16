package io.memspike.topology;

import io.memspike.core.Synapses;

/**
 * What the forward pass of training reads effective weights through: plain synapses, or those of hardware that rounds,
 * bends or blurs currents. The backward pass goes straight through it, as if currents were {@code Σ value · weight}, so a
 * network learns to live with its hardware. Trainings repeat if these synapses do. Reads are numbered on from epoch to
 * epoch, so noise differs between epochs.
 */
@FunctionalInterface
public interface ForwardSynapses {
    /** Currents as the weights make them. */
    ForwardSynapses EXACT = (node, exact) -> exact;

    /**
     * Synapses of a node for one batch. Called by one thread at a time; the synapses are read by all.
     *
     * @param node name of the node
     * @param exact plain synapses with the weights of the batch; those of other batches too, so not to be kept
     */
    Synapses behind(String node, Synapses exact);
}
