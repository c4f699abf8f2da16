package io.memspike.memristor;

/**
 * The part of a layer's weight matrix that one crossbar tile holds: a block of inputs (rows) and outputs (pairs of
 * columns), placed from the tile's first row and column on.
 *
 * @param firstInput first row of the weight matrix on this tile
 * @param inputs number of rows used
 * @param firstOutput first output on this tile
 * @param outputs number of outputs; each uses two columns
 */
public record CrossbarTile(int firstInput, int inputs, int firstOutput, int outputs) {
    /** Rows of one tile: PRIME's 40 nm macro has 256 Kb = 512 × 512 cells. */
    public static final int ROWS = 512;

    /** Columns of one tile. */
    public static final int COLUMNS = 512;

    /** Cells of one tile, of one transistor and one resistor each. */
    public static final int CELLS = ROWS * COLUMNS;

    public CrossbarTile {
        if (firstInput < 0 || firstOutput < 0 || inputs < 1 || inputs > ROWS || outputs < 1 || outputs > COLUMNS / 2) {
            throw new IllegalArgumentException("crossbar tile: expected 1 to " + ROWS + " inputs and 1 to "
                    + COLUMNS / 2 + " outputs, found inputs=" + inputs + " from " + firstInput + " outputs=" + outputs
                    + " from " + firstOutput);
        }
    }

    /** Cells in use, two for each weight. */
    public int usedCells() {
        return 2 * inputs * outputs;
    }
}
