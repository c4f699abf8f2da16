package io.memspike.memristor.wire;

import java.util.concurrent.ForkJoinPool;

/**
 * A crossbar of linear cells as its terminals see it, exactly: what each driver sends into each sense amplifier, whatever
 * voltages arrive. With every row at a voltage (rows that are not driven are held at 0 V by their drivers) the currents are
 *
 * <pre>
 *   I_j = Σ_i T_ij V_i
 * </pre>
 *
 * so T stands for the cells and their wires at once. All nodes but the terminals are taken out of the circuit by star–mesh
 * transformations in the order of nested dissection: work grows with the cube of the lines, and nothing is subtracted, so
 * that every T_ij, however small, has nearly all digits of a double. An open cell has a little in T by way of its
 * neighbours. Immutable.
 */
public final class TransferMatrix {
    private static final long BYTES_PER_ENTRY = 40; // of the matrix behind the last join; measured, with all before it

    private final double[][] effective;
    private final DriverLoads loads;

    private TransferMatrix(double[][] effective, DriverLoads loads) {
        this.effective = effective;
        this.loads = loads;
    }

    /**
     * Reduces a crossbar.
     *
     * @param conductances of the cells: (rows, columns), S; 0 is an open cell. Not modified.
     * @param lines resistances around the cells
     * @param threads at least 1; changes no bit of the result
     * @throws IllegalArgumentException if a conductance is negative or not finite, or the crossbar is too large for the
     *     memory
     */
    public static TransferMatrix of(double[][] conductances, LineResistances lines, int threads) {
        Conductances.require(conductances);
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        requireMemory(conductances.length, conductances[0].length);
        final CircuitNodes circuit = new CircuitNodes(conductances.length, conductances[0].length, lines);
        final Reduction reduction = new Reduction(circuit, conductances);
        if (threads == 1 || reduction.isSmall()) {
            return of(circuit, reduction.compute());
        }
        final ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return of(circuit, pool.invoke(reduction));
        } finally {
            pool.shutdown();
        }
    }

    private static TransferMatrix of(CircuitNodes circuit, Mesh terminals) {
        final double[][] effective = new double[circuit.rows][circuit.columns];
        final double[][] between = new double[circuit.rows][circuit.rows];
        final double[] toGround = new double[circuit.rows];
        for (int i = 0; i < circuit.rows; i++) {
            for (int j = 0; j < circuit.columns; j++) {
                effective[i][j] = terminals.between(circuit.word(i, 0), circuit.bit(circuit.rows, j));
                toGround[i] += effective[i][j];
            }
            for (int k = i + 1; k < circuit.rows; k++) {
                between[i][k] = terminals.between(circuit.word(i, 0), circuit.word(k, 0));
            }
        }
        return new TransferMatrix(effective, new DriverLoads(toGround, between));
    }

    private static void requireMemory(int rows, int columns) {
        final double joined = 2.0 * Math.max(rows, columns) + Math.min(rows, columns);
        final double needed = BYTES_PER_ENTRY * joined * joined;
        final long present = Runtime.getRuntime().maxMemory();
        if (needed > present) {
            throw new IllegalArgumentException("transfer matrix: expected a crossbar that takes at most " + present
                    + " bytes (-Xmx), found " + rows + " x " + columns + " cells, which take " + (long) needed);
        }
    }

    /** Number of word lines. */
    public int rows() {
        return effective.length;
    }

    /** Number of bit lines. */
    public int columns() {
        return effective[0].length;
    }

    /** Effective conductances T, in place of the cells' own: (rows, columns), S. Not to be modified. */
    public double[][] effective() {
        return effective;
    }

    /**
     * Current into each sense amplifier.
     *
     * @param voltages of the drivers: (rows), V. Not modified.
     * @return (columns), A
     */
    public double[] currents(double[] voltages) {
        requireVoltages(voltages);
        final double[] currents = new double[columns()];
        for (int i = 0; i < voltages.length; i++) {
            final double[] row = effective[i];
            for (int j = 0; j < row.length; j++) {
                currents[j] += voltages[i] * row[j];
            }
        }
        return currents;
    }

    /**
     * Power that the drivers deliver, Σ V·I: all that cells, wires, drivers and sense amplifiers turn into heat.
     *
     * @param voltages of the drivers: (rows), V. Not modified.
     * @return W
     */
    public double power(double[] voltages) {
        requireVoltages(voltages);
        return loads.power(voltages, 0);
    }

    DriverLoads loads() {
        return loads;
    }

    private void requireVoltages(double[] voltages) {
        if (voltages.length != rows()) {
            throw new IllegalArgumentException(
                    "voltages: expected " + rows() + ", one for each word line, found " + voltages.length);
        }
    }
}
