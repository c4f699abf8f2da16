package io.memspike.memristor.wire;

import java.util.Arrays;

/** What flows through every branch of a crossbar, and whether it can: Kirchhoff's current law at every node. */
final class BranchCurrents {
    private static final double ROUNDING = 1e-14; // of the currents at a node
    private static final double FAINT = 1e-20; // of the largest current: less is as good as none

    final double[][] wordVoltages; // (rows, columns), V
    final double[][] bitVoltages;
    final double[][] across; // from word line to bit line at each cell
    private final Crossbar crossbar;
    private final CircuitNodes circuit;
    private final double[][] word; // along the word line into its node at each cell: (rows, columns), A
    private final double[][] cell; // from word line to bit line
    private final double[][] bit; // along the bit line out of its node at each cell

    BranchCurrents(Crossbar crossbar, CircuitNodes circuit) {
        this.crossbar = crossbar;
        this.circuit = circuit;
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        wordVoltages = new double[rows][columns];
        bitVoltages = new double[rows][columns];
        across = new double[rows][columns];
        word = new double[rows][columns];
        cell = new double[rows][columns];
        bit = new double[rows][columns];
    }

    /**
     * Adds the currents of a cell and of the pieces of wire that belong to it, by Ohm's law.
     *
     * @param alongWord voltage along the piece of word line before it, V
     * @param acrossCell from word line to bit line, V
     * @param alongBit along the piece of bit line behind it, V
     */
    void add(int i, int j, double alongWord, double acrossCell, double alongBit) {
        across[i][j] += acrossCell;
        word[i][j] += through(circuit.wordOhm(j), alongWord);
        cell[i][j] += through(crossbar.cells()[i][j], acrossCell);
        bit[i][j] += through(circuit.bitOhm(i), alongBit);
    }

    private static double through(double ohm, double volts) {
        return ohm == 0 ? 0 : volts / ohm;
    }

    /** Nothing flows where a line leads to no further cell. */
    void clearDeadEnds() {
        for (int i = 0; i < circuit.rows; i++) {
            for (int j = circuit.columns - 1; j >= 0 && isOpen(i, j); j--) {
                word[i][j] = 0;
            }
        }
        for (int j = 0; j < circuit.columns; j++) {
            for (int i = 0; i < circuit.rows && isOpen(i, j); i++) {
                bit[i][j] = 0;
            }
        }
    }

    private boolean isOpen(int i, int j) {
        return crossbar.cells()[i][j] == Double.POSITIVE_INFINITY;
    }

    /**
     * Finds what arrives at each node and does not leave it.
     *
     * @param excess currents, A, by number of the node; those of terminals, and those that are but
     *     rounding, are 0. Written.
     * @return the largest of them, relative to all currents at its node; or what goes in and does not come out, relative to
     *     that, if it is more
     */
    double imbalance(double[] excess) {
        final double[] flow = new double[excess.length];
        Arrays.fill(excess, 0);
        for (int i = 0; i < circuit.rows; i++) {
            for (int j = 0; j < circuit.columns; j++) {
                carry(circuit.word(i, j), circuit.word(i, j + 1), word[i][j], excess, flow);
                carry(circuit.word(i, j + 1), circuit.bit(i, j), cell[i][j], excess, flow);
                carry(circuit.bit(i, j), circuit.bit(i + 1, j), bit[i][j], excess, flow);
            }
        }
        double most = balanceOfTerminals(excess);
        final double floor = FAINT * Arrays.stream(flow).max().orElse(0);
        for (int k = 0; k < excess.length; k++) {
            if (Math.abs(excess[k]) <= ROUNDING * flow[k]) {
                excess[k] = 0; // to solve for it again would disturb nodes with far smaller currents
            } else {
                most = Math.max(most, Math.abs(excess[k]) / (flow[k] + floor));
            }
        }
        return most;
    }

    private static void carry(int from, int to, double current, double[] excess, double[] flow) {
        if (from != to) {
            excess[from] -= current;
            excess[to] += current;
            flow[from] += Math.abs(current);
            flow[to] += Math.abs(current);
        }
    }

    /** Current in, less current out, relative to both; takes the terminals out of what is judged node by node. */
    private double balanceOfTerminals(double[] excess) {
        double sum = 0;
        double all = 0;
        for (int i = -1; i < circuit.rows; i++) {
            final int terminal = i < 0 ? circuit.ground() : circuit.word(i, 0);
            sum += excess[terminal];
            all += Math.abs(excess[terminal]);
            excess[terminal] = 0;
        }
        return sum == 0 ? 0 : Math.abs(sum) / all;
    }

    /** What has no resistance carries what is left over at its nodes: shorted cells first, then wires. */
    void complete() {
        for (int i = 0; i < crossbar.rows(); i++) {
            for (int j = 0; j < crossbar.columns(); j++) {
                if (crossbar.cells()[i][j] == 0) {
                    cell[i][j] = crossbar.wordWire() > 0 ? word[i][j] - after(i, j) : bit[i][j] - above(i, j);
                }
            }
        }
        for (int i = 0; i < crossbar.rows(); i++) {
            for (int j = crossbar.columns() - 1; j >= 0; j--) {
                if (circuit.wordOhm(j) == 0) {
                    word[i][j] = cell[i][j] + after(i, j);
                }
            }
        }
        for (int j = 0; j < crossbar.columns(); j++) {
            for (int i = 0; i < crossbar.rows(); i++) {
                if (circuit.bitOhm(i) == 0) {
                    bit[i][j] = cell[i][j] + above(i, j);
                }
            }
        }
    }

    private double after(int i, int j) {
        return j == crossbar.columns() - 1 ? 0 : word[i][j + 1];
    }

    private double above(int i, int j) {
        return i == 0 ? 0 : bit[i - 1][j];
    }

    /** Everything, times 2 to the power {@code scale}. */
    CrossbarSolution solution(int scale) {
        return new CrossbarSolution(
                scaled(bit[crossbar.rows() - 1], scale),
                scaled(cell, scale),
                scaled(wordVoltages, scale),
                scaled(bitVoltages, scale));
    }

    private static double[][] scaled(double[][] values, int scale) {
        final double[][] all = new double[values.length][];
        Arrays.setAll(all, i -> scaled(values[i], scale));
        return all;
    }

    private static double[] scaled(double[] values, int scale) {
        final double[] all = new double[values.length];
        double most = 0;
        double found = 0;
        for (int k = 0; k < all.length; k++) {
            all[k] = Math.scalb(values[k], scale);
            most = Math.max(most, Math.abs(values[k]));
            found = Math.max(found, Math.abs(all[k]));
        }
        if (!Double.isFinite(found) || most > 0 && found < Double.MIN_NORMAL) {
            throw new IllegalArgumentException(
                    "crossbar: voltages: expected currents and voltages that a double can hold," + " found " + most
                            + " times 2 to the power " + scale);
        }
        return all;
    }
}
