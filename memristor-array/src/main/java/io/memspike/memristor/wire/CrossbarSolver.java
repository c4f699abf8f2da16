package io.memspike.memristor.wire;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.ConjugateGradient;
import org.hipparchus.linear.RealLinearOperator;
import org.hipparchus.linear.RealVector;

/**
 * Exact nodal solution of a crossbar: Kirchhoff's current law at every node, for the circuit that {@link Crossbar} draws.
 * The system is symmetric and positive definite; it is solved by conjugate gradients, with each line solved exactly as
 * preconditioner, and refined once from the true residual. Immutable; solutions of different voltages may be sought by
 * several threads at once.
 */
public final class CrossbarSolver {
    private static final double TOLERANCE = 1e-13; // of the residual, relative to the currents that the sources drive
    private static final int REFINEMENTS = 2;
    private static final int MAX_ITERATIONS = 20_000;
    private static final long BYTES_PER_CELL = 300; // measured, with what the conjugate gradients hold

    private final Crossbar crossbar;
    private final Wires word;
    private final Wires bit;
    private final double[][] conductance; // 0 for open and for shorted cells
    private final LineSolver wordLines;
    private final LineSolver bitLines;

    /** A solver for a crossbar. */
    public CrossbarSolver(Crossbar crossbar) {
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        requireMemory(rows, columns);
        this.crossbar = crossbar;
        word = new Wires(rows, columns, crossbar.wordWire(), crossbar.driver());
        bit = new Wires(columns, rows, crossbar.bitWire(), crossbar.sense());
        conductance = new double[rows][columns];
        final double[] atWord = new double[word.size()];
        final double[] atBit = new double[bit.size()];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                final double ohm = crossbar.cells()[i][j];
                if (ohm == 0 && crossbar.wordWire() == 0 && crossbar.bitWire() == 0) {
                    throw new IllegalArgumentException("crossbar: cell (" + i + ", " + j + "): expected more than 0 ohm"
                            + " where neither word nor bit lines have resistance, found 0");
                }
                conductance[i][j] = ohm == 0 ? 0 : 1 / ohm;
                atWord[wordNode(i, j)] += conductance[i][j];
                atBit[bitNode(i, j) - word.size()] += conductance[i][j];
            }
        }
        wordLines = new LineSolver(word, atWord);
        bitLines = new LineSolver(bit, atBit);
    }

    private static void requireMemory(int rows, int columns) {
        final long needed = BYTES_PER_CELL * rows * columns;
        final long present = Runtime.getRuntime().maxMemory();
        if (needed > present) {
            throw new IllegalArgumentException("crossbar: expected at most " + present / BYTES_PER_CELL
                    + " cells, for which the memory (-Xmx) suffices, found " + rows + " x " + columns);
        }
    }

    private int wordNode(int i, int j) {
        return i * word.nodes + (word.nodes == 1 ? 0 : j);
    }

    /** Bit lines are counted from ground, upwards. */
    private int bitNode(int i, int j) {
        return word.size() + j * bit.nodes + (bit.nodes == 1 ? 0 : crossbar.rows() - 1 - i);
    }

    /**
     * Solves for one set of voltages.
     *
     * @param voltages at the drivers: (rows), V. Not modified.
     */
    public CrossbarSolution solve(double[] voltages) {
        requireVoltages(voltages);
        final Nodes nodes = nodes(voltages);
        final double[] node = new double[word.size() + bit.size()];
        final double[] x = new double[nodes.unknowns];
        if (x.length > 0) {
            final Circuit circuit = new Circuit(nodes);
            final ArrayRealVector drive = residual(nodes, voltages, null);
            final double scale = drive.getNorm();
            for (int round = 0; round <= REFINEMENTS && scale > 0; round++) {
                final ArrayRealVector left = round == 0 ? drive : residual(nodes, voltages, x);
                if (left.getNorm() <= TOLERANCE * scale) {
                    break;
                }
                final RealVector step = new ConjugateGradient(MAX_ITERATIONS, TOLERANCE, false)
                        .solve(circuit, circuit.preconditioner(), left);
                for (int k = 0; k < x.length; k++) {
                    x[k] += step.getEntry(k);
                }
            }
        }
        nodes.voltages(x, true, node);
        return solution(voltages, node);
    }

    private void requireVoltages(double[] voltages) {
        if (voltages.length != crossbar.rows()) {
            throw new IllegalArgumentException("crossbar: voltages: expected " + crossbar.rows()
                    + ", one for each word line, found " + voltages.length);
        }
        for (int i = 0; i < voltages.length; i++) {
            if (!Double.isFinite(voltages[i])) {
                throw new IllegalArgumentException(
                        "crossbar: voltage " + i + ": expected a finite number of volts, found " + voltages[i]);
            }
        }
    }

    private Nodes nodes(double[] voltages) {
        final Nodes nodes = new Nodes(word.size() + bit.size());
        for (int i = 0; i < crossbar.rows() && word.isTerminalNode(); i++) {
            nodes.fix(wordNode(i, 0), voltages[i]);
        }
        for (int j = 0; j < crossbar.columns() && bit.isTerminalNode(); j++) {
            nodes.fix(bitNode(0, j), 0);
        }
        for (int i = 0; i < crossbar.rows(); i++) {
            for (int j = 0; j < crossbar.columns(); j++) {
                if (crossbar.cells()[i][j] == 0 && !nodes.join(wordNode(i, j), bitNode(i, j))) {
                    throw new IllegalArgumentException("crossbar: cell (" + i + ", " + j
                            + "): expected a circuit of finite currents, found different voltages shorted together");
                }
            }
        }
        nodes.number();
        return nodes;
    }

    /** Currents into the unknown nodes that are not balanced yet: from sources and known voltages, less those of x. */
    private ArrayRealVector residual(Nodes nodes, double[] voltages, double[] x) {
        final double[] node = new double[word.size() + bit.size()];
        final double[] current = new double[node.length];
        nodes.voltages(x, true, node);
        addCurrents(node, current);
        if (!word.isTerminalNode()) {
            for (int i = 0; i < crossbar.rows(); i++) {
                current[wordNode(i, 0)] -= word.terminal * voltages[i];
            }
        }
        final double[] sums = new double[nodes.unknowns];
        nodes.gather(current, sums);
        for (int k = 0; k < sums.length; k++) {
            sums[k] = -sums[k];
        }
        return new ArrayRealVector(sums, false);
    }

    /** Adds the current that leaves each node through wires and cells. */
    private void addCurrents(double[] node, double[] current) {
        word.addCurrents(node, current, 0);
        bit.addCurrents(node, current, word.size());
        for (int i = 0; i < crossbar.rows(); i++) {
            for (int j = 0; j < crossbar.columns(); j++) {
                final int w = wordNode(i, j);
                final int b = bitNode(i, j);
                final double flow = conductance[i][j] * (node[w] - node[b]);
                current[w] += flow;
                current[b] -= flow;
            }
        }
    }

    /** The system as an operator on the unknowns. One per solution. */
    private final class Circuit implements RealLinearOperator {
        private final Nodes nodes;
        private final double[] node = new double[word.size() + bit.size()];
        private final double[] current = new double[node.length];
        private final double[] share; // of a node in its unknown

        Circuit(Nodes nodes) {
            this.nodes = nodes;
            final double[] count = new double[nodes.unknowns];
            share = new double[node.length];
            Arrays.fill(share, 1);
            nodes.gather(share, count);
            for (int k = 0; k < share.length; k++) {
                share[k] = nodes.unknown[k] == Nodes.KNOWN ? 0 : 1 / count[nodes.unknown[k]];
            }
        }

        @Override
        public int getRowDimension() {
            return nodes.unknowns;
        }

        @Override
        public int getColumnDimension() {
            return nodes.unknowns;
        }

        @Override
        public RealVector operate(RealVector x) {
            nodes.voltages(((ArrayRealVector) x).getDataRef(), false, node);
            Arrays.fill(current, 0);
            addCurrents(node, current);
            final double[] sums = new double[nodes.unknowns];
            nodes.gather(current, sums);
            return new ArrayRealVector(sums, false);
        }

        /** Each line for itself; nodes that are one share the current and the voltage. */
        RealLinearOperator preconditioner() {
            return new RealLinearOperator() {
                @Override
                public int getRowDimension() {
                    return nodes.unknowns;
                }

                @Override
                public int getColumnDimension() {
                    return nodes.unknowns;
                }

                @Override
                public RealVector operate(RealVector x) {
                    nodes.voltages(((ArrayRealVector) x).getDataRef(), false, node);
                    weigh();
                    wordLines.solve(node, 0);
                    bitLines.solve(node, word.size());
                    weigh();
                    final double[] sums = new double[nodes.unknowns];
                    nodes.gather(node, sums);
                    return new ArrayRealVector(sums, false);
                }
            };
        }

        private void weigh() {
            for (int k = 0; k < node.length; k++) {
                node[k] *= share[k];
            }
        }
    }

    private CrossbarSolution solution(double[] voltages, double[] node) {
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        final double[] outputs = new double[columns];
        final double[][] cells = new double[rows][columns];
        final double[][] words = new double[rows][columns];
        final double[][] bits = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                words[i][j] = node[wordNode(i, j)];
                bits[i][j] = node[bitNode(i, j)];
                cells[i][j] = crossbar.cells()[i][j] == 0
                        ? throughShort(voltages, node, i, j)
                        : conductance[i][j] * (words[i][j] - bits[i][j]);
                outputs[j] += cells[i][j];
            }
        }
        return new CrossbarSolution(outputs, cells, words, bits);
    }

    /** What a short carries: by Kirchhoff's law at whichever of its two nodes it has to itself. */
    private double throughShort(double[] voltages, double[] node, int i, int j) {
        if (crossbar.wordWire() > 0) {
            final int k = wordNode(i, j);
            final double in = j == 0 ? word.terminal * (voltages[i] - node[k]) : word.between * (node[k - 1] - node[k]);
            final double out = j == crossbar.columns() - 1 ? 0 : word.between * (node[k] - node[k + 1]);
            return in - out;
        }
        final int k = bitNode(i, j);
        final double out = i == crossbar.rows() - 1 ? bit.terminal * node[k] : bit.between * (node[k] - node[k - 1]);
        final double in = i == 0 ? 0 : bit.between * (node[k + 1] - node[k]);
        return out - in;
    }
}
