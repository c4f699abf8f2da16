package io.memspike.core.vae;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a spiking variational auto-encoder is, without weights. Constants of neurons and norms are those of PRIME (Wang et
 * al., arXiv 2407.18625): retain 0.25, threshold 0.2, surrogate window around 0, alpha 1 and in posterior and prior 2.
 *
 * @param side height and width of images in pixels, a multiple of 8
 * @param channels channels of encoder and decoder, at least 1
 * @param latent number of latents, at least 1
 * @param k spikes that each latent is picked from, at least 1
 * @param steps time steps, at least 1
 * @param posterior widths of the posterior's two hidden layers
 * @param prior widths of the prior's two hidden layers
 * @param weightScale factor from stored to effective weight in encoder, latent and decoder
 */
public record VaeSpec(
        int side, int channels, int latent, int k, int steps, Hidden posterior, Hidden prior, float weightScale) {
    /** Positions in {@link #layers()} of the encoder's weights, those from features to latents last; norm and neurons follow each. */
    public static final List<Integer> ENCODER = List.of(0, 3, 6, 9);

    /** Positions of the posterior's weights, each followed by norm and neurons. */
    public static final List<Integer> POSTERIOR = List.of(12, 15, 18);

    /** Position of the posterior's choice. */
    public static final int POSTERIOR_CHOICE = 21;

    /** Positions of the prior's weights, each followed by norm and neurons. */
    public static final List<Integer> PRIOR = List.of(22, 25, 28);

    /** Positions of the decoder's weights but for the last, each followed by norm and neurons. */
    public static final List<Integer> DECODER = List.of(32, 36, 39, 42);

    /** Position of the weights to pixels. */
    public static final int OUTPUT = 45;

    /** Position of the membrane, the last layer. */
    public static final int MEMBRANE = 46;

    /** Name of the metadata that holds the number of steps. */
    public static final String STEPS = "steps";

    private static final int KERNEL = 3;
    private static final int REDUCTION = 8; // of the encoder: three strides of 2
    private static final float THRESHOLD = 0.2f;
    private static final float EPSILON = 1e-5f;
    private static final float HEAD_ALPHA = 2f;
    private static final LayerSpec.Lif LIF = new LayerSpec.Lif(0.25f, THRESHOLD, 1f, 0f);
    private static final float MEMBRANE_RETAIN = 0.8f;

    /** Widths of a head's hidden layers, first the one at its input. */
    public record Hidden(int first, int second) {
        public Hidden {
            if (first < 1 || second < 1) {
                throw new IllegalArgumentException(
                        "auto-encoder: expected hidden layers of at least 1, found " + first + " and " + second);
            }
        }
    }

    public VaeSpec {
        if (side < REDUCTION || side % REDUCTION != 0) {
            throw new IllegalArgumentException("auto-encoder: expected a side that is a multiple of 8, found " + side);
        }
        if (channels < 1 || latent < 1 || k < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "auto-encoder: expected at least 1 channel, latent, spike to pick and step," + " found channels="
                            + channels + " latent=" + latent + " k=" + k + " steps=" + steps);
        }
    }

    /** PRIME's: 32×32 pixels, 32 channels, 128 latents, one of 20 picked, 16 steps. */
    public static VaeSpec prime(float weightScale) {
        return of(32, 32, 128, 20, 16, weightScale);
    }

    /** Hidden layers as wide as PRIME's for that many latents. */
    public static VaeSpec of(int side, int channels, int latent, int k, int steps, float weightScale) {
        final Hidden hidden = new Hidden(2 * latent, 4 * latent);
        return new VaeSpec(side, channels, latent, k, steps, hidden, hidden, weightScale);
    }

    /** Shape of an image. */
    public Shape image() {
        return new Shape(1, side, side);
    }

    /** Shape of the map that the encoder ends with and the decoder begins with. */
    public Shape smallest() {
        return new Shape(channels, side / REDUCTION, side / REDUCTION);
    }

    /**
     * The layers in the order of a model file: encoder (image to h), posterior (h and z to k · latent), choice, prior (z to
     * k · latent), choice, decoder (z to image).
     */
    public List<LayerSpec> layers() {
        final List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            block(layers, new LayerSpec.Conv2d(i == 0 ? 1 : channels, channels, KERNEL, 2, 1, weightScale), 1f);
        }
        final int features = smallest().size();
        block(layers, new LayerSpec.Linear(features, latent, weightScale), 1f);
        head(layers, 2 * latent, posterior);
        head(layers, latent, prior);
        block(layers, new LayerSpec.Linear(latent, features, weightScale), 1f);
        layers.add(new LayerSpec.Unflatten(
                channels, smallest().height(), smallest().width()));
        for (int i = 0; i < 3; i++) {
            block(layers, new LayerSpec.ConvTranspose2d(channels, channels, KERNEL, 2, 1, 1, weightScale), 1f);
        }
        layers.add(new LayerSpec.ConvTranspose2d(channels, 1, KERNEL, 1, 1, 0, weightScale));
        layers.add(membrane());
        return layers;
    }

    /** Input shape of every layer, by position. */
    public List<Shape> inputs() {
        final List<Shape> inputs = new ArrayList<>();
        Shape shape = image();
        final List<LayerSpec> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            if (i == POSTERIOR.get(0)) {
                shape = Shape.vector(2 * latent); // h and z
            } else if (i == PRIOR.get(0)) {
                shape = Shape.vector(latent);
            }
            inputs.add(shape);
            shape = layers.get(i).output(shape);
        }
        return inputs;
    }

    /** The last layer. */
    public LayerSpec.Membrane membrane() {
        return new LayerSpec.Membrane(1, MEMBRANE_RETAIN);
    }

    private void head(List<LayerSpec> layers, int in, Hidden hidden) {
        block(layers, new LayerSpec.Linear(in, hidden.first(), 1f), HEAD_ALPHA);
        block(layers, new LayerSpec.Linear(hidden.first(), hidden.second(), 1f), HEAD_ALPHA);
        block(layers, new LayerSpec.Linear(hidden.second(), k * latent, 1f), HEAD_ALPHA);
        layers.add(new LayerSpec.Choice(k));
    }

    private static void block(List<LayerSpec> layers, LayerSpec.Weighted weights, float alpha) {
        layers.add(weights);
        layers.add(new LayerSpec.TdBatchNorm(weights.out(), alpha, THRESHOLD, EPSILON));
        layers.add(LIF);
    }

    /**
     * What a model is.
     *
     * @throws IllegalArgumentException where it is no spiking auto-encoder
     */
    public static VaeSpec of(Model model) {
        final List<LayerSpec> layers = model.layers();
        if (layers.size() != MEMBRANE + 1
                || !(layers.get(ENCODER.get(0)) instanceof LayerSpec.Conv2d first)
                || !(layers.get(ENCODER.get(3)) instanceof LayerSpec.Linear latent)
                || !(layers.get(POSTERIOR.get(0)) instanceof LayerSpec.Linear posterior)
                || !(layers.get(POSTERIOR.get(1)) instanceof LayerSpec.Linear posterior2)
                || !(layers.get(POSTERIOR_CHOICE) instanceof LayerSpec.Choice choice)
                || !(layers.get(PRIOR.get(0)) instanceof LayerSpec.Linear prior)
                || !(layers.get(PRIOR.get(1)) instanceof LayerSpec.Linear prior2)) {
            throw refusal(model);
        }
        final int side = REDUCTION * (int) Math.round(Math.sqrt((double) latent.in() / first.out()));
        final VaeSpec spec = new VaeSpec(
                side,
                first.out(),
                latent.out(),
                choice.of(),
                steps(model),
                new Hidden(posterior.out(), posterior2.out()),
                new Hidden(prior.out(), prior2.out()),
                first.weightScale());
        if (!layers.equals(spec.layers())) {
            throw refusal(model);
        }
        return spec;
    }

    private static int steps(Model model) {
        final String steps = String.valueOf(model.metadata().get(STEPS));
        try {
            return Integer.parseInt(steps);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "model: metadata steps: expected a whole number of at least 1, found " + steps, e);
        }
    }

    private static IllegalArgumentException refusal(Model model) {
        return new IllegalArgumentException("model: expected the layers of a spiking auto-encoder, found "
                + model.layers().stream().map(LayerSpec::type).collect(Collectors.joining(", ")));
    }
}
