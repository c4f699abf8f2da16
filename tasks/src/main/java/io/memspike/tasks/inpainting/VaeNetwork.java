package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.core.vae.SpikingVae;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;

/** Puts an auto-encoder's model into service. */
public final class VaeNetwork {
    private VaeNetwork() {}

    /**
     * The auto-encoder of a model, its pruned random layers on memristor arrays. Posterior and prior, whose weights are
     * trained, are digital: they have no read noise.
     *
     * @param model layers, weights, masks and vectors
     * @param kernels inner loops
     * @param noise noise of each read of the arrays
     * @throws IllegalArgumentException where the model is no spiking auto-encoder
     */
    public static SpikingVae of(Model model, Kernels kernels, ReadNoise noise) {
        return SpikingVae.of(
                model, (position, layer, input) -> connect(model, position, layer, input, kernels, noise), kernels);
    }

    private static Synapses connect(
            Model model, int position, LayerSpec.Weighted layer, Shape input, Kernels kernels, ReadNoise noise) {
        return noise.isPresent() && model.masks().containsKey(position)
                ? ModelNetwork.array(model, position, layer).synapses(input, kernels, noise)
                : WeightedSynapses.of(layer, input, model.effective(position), kernels);
    }
}
