package io.memspike.memristor.tile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * How arrays are built and driven.
 *
 * @param rows rows of a tile, at least 1
 * @param columns columns of a tile, enough for one output
 * @param signs how weights get their sign
 * @param slicing how weights are laid on cells of few levels
 * @param drive how inputs become pulses
 */
public record ArrayGeometry(
        @JsonProperty(required = true) int rows,
        @JsonProperty(required = true) int columns,
        @JsonProperty(required = true) SignScheme signs,
        @JsonProperty(required = true) WeightSlicing slicing,
        @JsonProperty(required = true) InputDrive drive) {
    /**
     * Tiles of 512 × 512 cells, as PRIME's 40 nm, 256 Kb macro has (Wang et al., arXiv 2407.18625), of differential pairs
     * of analogue cells; a value is a pulse's length.
     */
    public static final ArrayGeometry PRIME =
            new ArrayGeometry(512, 512, SignScheme.DIFFERENTIAL, WeightSlicing.NONE, InputDrive.PULSE_WIDTH);

    /**
     * Arrays of 64 × 64 weights in {@linkplain SignScheme#PATHS two paths} each, as Jung et al., Nature 601, 211 (2022), built of magnetic
     * memory.
     */
    public static final ArrayGeometry XNOR =
            new ArrayGeometry(64, 128, SignScheme.PATHS, WeightSlicing.NONE, InputDrive.PULSE_WIDTH);

    public ArrayGeometry {
        Objects.requireNonNull(signs);
        Objects.requireNonNull(slicing);
        Objects.requireNonNull(drive);
        if (rows < 1) {
            throw new IllegalArgumentException("array geometry: expected at least 1 row, found " + rows);
        }
        if (!signs.addsCurrents() && (slicing.isPresent() || !(drive instanceof InputDrive.PulseWidth))) {
            throw new IllegalArgumentException(
                    "array geometry: expected no slices and one read where inputs choose paths, found " + slicing
                            + " and " + drive);
        }
        final int least = slicing.slices(signs) * signs.cells() + signs.references();
        if (columns < least) {
            throw new IllegalArgumentException(
                    "array geometry: expected at least " + least + " columns for one output, found " + columns);
        }
        Math.multiplyExact(rows, columns);
    }

    /** The same with tiles of another size. */
    public ArrayGeometry withTile(int tileRows, int tileColumns) {
        return new ArrayGeometry(tileRows, tileColumns, signs, slicing, drive);
    }

    /** The same with another sign scheme. */
    public ArrayGeometry with(SignScheme other) {
        return new ArrayGeometry(rows, columns, other, slicing, drive);
    }

    /** The same with other slicing. */
    public ArrayGeometry with(WeightSlicing other) {
        return new ArrayGeometry(rows, columns, signs, other, drive);
    }

    /** The same with another drive. */
    public ArrayGeometry with(InputDrive other) {
        return new ArrayGeometry(rows, columns, signs, slicing, other);
    }

    /** Cells of a weight, side by side in one row. */
    public int cellsPerWeight() {
        return slices() * signs.cells();
    }

    /** Conversions for an output in one read of a tile. */
    public int conversionsPerOutput() {
        return slices() * signs.conversions();
    }

    /** Slices of a weight. */
    public int slices() {
        return slicing.slices(signs);
    }

    /** Outputs that fit on a tile. */
    public int outputsPerTile() {
        return (columns - signs.references()) / cellsPerWeight();
    }

    /** Cells of a tile. */
    public int cells() {
        return rows * columns;
    }
}
