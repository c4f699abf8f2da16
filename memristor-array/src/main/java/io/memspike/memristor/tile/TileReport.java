package io.memspike.memristor.tile;

import java.util.Locale;

/**
 * What a layer's mapping amounts to.
 *
 * @param mapping where the weights lie
 * @param positions output positions, at each of which all tiles are read; 1 for a full connection
 * @param mostReads most reads that one step takes at each tile and position
 */
public record TileReport(TileMapping mapping, int positions, int mostReads) {
    /** Number of tiles. */
    public int tiles() {
        return mapping.tiles().size();
    }

    /** Fraction of the tiles' cells in use. */
    public double utilisation() {
        return mapping.utilisation();
    }

    /** Conversions of one read of all tiles. */
    public long conversionsPerRead() {
        return mapping.tiles().stream().mapToLong(mapping::convertedColumns).sum();
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d × %d weights on %d %s of %d × %d cells (%d input × %d output blocks), %.1f %% used, padding of %d rows"
                        + " and %d columns; %d conversions a read, %d %s, up to %d %s a step",
                mapping.fanIn(),
                mapping.outputs(),
                tiles(),
                tiles() == 1 ? "tile" : "tiles",
                mapping.geometry().rows(),
                mapping.geometry().columns(),
                mapping.inputBlocks(),
                mapping.outputBlocks(),
                100 * utilisation(),
                mapping.unusedRows(),
                mapping.unusedColumns(),
                conversionsPerRead(),
                positions,
                positions == 1 ? "position" : "positions",
                mostReads,
                mostReads == 1 ? "read" : "reads");
    }
}
