package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;

/**
 * What the forward pass of training reads effective weights through: plain synapses, or those of hardware that rounds,
 * bends or blurs currents. The backward pass goes straight through it, as if currents were {@code Σ value · weight}, so a
 * network learns to live with its hardware. Trainings repeat if these synapses do. Reads are numbered on from epoch to
 * epoch, so noise differs between epochs. Called by one thread at a time; the synapses are read by all.
 */
@FunctionalInterface
public interface ForwardSynapses {
    /** Currents as the weights make them. */
    ForwardSynapses EXACT =
            (position, layer, input, effective, kernels) -> WeightedSynapses.of(layer, input, effective, kernels);

    /**
     * Synapses of a layer for one batch.
     *
     * @param position position of the layer in the network
     * @param layer the layer
     * @param input shape of its input
     * @param effective effective weights in file order. Not modified, not kept.
     * @param kernels inner loops
     */
    Synapses connect(int position, LayerSpec.Weighted layer, Shape input, float[] effective, Kernels kernels);
}
