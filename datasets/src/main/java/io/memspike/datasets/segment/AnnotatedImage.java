package io.memspike.datasets.segment;

import io.memspike.core.Target;
import java.nio.file.Path;

/**
 * A grey image of which every pixel is of one of two classes. Immutable by convention: the arrays are shared, not copied, and
 * must not be modified.
 *
 * @param name what people call it: that of its file, without ending
 * @param file where it lies; null where it is in memory alone
 * @param height rows
 * @param width columns
 * @param pixels [height, width], unsigned, as networks see them: 0 = black
 * @param counted [height, width], which pixels are to be learnt and judged: the field of view
 * @param positive [height, width], which pixels are of class 1; null where nobody has said
 */
public record AnnotatedImage(
        String name, Path file, int height, int width, byte[] pixels, boolean[] counted, boolean[] positive) {
    private static final float WHITE = 255f;

    /** Checks that all are of one size. */
    public AnnotatedImage {
        final long size = (long) height * width;
        if (height < 1
                || width < 1
                || pixels.length != size
                || counted.length != size
                || positive != null && positive.length != size) {
            throw new IllegalArgumentException(name + ": expected pixels and masks of " + height + "×" + width
                    + ", found " + pixels.length + ", " + counted.length
                    + (positive == null ? "" : " and " + positive.length));
        }
    }

    /** Where it lies, as messages say it: its file, or its name. */
    public String place() {
        return file == null ? name : file.toString();
    }

    /** Whether it is known which pixels are of class 1. */
    public boolean isAnnotated() {
        return positive != null;
    }

    /** How bright a pixel is, in [0, 1]. */
    public float value(int pixel) {
        return (pixels[pixel] & 0xff) / WHITE;
    }

    /** Class of a pixel, 0 or 1, or {@link Target#NOT_COUNTED}, as all are where nobody has said. */
    public float target(int pixel) {
        if (positive == null || !counted[pixel]) {
            return Target.NOT_COUNTED;
        }
        return positive[pixel] ? 1 : 0;
    }
}
