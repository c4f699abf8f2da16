package io.memspike.tasks.inpainting.picture;

/**
 * A square grey picture. Immutable by convention: the array is shared, not copied, and must not be modified.
 *
 * @param name where it comes from, for people
 * @param label its class, or {@link #UNLABELLED}
 * @param pixels (side²), row-major, in [−1, 1], −1 = black
 */
public record Picture(String name, int label, float[] pixels) {
    /** Label of a picture whose class nobody has told. */
    public static final int UNLABELLED = -1;

    /** What is around a smaller picture and inside a hole. */
    public static final float BLACK = -1f;

    public Picture {
        for (final float pixel : pixels) {
            if (!(pixel >= -1 && pixel <= 1)) {
                throw new IllegalArgumentException(name + ": expected pixels in [-1, 1], found " + pixel);
            }
        }
    }

    /** Whether its class is known. */
    public boolean isLabelled() {
        return label != UNLABELLED;
    }
}
