package io.memspike.datasets.segment.internal;

import io.memspike.datasets.internal.Mirror;

/**
 * Contrast limited adaptive histogram equalisation: the greys of each of 8 × 8 tiles are spread by their own histogram, cut at
 * twice its mean, and each pixel goes between the tables of the four tiles around it. The same bytes as OpenCV's
 * {@code createCLAHE(2.0, (8, 8))} makes of 8 bits, also where a size is no multiple of 8: the image is then mirrored to the
 * right and below, up to the next multiple, and by 8 more pixels in a direction that is one.
 *
 * <p>Floats in the order of the formulas: the same bits on any JDK.
 *
 * <p>Source of the method: Zuiderveld, "Contrast limited adaptive histogram equalization", Graphics Gems IV, 1994.
 */
final class Clahe {
    private static final int TILES = 8; // in each direction
    private static final int LEVELS = 256;
    private static final double CLIP = 2.0; // times the mean of a histogram

    private final int height;
    private final int width;
    private final int tileHeight;
    private final int tileWidth;
    private final byte[] greys;

    private Clahe(int height, int width, byte[] greys) {
        final boolean isWhole = height % TILES == 0 && width % TILES == 0;
        this.height = height;
        this.width = width;
        this.greys = greys;
        tileHeight = (isWhole ? height : height + TILES - height % TILES) / TILES;
        tileWidth = (isWhole ? width : width + TILES - width % TILES) / TILES;
    }

    /**
     * Equalises an image.
     *
     * @param height its rows
     * @param width its columns
     * @param greys [height, width], unsigned. Not modified.
     */
    static byte[] apply(int height, int width, byte[] greys) {
        return new Clahe(height, width, greys).equalised();
    }

    private byte[] equalised() {
        final int[][] tables = new int[TILES * TILES][];
        for (int tile = 0; tile < tables.length; tile++) {
            tables[tile] = table(histogram(tile / TILES * tileHeight, tile % TILES * tileWidth));
        }
        final Axis columns = new Axis(width, tileWidth);
        final Axis rows = new Axis(height, tileHeight);
        final byte[] result = new byte[greys.length];
        for (int y = 0; y < height; y++) {
            final int above = rows.before[y] * TILES;
            final int below = rows.after[y] * TILES;
            final float down = rows.part[y];
            for (int x = 0; x < width; x++) {
                final int grey = greys[y * width + x] & 0xff;
                final int left = columns.before[x];
                final int right = columns.after[x];
                final float across = columns.part[x];
                final float upper = tables[above + left][grey] * (1f - across) + tables[above + right][grey] * across;
                final float lower = tables[below + left][grey] * (1f - across) + tables[below + right][grey] * across;
                result[y * width + x] = (byte) (int) Math.rint(upper * (1f - down) + lower * down);
            }
        }
        return result;
    }

    /** Between which tiles the pixels of one direction lie, and how far on the way. */
    private static final class Axis {
        final int[] before;
        final int[] after;
        final float[] part;

        Axis(int pixels, int tile) {
            before = new int[pixels];
            after = new int[pixels];
            part = new float[pixels];
            final float inverse = 1f / tile;
            for (int i = 0; i < pixels; i++) {
                final float place = i * inverse - 0.5f; // in tiles, from the middle of the first
                final int first = (int) Math.floor(place);
                part[i] = place - first;
                before[i] = Math.max(first, 0);
                after[i] = Math.min(first + 1, TILES - 1);
            }
        }
    }

    private int[] histogram(int top, int left) {
        final int[] counts = new int[LEVELS];
        for (int y = top; y < top + tileHeight; y++) {
            final int row = Mirror.place(y, height) * width;
            for (int x = left; x < left + tileWidth; x++) {
                counts[greys[row + Mirror.place(x, width)] & 0xff]++;
            }
        }
        return counts;
    }

    private int[] table(int[] counts) {
        final int pixels = tileHeight * tileWidth;
        cut(counts, Math.max(1, (int) (CLIP * pixels / LEVELS)));
        final float scale = (float) (LEVELS - 1) / pixels;
        int sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += counts[level];
            counts[level] = Math.min(LEVELS - 1, (int) Math.rint(sum * scale));
        }
        return counts;
    }

    /** Cuts what is above the limit, and gives it to all levels alike; what is left over goes to levels at equal distances. */
    private static void cut(int[] counts, int limit) {
        int over = 0;
        for (int level = 0; level < LEVELS; level++) {
            over += Math.max(0, counts[level] - limit);
            counts[level] = Math.min(counts[level], limit);
        }
        final int share = over / LEVELS;
        for (int level = 0; level < LEVELS; level++) {
            counts[level] += share;
        }
        int left = over % LEVELS;
        final int step = left == 0 ? LEVELS : Math.max(LEVELS / left, 1);
        for (int level = 0; level < LEVELS && left > 0; level += step) {
            counts[level]++;
            left--;
        }
    }
}
