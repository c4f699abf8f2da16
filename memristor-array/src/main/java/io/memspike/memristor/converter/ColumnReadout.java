package io.memspike.memristor.converter;

/**
 * What stands between the analogue sums of a tile's columns and the digital numbers made of them: converters, and all
 * that is wrong with them. Immutable and thread-safe; everything random depends on seed, layer, tile, column and read
 * alone.
 */
@FunctionalInterface
public interface ColumnReadout {
    /** Columns are read exactly. */
    ColumnReadout EXACT = (sums, positions, columns, tile, read) -> {};

    /**
     * Replaces analogue sums by what the converters make of them, in the same unit: Σ input · conductance in µS, or
     * whatever one unit of weight stands for in the array. Allocates nothing.
     *
     * @param sums (positions, columns): a convolution uses the same columns, and so the same converters, once for each
     *     position. Modified.
     * @param positions number of reads of the tile
     * @param columns number of converted columns of the tile
     * @param tile number of the tile, or of its part that has converters of its own, within the layer
     * @param read number of this read, as of {@link io.memspike.core.Synapses.Reader#accumulate}
     */
    void convert(float[] sums, int positions, int columns, int tile, long read);
}
