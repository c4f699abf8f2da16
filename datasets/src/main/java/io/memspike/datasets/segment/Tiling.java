package io.memspike.datasets.segment;

/**
 * Tiles of one size that cover an image. Neighbours overlap by at least {@code overlap} pixels; the last of a row and of a
 * column end where the image ends. An image smaller than a tile has one, and is mirrored beyond its end.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param tileHeight rows of a tile
 * @param tileWidth columns of a tile
 * @param overlap of neighbours, in pixels, less than a tile
 */
public record Tiling(int height, int width, int tileHeight, int tileWidth, int overlap) {
    /** Checks that tiles are some, and get ahead. */
    public Tiling {
        if (height < 1 || width < 1 || tileHeight < 1 || tileWidth < 1) {
            throw new IllegalArgumentException("tiles: expected positive extents, found tiles of " + tileHeight + "×"
                    + tileWidth + " in " + height + "×" + width);
        }
        if (overlap < 0 || overlap >= Math.min(tileHeight, tileWidth)) {
            throw new IllegalArgumentException("tiles: expected an overlap of 0 to "
                    + (Math.min(tileHeight, tileWidth) - 1) + " pixels, found " + overlap);
        }
    }

    private int along(int length, int tile) {
        return length <= tile ? 1 : 1 + (length - tile + tile - overlap - 1) / (tile - overlap);
    }

    private int begin(int number, int length, int tile) {
        return Math.max(0, Math.min(number * (tile - overlap), length - tile));
    }

    /** Number of tiles. */
    public int tiles() {
        return along(height, tileHeight) * along(width, tileWidth);
    }

    /** First row of a tile. */
    public int row(int tile) {
        return begin(tile / along(width, tileWidth), height, tileHeight);
    }

    /** First column of a tile. */
    public int column(int tile) {
        return begin(tile % along(width, tileWidth), width, tileWidth);
    }
}
