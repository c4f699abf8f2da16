package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.earlyexit.ReconstructionPolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * When a picture whose hole is being filled is finished ({@link ReconstructionPolicy}): PRIME watches the whole picture;
 * watching what was missing alone saves more steps for the same error, since what is known does not matter. How much a
 * hole changes from step to step depends on what the network has learnt, so each model has a threshold of its own, found
 * on training pictures, in its metadata. Immutable and thread-safe.
 *
 * @param threshold change below which a picture is finished, finite and at least 0; with 0 none ever is. Of the picture:
 *     sum of all pixels' absolute changes / 100. Of the hole: mean absolute change of its pixels.
 * @param isOfHole whether the hole's pixels alone are watched
 */
public record PictureStop(double threshold, boolean isOfHole) {
    /** Key of a model's own threshold, of the hole, in its metadata. */
    public static final String THRESHOLD = "earlyStop";

    /** Training pictures that are looked at. */
    public static final int PICTURES = 1000;

    /** Share of error inside the hole that stopping early may add to them. */
    public static final double MOST_LOSS = 0.015;

    public PictureStop {
        new ReconstructionPolicy(threshold); // refuses what is none
    }

    /** PRIME's rule, and by default its threshold. */
    public static PictureStop ofPicture(double threshold) {
        return new PictureStop(threshold, false);
    }

    /** A threshold of the hole. */
    public static PictureStop ofHole(double threshold) {
        return new PictureStop(threshold, true);
    }

    /** A watch over pictures with that hole, one at a time. */
    public Watch watch(HoleMask hole) {
        return new Watch(hole);
    }

    /** Follows one picture after another. Allocates nothing after construction; one per thread. */
    public final class Watch {
        private final int[] watched; // pixels of the hole
        private final float[] shown; // what they are; null where the picture is watched
        private final double unit; // of the policy's changes
        private final ReconstructionPolicy.Watch watch;

        private Watch(HoleMask hole) {
            final int pixels = hole.canvas().pixels();
            this.watched = IntStream.range(0, pixels).filter(hole::contains).toArray();
            this.shown = isOfHole ? new float[watched.length] : null;
            this.unit = isOfHole ? ReconstructionPolicy.UNIT / watched.length : 1;
            this.watch = new ReconstructionPolicy(threshold / unit).watch(isOfHole ? watched.length : pixels);
        }

        /** Begins with a new picture. */
        public void begin() {
            watch.begin();
        }

        /**
         * Looks at the picture after one more step.
         *
         * @param picture (side²), in [−1, 1]. Not modified, not kept.
         * @return whether it is finished
         */
        public boolean isFinished(float[] picture) {
            if (shown == null) {
                return watch.isFinished(picture);
            }
            for (int i = 0; i < watched.length; i++) {
                shown[i] = picture[watched[i]];
            }
            return watch.isFinished(shown);
        }

        /** Change of the last step, as the threshold counts it. */
        public double change() {
            return watch.change() * unit;
        }
    }

    /**
     * The largest threshold of the hole that adds at most {@link #MOST_LOSS} to the error.
     *
     * @param model an auto-encoder, as it will serve
     * @param kernels inner loops
     * @param settings hole, seed and threads; the stop does not matter
     * @param pictures of the training split, at least one
     * @param progress told the number of pictures done, one call at a time
     */
    public static double calibrate(
            Model model, Kernels kernels, Inpainting.Settings settings, List<Picture> pictures, IntConsumer progress) {
        final AutoEncoderNetwork vae = AutoEncoderNetwork.of(model, kernels, ReadNoise.NONE);
        return InpaintingCurve.of(vae, settings, true, pictures, progress)
                .within(MOST_LOSS)
                .threshold();
    }

    /** The model with a threshold of its own. */
    public static Model with(Model model, double threshold) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(THRESHOLD, Double.toString(threshold));
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }

    /**
     * The hole watched with a model's own threshold, or PRIME's rule where it has none.
     *
     * @throws IllegalArgumentException where the metadata holds something else
     */
    public static PictureStop of(Model model) {
        final String threshold = model.metadata().get(THRESHOLD);
        try {
            return threshold == null
                    ? ofPicture(ReconstructionPolicy.DEFAULT_THRESHOLD)
                    : ofHole(Double.parseDouble(threshold));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "model: metadata " + THRESHOLD + ": expected a finite threshold of at least 0, found " + threshold,
                    e);
        }
    }
}
