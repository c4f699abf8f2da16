package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;

/**
 * An auto-encoder's model in service: a network that fills holes and, where there is a prior, one that draws. Immutable and thread-safe; state lives
 * in a {@link PictureSession}.
 */
public final class AutoEncoderNetwork {
    private final AutoEncoder spec;
    private final Network inpainting;
    private final Network sampling; // null where there is no prior

    private AutoEncoderNetwork(AutoEncoder spec, Network inpainting, Network sampling) {
        this.spec = spec;
        this.inpainting = inpainting;
        this.sampling = sampling;
    }

    /**
     * The auto-encoder of a model, its pruned random layers on memristor arrays ({@link #placement}).
     *
     * @param model graph, tensors and masks
     * @param kernels inner loops
     * @param noise noise of each read of the arrays
     * @throws IllegalArgumentException where the model is no spiking auto-encoder
     */
    public static AutoEncoderNetwork of(Model model, Kernels kernels, ReadNoise noise) {
        return of(model, kernels, placement(model, Hardware.WHOLE.withReadNoise(noise.sigma()), noise.seed()));
    }

    /** The same on other hardware. */
    public static AutoEncoderNetwork of(Model model, Kernels kernels, Placement placement) {
        return of(model, ModelNetwork.placed(model, kernels, placement), kernels);
    }

    /** The same on anything else. */
    public static AutoEncoderNetwork of(Model model, Substrate substrate, Kernels kernels) {
        final AutoEncoder spec = AutoEncoder.of(model);
        return new AutoEncoderNetwork(
                spec,
                Network.of(spec.inpainting(), model.tensors(), substrate, kernels),
                spec.isVariational() ? Network.of(spec.sampling(), model.tensors(), substrate, kernels) : null);
    }

    /**
     * Where an auto-encoder's weights lie: pruned random ones on arrays; trained ones, those of posterior and prior, are
     * digital.
     *
     * @param model the model
     * @param hardware what arrays are like
     * @param seed seed of devices, faults, ageing and read noise
     */
    public static Placement placement(Model model, Hardware hardware, long seed) {
        return new Placement(hardware, seed).withDigital(ModelNetwork.unpruned(model));
    }

    /**
     * The hardware that a model's metadata speaks of, else exact crossbars of any size.
     *
     * @throws IllegalArgumentException where its metadata cannot be understood
     */
    public static Placement trainedWith(Model model) {
        return model.metadata().containsKey(Placement.KEY)
                ? ModelNetwork.trainedWith(model)
                : placement(model, Hardware.WHOLE, 0);
    }

    /** What it is. */
    public AutoEncoder spec() {
        return spec;
    }

    /** State of a new stream of pictures; one per thread. */
    public PictureSession newSession() {
        return new PictureSession(spec, inpainting.newSession(), sampling == null ? null : sampling.newSession());
    }
}
