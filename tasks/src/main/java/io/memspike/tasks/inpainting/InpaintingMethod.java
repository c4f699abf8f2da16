package io.memspike.tasks.inpainting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.tasks.TrainingMethod.Keep;
import io.memspike.tasks.inpainting.picture.Shift;

/**
 * How an auto-encoder is trained where it is not as PRIME's: null stands for its way.
 *
 * @param holeShare share of the squared error that is the hole's, in [0, 1], whatever its size; null where every pixel
 *     counts alike
 * @param divergence factor of the distance between posterior and prior, finite and at least 0; with 0 the prior learns nothing;
 *     null for 1
 * @param holes sizes of holes that are drawn anew for each picture in each epoch; null where all have the plan's
 * @param heldOut images at the end of the training split whose holes are filled after each epoch; null for none
 * @param keep whose epoch's model is kept: the best one's, which held-out images tell; null for the last one's
 * @param shift pixels that images are moved by at most in training, in each epoch anew; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InpaintingMethod(
        Double holeShare, Double divergence, HoleSizes holes, Integer heldOut, Keep keep, Integer shift) {
    /** PRIME's. */
    public static final InpaintingMethod USUAL = new InpaintingMethod(null, null, null, null, null, null);

    /** The same as one would have said before where nothing is new. */
    public InpaintingMethod {
        if (holeShare != null && !(holeShare >= 0 && holeShare <= 1)) {
            throw new IllegalArgumentException("hole share: expected one in [0, 1], found " + holeShare);
        }
        if (divergence != null && !(divergence >= 0 && divergence < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "divergence: expected a finite factor of at least 0, found " + divergence);
        }
        if (heldOut != null && heldOut < 0) {
            throw new IllegalArgumentException("hold-out: expected at least 0 images, found " + heldOut);
        }
        if (shift != null) {
            new Shift(shift, 0);
        }
        shift = shift != null && shift == 0 ? null : shift;
        divergence = divergence != null && divergence == 1 ? null : divergence;
        heldOut = heldOut != null && heldOut == 0 ? null : heldOut;
        keep = keep == Keep.LAST ? null : keep;
        if (keep == Keep.BEST && heldOut == null) {
            throw new IllegalArgumentException(
                    "keep best: expected images held out, which tell the best epoch, found none");
        }
    }

    /** Whether the best epoch's model is kept, not the last one's. */
    boolean keepsBest() {
        return keep == Keep.BEST;
    }

    /** Factor of the distance between posterior and prior. */
    double distanceFactor() {
        return divergence == null ? 1 : divergence;
    }

    /**
     * Sizes of rectangular holes.
     *
     * @param least fewest rows, and fewest columns, at least 1
     * @param most most of them
     */
    public record HoleSizes(int least, int most) {
        public HoleSizes {
            if (least < 1 || most < least) {
                throw new IllegalArgumentException(
                        "holes: expected 1 row and column or more, and no fewer at most than at least, found " + least
                                + ".." + most);
            }
        }

        /**
         * Sizes as the command line says them.
         *
         * @param text such as {@code 4..16}, or one size
         */
        public static HoleSizes of(String text) {
            final String[] ends = text.split("\\.\\.", -1);
            try {
                if (ends.length <= 2) {
                    return new HoleSizes(
                            Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[ends.length - 1].strip()));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(malformed(text), e);
            }
            throw new IllegalArgumentException(malformed(text));
        }

        private static String malformed(String text) {
            return "--holes: expected rows and columns LEAST..MOST, as 4..16, found '" + text + "'";
        }
    }
}
