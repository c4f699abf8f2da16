package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.SpikingVae;
import io.memspike.earlyexit.ReconstructionPolicy;
import io.memspike.memristor.ReadNoise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The early stop that suits an auto-encoder. How much a picture changes from step to step depends on what the network has
 * learnt, so one threshold does not fit all: each model has its own, found on training pictures, in its metadata.
 */
public final class PictureStop {
    /** Key of the threshold in a model's metadata. */
    public static final String THRESHOLD = "earlyStop";

    /** Training pictures that are looked at. */
    public static final int PICTURES = 500;

    /** Share of error inside the hole that stopping early may add to them. */
    public static final double MOST_LOSS = 0.015;

    private PictureStop() {}

    /**
     * The largest threshold that adds at most {@link #MOST_LOSS} to the error.
     *
     * @param model an auto-encoder, as it will serve
     * @param kernels inner loops
     * @param settings hole, seed and threads; the policy does not matter
     * @param pictures of the training split, at least one
     * @param progress told the number of pictures done, one call at a time
     */
    public static double calibrate(
            Model model, Kernels kernels, Inpainting.Settings settings, List<Picture> pictures, IntConsumer progress) {
        final SpikingVae vae = VaeNetwork.of(model, kernels, ReadNoise.NONE);
        return InpaintingCurve.of(vae, settings, pictures, progress)
                .within(MOST_LOSS)
                .threshold();
    }

    /** The model with a threshold of its own. */
    public static Model with(Model model, double threshold) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(THRESHOLD, Double.toString(threshold));
        return new Model(model.layers(), model.weights(), model.masks(), model.vectors(), model.state(), metadata);
    }

    /**
     * The rule with a model's own threshold, or PRIME's where it has none.
     *
     * @throws IllegalArgumentException where the metadata holds something else
     */
    public static ReconstructionPolicy of(Model model) {
        final String threshold = model.metadata().get(THRESHOLD);
        try {
            return new ReconstructionPolicy(
                    threshold == null ? ReconstructionPolicy.DEFAULT_THRESHOLD : Double.parseDouble(threshold));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "model: metadata " + THRESHOLD + ": expected a finite threshold of at least 0, found " + threshold,
                    e);
        }
    }
}
