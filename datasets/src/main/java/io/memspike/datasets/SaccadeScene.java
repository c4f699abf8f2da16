package io.memspike.datasets;

import io.memspike.datasets.SaccadePath.Stop;
import java.util.Arrays;

/**
 * The still image before the saccade camera, and the light that falls on the camera's pixels at each stop.
 *
 * <p>Only the swath of pixels that the image's bounding box can pass is kept, flattened with a row length
 * ({@link #width()}) of box + 8. That is wide enough that a bilinear tap which runs over a row's end falls on black, so
 * that every loop runs over one contiguous range. The four taps are copied side by side first: the compiler vectorises
 * loops whose arrays all have the same index.
 *
 * <p>One instance per thread; allocates nothing after construction.
 */
final class SaccadeScene {
    /** Side of the camera's view, in pixels. */
    static final int VIEW = 34;

    /** Side of the image, in pixels; it is centred in the view. */
    static final int IMAGE = 28;

    /** Added to the intensity, which is in [0, 1]. */
    static final float CONTRAST_OFFSET = 0.4f;

    private static final int BORDER = (VIEW - IMAGE) / 2;
    private static final int SWEEP = SaccadePath.MAX_ROW - SaccadePath.MIN_ROW + 1;
    private static final int MAX_SIDE = IMAGE + SWEEP;

    /** Most pixels that a swath can have. */
    static final int MAX_PIXELS = MAX_SIDE * MAX_SIDE;

    private final float[] intensities = new float[256]; // [uint8] -> [0, 1]
    private final float[] scene = new float[(MAX_SIDE + SWEEP + 3) * MAX_SIDE]; // black but for the image
    private final float[] here = new float[MAX_PIXELS];
    private final float[] right = new float[MAX_PIXELS];
    private final float[] below = new float[MAX_PIXELS];
    private final float[] diagonal = new float[MAX_PIXELS];
    private final float[] light = new float[MAX_PIXELS];
    private final int[] viewPixels = new int[MAX_PIXELS];

    private int width;
    private int height;
    private int imageRows;
    private int top;
    private int left;

    SaccadeScene() {
        for (int i = 0; i < intensities.length; i++) {
            intensities[i] = i / 255f;
        }
    }

    /** Puts up an image, uint8 [28, 28] from {@code offset} on, not modified; returns whether anything in it is not black. */
    boolean show(byte[] pixels, int offset) {
        findBox(pixels, offset);
        if (imageRows == 0) {
            return false;
        }
        draw(pixels, offset);
        mapToView(top + BORDER - SaccadePath.MAX_ROW - 1, left + BORDER - SaccadePath.MAX_COLUMN - 1);
        return true;
    }

    /** Row length of the swath. */
    int width() {
        return width;
    }

    /** Number of pixels in the swath. */
    int pixels() {
        return height * width;
    }

    /** First swath row whose light the image changes at a stop. */
    int firstRow(Stop stop) {
        return SaccadePath.MAX_ROW - stop.row();
    }

    /** Number of swath rows whose light the image changes at any one stop. */
    int rows() {
        return imageRows + 1;
    }

    /** (pixels of the swath) intensity + {@value #CONTRAST_OFFSET}, as the last {@link #illuminate} left it. */
    float[] light() {
        return light;
    }

    /** (pixels of the swath) row · 34 + column in the view, or −1 outside of it. */
    int[] viewPixels() {
        return viewPixels;
    }

    /** Samples the scene bilinearly at a stop, for swath pixels {@code from} (included) to {@code to} (excluded). */
    void illuminate(Stop stop, int from, int to) {
        final int offset = origin() + stop.row() * width + stop.column() + from;
        final int count = to - from;
        System.arraycopy(scene, offset, here, from, count);
        System.arraycopy(scene, offset + 1, right, from, count);
        System.arraycopy(scene, offset + width, below, from, count);
        System.arraycopy(scene, offset + width + 1, diagonal, from, count);
        blend(stop, here, right, below, diagonal, light, from, to);
    }

    private static void blend(
            Stop stop, float[] here, float[] right, float[] below, float[] diagonal, float[] light, int from, int to) {
        final float hereWeight = stop.here();
        final float rightWeight = stop.right();
        final float belowWeight = stop.below();
        final float diagonalWeight = stop.diagonal();
        for (int i = from; i < to; i++) {
            light[i] = hereWeight * here[i]
                    + rightWeight * right[i]
                    + belowWeight * below[i]
                    + diagonalWeight * diagonal[i]
                    + CONTRAST_OFFSET;
        }
    }

    private void findBox(byte[] pixels, int offset) {
        int bottom = -1;
        int rightmost = -1;
        top = IMAGE;
        left = IMAGE;
        for (int row = 0; row < IMAGE; row++) {
            final int start = offset + row * IMAGE;
            int first = 0;
            while (first < IMAGE && pixels[start + first] == 0) {
                first++;
            }
            if (first < IMAGE) {
                int last = IMAGE - 1;
                while (pixels[start + last] == 0) {
                    last--;
                }
                top = Math.min(top, row);
                bottom = row;
                left = Math.min(left, first);
                rightmost = Math.max(rightmost, last);
            }
        }
        imageRows = Math.max(0, bottom - top + 1);
        width = rightmost - left + 1 + SWEEP;
        height = imageRows + SWEEP;
    }

    /** Draws the image's box where the stop at offset (0, 0) sees it, in swath row 4 and column 5. */
    private void draw(byte[] pixels, int offset) {
        Arrays.fill(scene, 0f);
        final int columns = width - SWEEP;
        for (int row = 0; row < imageRows; row++) {
            final int from = offset + (top + row) * IMAGE + left;
            final int to = origin() + (row + SaccadePath.MAX_ROW + 1) * width + SaccadePath.MAX_COLUMN + 1;
            for (int column = 0; column < columns; column++) {
                scene[to + column] = intensities[pixels[from + column] & 0xff];
            }
        }
    }

    /** Where swath pixel 0 lies in the scene: far enough in for the most negative offset of the path. */
    private int origin() {
        return (1 - SaccadePath.MIN_ROW) * width;
    }

    private void mapToView(int viewTop, int viewLeft) {
        for (int row = 0, i = 0; row < height; row++) {
            final int viewRow = viewTop + row;
            final boolean rowSeen = viewRow >= 0 && viewRow < VIEW;
            for (int column = viewLeft; column < viewLeft + width; column++, i++) {
                viewPixels[i] = rowSeen && column >= 0 && column < VIEW ? viewRow * VIEW + column : -1;
            }
        }
    }
}
