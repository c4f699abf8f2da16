package io.memspike.memristor.wire;

import java.util.Arrays;

/**
 * Voltages across the cells of a crossbar with every row at 1 V, to about six digits: conjugate gradients for the drop
 * along the word lines, bit lines taken out exactly, each word line solved exactly as preconditioner. What goes in must
 * come out; where it does not, the circuit is solved directly. Allocates its vectors once; for one thread.
 */
final class EqualDrive {
    private static final double TOLERANCE =
            1e-7; // of the drop: its square is the error's share of the power, of what word lines lose or of all
    private static final double BALANCE = 1e-6; // of all currents
    private static final int MAX_ITERATIONS = 2_000;

    private final int rows;
    private final int columns;
    private final double[] cells; // (rows, columns), S
    private final Wires word;
    private final LineSolver wordLines;
    private final BitLineSweep bitLines;
    private final double sense; // conductance from the last bit node to ground, S
    private final double[] bit; // voltages of bit nodes: (rows, columns), V
    private final double[] drop; // of the word nodes' voltages below the drivers': (rows, columns), V

    private EqualDrive(double[][] siemens, LineResistances lines) {
        rows = siemens.length;
        columns = siemens[0].length;
        cells = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(siemens[i], 0, cells, i * columns, columns);
        }
        word = new Wires(rows, columns, lines.wordWire(), lines.driver());
        wordLines = new LineSolver(word, cells);
        sense = 1 / (lines.bitWire() + lines.sense());
        bitLines = new BitLineSweep(cells, rows, columns, 1 / lines.bitWire(), sense);
        bit = new double[cells.length];
        drop = new double[cells.length];
    }

    /**
     * Solves.
     *
     * @param siemens conductances of the cells: (rows, columns). Not modified.
     * @param lines resistances around them
     * @return voltage across each cell: (rows, columns), V, in [0, 1]
     */
    static double[][] across(double[][] siemens, LineResistances lines) {
        if (lines.wordWire() > 0 && lines.bitWire() > 0) {
            final EqualDrive drive = new EqualDrive(siemens, lines);
            if (drive.solve()) {
                return drive.across();
            }
        }
        final double[] ones = new double[siemens.length];
        Arrays.fill(ones, 1);
        return new CrossbarSolver(Conductances.crossbar(siemens, lines)).across(ones);
    }

    private double[][] across() {
        final double[][] across = new double[rows][columns];
        for (int k = 0; k < cells.length; k++) {
            across[k / columns][k % columns] = 1 - drop[k] - bit[k];
        }
        return across;
    }

    /** Finds drop and bit-line voltages; false where they do not make a circuit. */
    private boolean solve() {
        final double[] ones = new double[cells.length];
        Arrays.fill(ones, 1);
        toBit(ones);
        final double[] residual = new double[cells.length];
        for (int k = 0; k < cells.length; k++) {
            residual[k] = cells[k] * (1 - bit[k]); // what cells take while word lines drop nothing
        }
        final boolean isSmall = reduce(residual);
        for (int k = 0; k < cells.length; k++) {
            ones[k] -= drop[k];
        }
        toBit(ones);
        return isSmall && balances();
    }

    /** Adds to the drop until the currents that word lines do not carry yet are few; false where they stay. */
    private boolean reduce(double[] residual) {
        final double[] direction = new double[cells.length];
        final double[] applied = new double[cells.length];
        double before = 0;
        double first = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            System.arraycopy(residual, 0, applied, 0, applied.length);
            wordLines.solve(applied);
            final double size = dot(residual, applied);
            first = iteration == 0 ? size : first;
            if (size <= TOLERANCE * TOLERANCE * Math.min(first, iteration == 0 ? 0 : power())) {
                return true;
            }
            final double keep = iteration == 0 ? 0 : size / before;
            for (int k = 0; k < drop.length; k++) {
                direction[k] = applied[k] + keep * direction[k];
            }
            before = size;
            apply(direction, applied);
            final double step = size / dot(direction, applied);
            for (int k = 0; k < drop.length; k++) {
                drop[k] += step * direction[k];
                residual[k] -= step * applied[k];
            }
        }
        return false;
    }

    /** What drivers at 1 V deliver, W. */
    private double power() {
        double watts = 0;
        for (int first = 0; first < drop.length; first += columns) {
            watts += word.terminal * drop[first];
        }
        return watts;
    }

    /** Whether drivers send into each word line what its cells take, and bit lines carry away what their cells bring. */
    private boolean balances() {
        final double[] out = new double[columns];
        double all = 0;
        double left = 0;
        for (int i = 0; i < rows; i++) {
            double taken = 0;
            for (int j = 0; j < columns; j++) {
                final int k = i * columns + j;
                final double current = cells[k] * (1 - drop[k] - bit[k]);
                taken += current;
                out[j] += current;
            }
            final double in = word.terminal * drop[i * columns];
            all += in;
            left += Math.abs(in - taken);
        }
        for (int j = 0; j < columns; j++) {
            left += Math.abs(sense * bit[(rows - 1) * columns + j] - out[j]);
        }
        return left <= BALANCE * all;
    }

    /** Current that leaves each word node, given their voltages, with bit lines as these make them. */
    private void apply(double[] x, double[] current) {
        toBit(x);
        for (int k = 0; k < x.length; k++) {
            current[k] = cells[k] * (x[k] - bit[k]);
        }
        word.addCurrents(x, current);
    }

    private void toBit(double[] x) {
        for (int k = 0; k < x.length; k++) {
            bit[k] = cells[k] * x[k];
        }
        bitLines.solve(bit);
    }

    private static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int k = 0;
        for (; k + 4 <= a.length; k += 4) {
            sum0 += a[k] * b[k];
            sum1 += a[k + 1] * b[k + 1];
            sum2 += a[k + 2] * b[k + 2];
            sum3 += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            sum0 += a[k] * b[k];
        }
        return sum0 + sum1 + sum2 + sum3;
    }
}
