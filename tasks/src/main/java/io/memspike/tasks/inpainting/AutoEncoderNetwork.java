package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Substrate;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;

/**
 * An auto-encoder's model in service: a network that fills holes and one that draws. Immutable and thread-safe; state lives
 * in a {@link PictureSession}.
 */
public final class AutoEncoderNetwork {
    private final AutoEncoder spec;
    private final Network inpainting;
    private final Network sampling;

    private AutoEncoderNetwork(AutoEncoder spec, Network inpainting, Network sampling) {
        this.spec = spec;
        this.inpainting = inpainting;
        this.sampling = sampling;
    }

    /**
     * The auto-encoder of a model, its pruned random layers on memristor arrays. Posterior and prior, whose weights are
     * trained, are digital: they have no read noise.
     *
     * @param model graph, tensors and masks
     * @param kernels inner loops
     * @param noise noise of each read of the arrays
     * @throws IllegalArgumentException where the model is no spiking auto-encoder
     */
    public static AutoEncoderNetwork of(Model model, Kernels kernels, ReadNoise noise) {
        return of(
                model,
                (node, matrix) -> noise.isPresent() && model.masks().containsKey(node.name())
                        ? ModelNetwork.array(model, node.name(), matrix).synapses(kernels, noise)
                        : WeightedSynapses.of(matrix, model.effective(node.name()), kernels),
                kernels);
    }

    /** The same on anything else. */
    public static AutoEncoderNetwork of(Model model, Substrate substrate, Kernels kernels) {
        final AutoEncoder spec = AutoEncoder.of(model);
        return new AutoEncoderNetwork(
                spec,
                Network.of(spec.inpainting(), model.tensors(), substrate, kernels),
                Network.of(spec.sampling(), model.tensors(), substrate, kernels));
    }

    /** What it is. */
    public AutoEncoder spec() {
        return spec;
    }

    /** State of a new stream of pictures; one per thread. */
    public PictureSession newSession() {
        return new PictureSession(spec, inpainting.newSession(), sampling.newSession());
    }
}
