package io.memspike.core.synapse;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;

/** The synapses that serve each kind of layer with weights. */
public final class WeightedSynapses {
    private WeightedSynapses() {}

    /**
     * Synapses with the given weights.
     *
     * @param layer what the weights are for
     * @param input shape of the layer's input
     * @param weights one a weight, in file order: [out, in, kernel, kernel] or [out, in]. Not modified, not kept.
     * @param kernels inner loops
     */
    public static Synapses of(LayerSpec.Weighted layer, Shape input, float[] weights, Kernels kernels) {
        if (layer instanceof LayerSpec.Conv2d conv) {
            return new Conv2dSynapses(conv, input, weights, kernels);
        }
        return new LinearSynapses((LayerSpec.Linear) layer, input, weights, kernels);
    }
}
