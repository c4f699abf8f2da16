package io.memspike.memristor.tile;

/** How columns of cells, whose conductances are not negative, make signed weights. */
public enum SignScheme {
    /** Two cells side by side for each weight, G⁺ and G⁻; their currents are subtracted before one conversion. */
    DIFFERENTIAL(2, 1, 0),

    /** The same two cells; both columns are converted, and the numbers are subtracted. */
    DIFFERENTIAL_DIGITAL(2, 2, 0),

    /**
     * One cell for each weight, holding weight + offset, so that it is not negative; one reference column on each tile
     * holds the offset in every row, and what it reads is subtracted from every other column's number. A pruned weight is
     * a cell that holds the offset: it conducts, and makes noise.
     */
    OFFSET_COLUMN(1, 1, 1),

    /**
     * Two cells for each weight in two paths, of which an input of 1 takes the first and one of −1 the second: an XNOR of binary inputs and
     * weights. Cells of a column are in series, so that their resistances add up, and the sum is read by the time that it takes
     * to charge a capacitor (Jung et al., Nature 601, 211, 2022).
     */
    PATHS(2, 1, 0);

    private final int cells;
    private final int conversions;
    private final int references;

    SignScheme(int cells, int conversions, int references) {
        this.cells = cells;
        this.conversions = conversions;
        this.references = references;
    }

    /** Cells of a weight, or of one slice of it. */
    public int cells() {
        return cells;
    }

    /** Conversions for an output, or for one slice of it. */
    public int conversions() {
        return conversions;
    }

    /** Reference columns of a tile. */
    public int references() {
        return references;
    }

    /** Whether columns add up the currents of their cells; else their resistances. */
    public boolean addsCurrents() {
        return this != PATHS;
    }
}
