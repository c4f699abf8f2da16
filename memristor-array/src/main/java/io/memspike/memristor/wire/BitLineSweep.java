package io.memspike.memristor.wire;

/** Solves every bit line for itself, all lines of a row at once, its neighbours across the cells held at 0 V. */
final class BitLineSweep {
    private final int rows;
    private final int columns;
    private final double[] inverse; // (rows, columns)
    private final double[] factor; // (rows, columns), of the node above

    /**
     * Factors.
     *
     * @param cells conductances: (rows, columns), S. Not modified.
     * @param piece conductance of a piece of bit line, S
     * @param terminal conductance from the last node to ground, S
     */
    BitLineSweep(double[] cells, int rows, int columns, double piece, double terminal) {
        this.rows = rows;
        this.columns = columns;
        inverse = new double[cells.length];
        factor = new double[cells.length];
        final double[] toGround = cells.clone(); // through the node's cell and all above it
        for (int i = 0; i < rows; i++) {
            for (int k = i * columns; k < (i + 1) * columns; k++) {
                if (i > 0) {
                    factor[k] = piece * inverse[k - columns];
                    toGround[k] += factor[k] * toGround[k - columns];
                }
                inverse[k] = 1 / (toGround[k] + (i < rows - 1 ? piece : terminal));
            }
        }
    }

    /** Replaces currents into the nodes, (rows, columns), by the voltages that they make. */
    void solve(double[] x) {
        for (int i = 1; i < rows; i++) {
            for (int k = i * columns; k < (i + 1) * columns; k++) {
                x[k] += factor[k] * x[k - columns];
            }
        }
        for (int k = (rows - 1) * columns; k < rows * columns; k++) {
            x[k] *= inverse[k];
        }
        for (int i = rows - 2; i >= 0; i--) {
            for (int k = i * columns; k < (i + 1) * columns; k++) {
                x[k] = x[k] * inverse[k] + factor[k + columns] * x[k + columns];
            }
        }
    }
}
