package io.memspike.memristor.wire;

import java.util.concurrent.ForkJoinPool;

/**
 * Exact nodal solution of a crossbar, for the circuit that {@link Crossbar} draws. All nodes are taken out by star–mesh
 * transformations, as for a {@link TransferMatrix}, and put back one by one; nothing is subtracted on the way that does
 * not cancel in the circuit, so every current has nearly all digits that the currents at its nodes have, from near-perfect
 * conductors to open cells. Kirchhoff's current law is checked at every node, relative to the currents of that node.
 * Immutable; solutions of different voltages may be sought by several threads at once, and each takes as many threads as
 * the common pool has, which change no bit.
 */
public final class CrossbarSolver {
    private static final double BALANCE = 1e-10; // of the currents at a node
    private static final int REFINEMENTS = 4;
    private static final double LEAST_VOLTAGE = 1e-60; // of the largest

    // measured: what is kept of each halving of the crossbar down to small blocks, and all else
    private static final double BYTES_PER_HALVING = 85; // and cell
    private static final double FEWEST_HALVINGS = 4;
    private static final double SMALL = 9;

    private final Crossbar crossbar;
    private final double[][] siemens; // 0 for open and for shorted cells

    /** A solver for a crossbar. */
    public CrossbarSolver(Crossbar crossbar) {
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        requireMemory(rows, columns);
        this.crossbar = crossbar;
        siemens = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                final double ohm = crossbar.cells()[i][j];
                if (ohm == 0 && crossbar.wordWire() == 0 && crossbar.bitWire() == 0) {
                    throw new IllegalArgumentException("crossbar: cell (" + i + ", " + j + "): expected more than 0 ohm"
                            + " where neither word nor bit lines have resistance, found 0");
                }
                siemens[i][j] = ohm == 0 ? 0 : 1 / ohm;
            }
        }
    }

    private static void requireMemory(int rows, int columns) {
        final double cells = (double) rows * columns;
        final double needed =
                BYTES_PER_HALVING * cells * Math.max(FEWEST_HALVINGS, Math.log(cells) / Math.log(2) - SMALL);
        final long present = Runtime.getRuntime().maxMemory();
        if (needed > present) {
            throw new IllegalArgumentException("crossbar: expected one that takes at most " + present
                    + " bytes (-Xmx), found " + rows + " x " + columns + " cells, which take " + (long) needed);
        }
    }

    /**
     * Solves for one set of voltages.
     *
     * @param voltages at the drivers: (rows), V. Not modified.
     * @throws IllegalArgumentException if a voltage is not finite, shorts join different voltages, or what flows is beyond
     *     the range of a double
     */
    public CrossbarSolution solve(double[] voltages) {
        final int scale = requireVoltages(voltages);
        final double[] scaled = new double[voltages.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.scalb(voltages[i], -scale);
        }
        return currents(scaled).solution(scale);
    }

    /** Voltages from word line to bit line across each cell: (rows, columns), V, for drivers at about 1 V. */
    double[][] across(double[] voltages) {
        requireVoltages(voltages);
        return currents(voltages).across;
    }

    private BranchCurrents currents(double[] voltages) {
        final CircuitNodes circuit = CircuitNodes.of(crossbar, voltages);
        final BranchCurrents currents = new BranchCurrents(crossbar, circuit);
        final double[] excess = new double[circuit.bound()];
        double imbalance = Double.NaN;
        for (int round = 0; round <= REFINEMENTS && !(imbalance <= BALANCE); round++) {
            add(circuit, excess, round == 0 ? voltages : new double[voltages.length], currents);
            imbalance = currents.imbalance(excess);
        }
        if (!(imbalance <= BALANCE)) {
            throw new IllegalArgumentException("crossbar: expected currents that balance at every node to " + BALANCE
                    + " of those at it, found " + imbalance);
        }
        currents.complete();
        return currents;
    }

    /** Adds what flows with these voltages at the drivers and these currents into the nodes. */
    private void add(CircuitNodes circuit, double[] injected, double[] voltages, BranchCurrents currents) {
        final Reduction reduction = new Reduction(circuit, siemens, injected);
        final Mesh terminals = ForkJoinPool.commonPool().invoke(reduction);
        final double[] held = new double[terminals.nodes.length]; // 0 V at ground
        for (int i = 0; i < voltages.length; i++) {
            held[terminals.position(circuit.word(i, 0))] = voltages[i];
        }
        final double[][] across = new double[held.length][held.length];
        for (int k = terminals.inner; k < held.length; k++) {
            for (int i = terminals.inner; i < held.length; i++) {
                across[k][i] = held[i] - held[k];
            }
        }
        ForkJoinPool.commonPool().invoke(new Restoration(reduction, terminals, across, currents));
        currents.clearDeadEnds();
    }

    /** Checks voltages and returns the power of 2 that the largest one has. */
    private int requireVoltages(double[] voltages) {
        if (voltages.length != crossbar.rows()) {
            throw new IllegalArgumentException("crossbar: voltages: expected " + crossbar.rows()
                    + ", one for each word line, found " + voltages.length);
        }
        double most = 0;
        for (int i = 0; i < voltages.length; i++) {
            if (!Double.isFinite(voltages[i])) {
                throw new IllegalArgumentException(
                        "crossbar: voltage " + i + ": expected a finite number of volts, found " + voltages[i]);
            }
            most = Math.max(most, Math.abs(voltages[i]));
        }
        for (int i = 0; i < voltages.length; i++) {
            if (voltages[i] != 0 && Math.abs(voltages[i]) < LEAST_VOLTAGE * most) {
                throw new IllegalArgumentException("crossbar: voltage " + i + ": expected 0 or at least "
                        + LEAST_VOLTAGE + " of the largest, " + most + ", found " + voltages[i]);
            }
        }
        return most == 0 ? 0 : Math.getExponent(most);
    }
}
