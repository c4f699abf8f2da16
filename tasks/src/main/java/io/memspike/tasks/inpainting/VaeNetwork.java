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
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * Writes a model for shipping: pruned layers as masks, their random weights coming back from the seed, and the other
     * weights in 8 bits ({@link Model#writeCompact}). Where pruned weights are not those of the seed, all are kept.
     *
     * @throws IOException if it cannot be written
     */
    public static void writeCompact(Model model, Path path) throws IOException {
        final Set<Integer> regenerated = new TreeSet<>();
        for (final int position : model.masks().keySet()) {
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) model.layers().get(position);
            final float[] formed = ModelNetwork.formedWeights(position, layer, model.metadata());
            if (Arrays.equals(formed, model.weights().get(position))) {
                regenerated.add(position);
            }
        }
        model.writeCompact(path, regenerated);
    }

    private static Synapses connect(
            Model model, int position, LayerSpec.Weighted layer, Shape input, Kernels kernels, ReadNoise noise) {
        return noise.isPresent() && model.masks().containsKey(position)
                ? ModelNetwork.array(model, position, layer).synapses(input, kernels, noise)
                : WeightedSynapses.of(layer, input, model.effective(position), kernels);
    }
}
