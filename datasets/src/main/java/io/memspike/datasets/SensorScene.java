package io.memspike.datasets;

import java.util.Arrays;

/**
 * A digit on a bright screen before the sensor camera: blurred, turned and stretched, as the logarithm of its light in
 * thresholds, and what each pixel of the view sees of it from a place.
 *
 * <p>One instance per thread; allocates nothing after construction.
 */
final class SensorScene {
    static final int VIEW = 34;
    static final int IMAGE = 28;

    private static final int MARGIN = 9; // of the canvas around the image; the digit moves by less
    private static final int CANVAS = IMAGE + 2 * MARGIN;
    private static final int EDGE = 4; // of the blurred image
    private static final int BLURRED = IMAGE + 2 * EDGE;
    private static final int REACH = 2;
    private static final float MIDDLE = (IMAGE - 1) / 2f;
    private static final float WHITE = 255f;

    private final float[] sharp = new float[BLURRED * BLURRED];
    private final float[] passed = new float[BLURRED * BLURRED];
    private final float[] blurred = new float[BLURRED * BLURRED];
    private final float[] canvas = new float[CANVAS * CANVAS]; // logarithm of light in thresholds, 0 where bright
    private final float[] here = new float[VIEW * VIEW];
    private final float[] right = new float[VIEW * VIEW];
    private final float[] below = new float[VIEW * VIEW];
    private final float[] diagonal = new float[VIEW * VIEW];
    private final float[] weights = new float[REACH + 1];
    private int top; // first canvas row that is not bright
    private int bottom; // last one

    /** Blurs an image, uint8 [28, 28] from {@code offset} on, by a normal kernel of five taps. */
    void show(byte[] pixels, int offset, float sigma) {
        weigh(sigma);
        for (int row = 0; row < IMAGE; row++) {
            for (int column = 0; column < IMAGE; column++) {
                sharp[(row + EDGE) * BLURRED + column + EDGE] = (pixels[offset + row * IMAGE + column] & 0xff) / WHITE;
            }
        }
        blur(sharp, passed, 1);
        blur(passed, blurred, BLURRED);
    }

    private void weigh(float sigma) {
        float sum = 0;
        for (int i = 0; i <= REACH; i++) {
            weights[i] = (float) StrictMath.exp(-i * i / (2.0 * sigma * sigma));
            sum += (i == 0 ? 1 : 2) * weights[i];
        }
        for (int i = 0; i <= REACH; i++) {
            weights[i] /= sum;
        }
    }

    private void blur(float[] from, float[] into, int stride) {
        final float middle = weights[0];
        final float next = weights[1];
        final float last = weights[2];
        final int margin = REACH * BLURRED;
        for (int i = margin; i < from.length - margin; i++) {
            into[i] = middle * from[i]
                    + next * (from[i - stride] + from[i + stride])
                    + last * (from[i - 2 * stride] + from[i + 2 * stride]);
        }
    }

    /**
     * Draws the blurred image onto the canvas.
     *
     * @param turn by which places of the canvas become places of the image about their middle: column by column and row,
     *     then row by both
     * @param dark light of the darkest ink, of that of the ground
     * @param threshold of contrast
     */
    void draw(float[] turn, float dark, float threshold) {
        final float ground = Log32.log(1 + dark);
        top = CANVAS;
        bottom = -1;
        Arrays.fill(canvas, 0f);
        for (int row = 0; row < CANVAS; row++) {
            final float y = row - MARGIN - MIDDLE;
            for (int column = 0; column < CANVAS; column++) {
                final float x = column - MARGIN - MIDDLE;
                final float ink =
                        ink(turn[0] * x + turn[1] * y + MIDDLE + EDGE, turn[2] * x + turn[3] * y + MIDDLE + EDGE);
                if (ink > 0) {
                    canvas[row * CANVAS + column] = (Log32.log(1 + dark - ink) - ground) / threshold;
                    top = Math.min(top, row);
                    bottom = row;
                }
            }
        }
    }

    private float ink(float column, float row) {
        if (!(column >= 0 && row >= 0 && column < BLURRED - 1 && row < BLURRED - 1)) {
            return 0;
        }
        final int x = (int) column;
        final int y = (int) row;
        final float right = column - x;
        final float down = row - y;
        final int at = y * BLURRED + x;
        final float upper = blurred[at] + right * (blurred[at + 1] - blurred[at]);
        final float lower = blurred[at + BLURRED] + right * (blurred[at + BLURRED + 1] - blurred[at + BLURRED]);
        return Math.min(1f, upper + down * (lower - upper));
    }

    /** First row of the view that the digit can darken when it stands there, at least 0. */
    int firstRow(float row) {
        return Math.max(0, top - MARGIN + (int) row - 1);
    }

    /** The row behind the last that it can darken, at most {@value #VIEW}. */
    int endRow(float row) {
        return Math.min(VIEW, bottom - MARGIN + (int) row + 3);
    }

    /**
     * What the view sees of the digit.
     *
     * @param column columns by which it stands to the right, in [0, {@value #MARGIN})
     * @param row rows by which it stands below, in [0, {@value #MARGIN})
     * @param from first row of the view
     * @param to row behind the last
     * @param light (view) overwritten in these rows
     */
    void see(float column, float row, int from, int to, float[] light) {
        final float x = MARGIN - column;
        final float y = MARGIN - row;
        final int left = (int) x;
        final int up = (int) y;
        for (int r = from; r < to; r++) {
            final int at = (r + up) * CANVAS + left;
            System.arraycopy(canvas, at, here, r * VIEW, VIEW);
            System.arraycopy(canvas, at + 1, right, r * VIEW, VIEW);
            System.arraycopy(canvas, at + CANVAS, below, r * VIEW, VIEW);
            System.arraycopy(canvas, at + CANVAS + 1, diagonal, r * VIEW, VIEW);
        }
        blend(x - left, y - up, from * VIEW, to * VIEW, light);
    }

    private void blend(float rightPart, float downPart, int from, int to, float[] light) {
        final float[] here = this.here;
        final float[] right = this.right;
        final float[] below = this.below;
        final float[] diagonal = this.diagonal;
        final float hereWeight = (1 - rightPart) * (1 - downPart);
        final float rightWeight = rightPart * (1 - downPart);
        final float belowWeight = (1 - rightPart) * downPart;
        final float diagonalWeight = rightPart * downPart;
        for (int i = from; i < to; i++) {
            light[i] = hereWeight * here[i]
                    + rightWeight * right[i]
                    + belowWeight * below[i]
                    + diagonalWeight * diagonal[i];
        }
    }
}
