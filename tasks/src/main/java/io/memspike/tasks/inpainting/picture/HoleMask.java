package io.memspike.tasks.inpainting.picture;

import java.io.IOException;
import java.nio.file.Path;

/** Which pixels of a picture are missing: a {@link Hole}, or any others. Immutable. */
public final class HoleMask {
    private final Canvas canvas;
    private final boolean[] missing;
    private final int size;

    private HoleMask(Canvas canvas, boolean[] missing, String what) {
        int count = 0;
        for (final boolean pixel : missing) {
            count += pixel ? 1 : 0;
        }
        if (count == 0) {
            throw new IllegalArgumentException(what + ": expected a hole of at least 1 pixel, found none");
        }
        this.canvas = canvas;
        this.missing = missing;
        this.size = count;
    }

    /**
     * A rectangle.
     *
     * @param canvas what it is cut into
     * @param hole the rectangle
     * @throws IllegalArgumentException where it is not within the canvas
     */
    public static HoleMask of(Canvas canvas, Hole hole) {
        final int side = canvas.side();
        hole.requireIn(side);
        final boolean[] missing = new boolean[canvas.pixels()];
        for (int y = hole.row(); y < hole.row() + hole.height(); y++) {
            for (int x = hole.column(); x < hole.column() + hole.width(); x++) {
                missing[y * side + x] = true;
            }
        }
        return new HoleMask(canvas, missing, "hole");
    }

    /**
     * Any pixels.
     *
     * @param missing (side²), row-major: whether each is. Not modified.
     * @throws IllegalArgumentException where there are more or fewer than the canvas has, or none is missing
     */
    public static HoleMask of(Canvas canvas, boolean[] missing) {
        if (missing.length != canvas.pixels()) {
            throw new IllegalArgumentException(
                    "hole: expected " + canvas.pixels() + " pixels, found " + missing.length);
        }
        return new HoleMask(canvas, missing.clone(), "hole");
    }

    /**
     * The white pixels of an image file.
     *
     * @throws IOException where it cannot be read, is no image, has another size or nothing white; the message names it
     */
    public static HoleMask ofMask(Canvas canvas, Path file) throws IOException {
        final boolean[] missing = canvas.readMask(file);
        try {
            return new HoleMask(canvas, missing, file.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + " (white is the hole)", e);
        }
    }

    /** What it is cut into. */
    public Canvas canvas() {
        return canvas;
    }

    /** Number of pixels missing. */
    public int size() {
        return size;
    }

    /** Whether a pixel is missing. */
    public boolean contains(int pixel) {
        return missing[pixel];
    }

    /** A copy of a picture, the hole black. */
    public float[] cut(float[] picture) {
        final float[] cut = picture.clone();
        for (int i = 0; i < cut.length; i++) {
            cut[i] = missing[i] ? Hole.MISSING : cut[i];
        }
        return cut;
    }

    /** A copy of {@code picture}, the hole filled with what {@code reconstruction} has there. */
    public float[] fill(float[] picture, float[] reconstruction) {
        final float[] filled = picture.clone();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = missing[i] ? reconstruction[i] : filled[i];
        }
        return filled;
    }

    /** Mean squared difference over the missing pixels. */
    public double meanSquaredError(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < missing.length; i++) {
            final double difference = missing[i] ? (double) a[i] - b[i] : 0;
            sum += difference * difference;
        }
        return sum / size;
    }
}
