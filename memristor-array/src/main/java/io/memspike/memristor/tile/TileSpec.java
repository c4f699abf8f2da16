package io.memspike.memristor.tile;

import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.Objects;

/**
 * How one layer runs on its tiles.
 *
 * @param geometry how the tiles are built and driven
 * @param grid the values that the layer's inputs can have
 * @param readout what converts the columns' sums
 * @param noise noise of each read, before conversion
 */
public record TileSpec(ArrayGeometry geometry, InputGrid grid, ColumnReadout readout, ReadNoise noise) {
    public TileSpec {
        Objects.requireNonNull(readout);
        Objects.requireNonNull(noise);
        final InputDrive drive = geometry.drive();
        if (grid.isAny() && !(drive instanceof InputDrive.PulseWidth)) {
            throw new IllegalArgumentException(
                    "input drive: expected pulses of any width where inputs may have any value, found " + drive);
        }
        if (grid.largest() > drive.largestCode()) {
            throw new IllegalArgumentException("input drive: expected codes up to " + drive.largestCode()
                    + ", found a grid with codes up to " + grid.largest());
        }
    }

    /** Tiles without any flaw: exact conversion, no noise. */
    public static TileSpec ideal(ArrayGeometry geometry, InputGrid grid) {
        return new TileSpec(geometry, grid, ColumnReadout.EXACT, ReadNoise.NONE);
    }

    /** The same with tiles of another kind. */
    public TileSpec with(ArrayGeometry other) {
        return new TileSpec(other, grid, readout, noise);
    }

    /** The same with other converters. */
    public TileSpec with(ColumnReadout other) {
        return new TileSpec(geometry, grid, other, noise);
    }

    /** The same with other noise. */
    public TileSpec with(ReadNoise other) {
        return new TileSpec(geometry, grid, readout, other);
    }

    /** Most reads that one step takes at each tile and position. */
    public int mostReads() {
        return geometry.drive().reads(grid, grid.largest());
    }
}
