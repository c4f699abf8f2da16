package io.memspike.memristor.wire;

import java.util.Arrays;

/**
 * Voltages across the cells of a crossbar with every row at 1 V, to about six digits: conjugate gradients on the word
 * lines' nodes, bit lines taken out exactly, each word line solved exactly as preconditioner. Allocates its vectors once;
 * for one thread.
 */
final class EqualDrive {
    private static final double TOLERANCE = 1e-7; // of the residual
    private static final int MAX_ITERATIONS = 2_000;

    private final int rows;
    private final int columns;
    private final double[] cells; // (rows, columns), S
    private final Wires word;
    private final LineSolver wordLines;
    private final BitLineSweep bitLines;
    private final double[] bit; // voltages of bit nodes, (rows, columns)

    private EqualDrive(double[][] siemens, LineResistances lines) {
        rows = siemens.length;
        columns = siemens[0].length;
        cells = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(siemens[i], 0, cells, i * columns, columns);
        }
        word = new Wires(rows, columns, lines.wordWire(), lines.driver());
        wordLines = new LineSolver(word, cells);
        bitLines = new BitLineSweep(cells, rows, columns, 1 / lines.bitWire(), 1 / (lines.bitWire() + lines.sense()));
        bit = new double[cells.length];
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
            return new EqualDrive(siemens, lines).solve();
        }
        final double[] ones = new double[siemens.length];
        Arrays.fill(ones, 1);
        final CrossbarSolution exact = new CrossbarSolver(Conductances.crossbar(siemens, lines)).solve(ones);
        final double[][] across = exact.wordVoltages();
        for (int i = 0; i < across.length; i++) {
            for (int j = 0; j < across[i].length; j++) {
                across[i][j] -= exact.bitVoltages()[i][j];
            }
        }
        return across;
    }

    private double[][] solve() {
        final double[] x = wordVoltages();
        toBit(x);
        final double[][] across = new double[rows][columns];
        for (int k = 0; k < x.length; k++) {
            across[k / columns][k % columns] = x[k] - bit[k];
        }
        return across;
    }

    private double[] wordVoltages() {
        final double[] x = new double[cells.length];
        final double[] residual = new double[cells.length];
        for (int i = 0; i < rows; i++) {
            residual[i * columns] = word.terminal;
        }
        final double[] direction = new double[cells.length];
        final double[] applied = new double[cells.length];
        double before = 0;
        double first = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            System.arraycopy(residual, 0, applied, 0, applied.length);
            wordLines.solve(applied, 0);
            final double size = dot(residual, applied);
            first = iteration == 0 ? size : first;
            if (size <= TOLERANCE * TOLERANCE * first) {
                break;
            }
            final double keep = iteration == 0 ? 0 : size / before;
            for (int k = 0; k < x.length; k++) {
                direction[k] = applied[k] + keep * direction[k];
            }
            before = size;
            apply(direction, applied);
            final double step = size / dot(direction, applied);
            for (int k = 0; k < x.length; k++) {
                x[k] += step * direction[k];
                residual[k] -= step * applied[k];
            }
        }
        return x;
    }

    /** Current that leaves each word node, given their voltages, with bit lines as these make them. */
    private void apply(double[] x, double[] current) {
        toBit(x);
        for (int k = 0; k < x.length; k++) {
            current[k] = cells[k] * (x[k] - bit[k]);
        }
        word.addCurrents(x, current, 0);
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
