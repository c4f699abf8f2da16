package io.memspike.core.synapse;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;

/**
 * The synapses that serve each kind of layer with weights. They are immutable but for {@link #setWeights}, by which
 * training keeps one network through all its batches.
 */
public sealed interface WeightedSynapses extends Synapses
        permits Conv2dSynapses, ConvTranspose2dSynapses, LinearSynapses {
    /**
     * Synapses with the given weights.
     *
     * @param layer what the weights are for
     * @param input shape of the layer's input
     * @param weights one a weight, in file order ({@link LayerSpec.Weighted#weightShape}). Not modified, not kept.
     * @param kernels inner loops
     */
    static WeightedSynapses of(LayerSpec.Weighted layer, Shape input, float[] weights, Kernels kernels) {
        if (layer instanceof LayerSpec.Conv2d conv) {
            return new Conv2dSynapses(conv, input, weights, kernels);
        }
        if (layer instanceof LayerSpec.ConvTranspose2d conv) {
            return new ConvTranspose2dSynapses(conv, input, weights, kernels);
        }
        return new LinearSynapses((LayerSpec.Linear) layer, input, weights, kernels);
    }

    /**
     * Takes over other weights, in parts that may be done by different threads. Nobody may read meanwhile, and who reads
     * afterwards must have seen all parts end.
     *
     * @param weights as those of {@link #of}: the same array for every part. Not modified, not kept.
     * @param part which part, in [0, parts)
     * @param parts number of parts
     */
    void setWeights(float[] weights, int part, int parts);
}
