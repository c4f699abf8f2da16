package io.memspike.datasets.segment;

/**
 * Puts together what a network makes of the tiles of an image. Where tiles overlap, it is their mean, each weighed by the
 * square of how far the pixel lies from the tile's nearest edge, where a network sees least of what is around it. Tiles may come in any order, but bits depend on it. Not
 * thread-safe.
 */
public final class Stitcher {
    private final Tiling tiling;
    private final double[] sums;
    private final double[] weights;

    /** An empty map. */
    public Stitcher(Tiling tiling) {
        this.tiling = tiling;
        sums = new double[tiling.height() * tiling.width()];
        weights = new double[sums.length];
    }

    /**
     * Adds a tile.
     *
     * @param tile its number
     * @param values [tileHeight, tileWidth]. Not modified.
     */
    public void add(int tile, float[] values) {
        final int height = tiling.tileHeight();
        final int width = tiling.tileWidth();
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "tile: expected " + height + "×" + width + " values, found " + values.length);
        }
        final int top = tiling.row(tile);
        final int left = tiling.column(tile);
        for (int y = 0; y < height && top + y < tiling.height(); y++) {
            for (int x = 0; x < width && left + x < tiling.width(); x++) {
                final int inwards = 1 + Math.min(Math.min(y, height - 1 - y), Math.min(x, width - 1 - x));
                final double weight = (double) inwards * inwards;
                final int at = (top + y) * tiling.width() + left + x;
                sums[at] += weight * values[y * width + x];
                weights[at] += weight;
            }
        }
    }

    /**
     * The whole map, [height, width].
     *
     * @throws IllegalStateException where a tile is missing
     */
    public float[] map() {
        final float[] map = new float[sums.length];
        for (int i = 0; i < map.length; i++) {
            if (weights[i] == 0) {
                throw new IllegalStateException("tiles: expected all of the image, found nothing at row "
                        + i / tiling.width() + ", column " + i % tiling.width());
            }
            map[i] = (float) (sums[i] / weights[i]);
        }
        return map;
    }
}
