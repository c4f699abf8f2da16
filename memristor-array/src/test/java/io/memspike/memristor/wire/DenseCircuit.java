package io.memspike.memristor.wire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * The obvious twin: modified nodal analysis of a list of resistors and sources with one dense matrix, in which every
 * voltage source and every resistor of 0 Ω has its current as an unknown of its own.
 */
final class DenseCircuit {
    private static final MathContext DIGITS = new MathContext(250);

    private final Map<String, Integer> nodes = new HashMap<>();
    private final java.util.List<double[]> resistors = new java.util.ArrayList<>(); // from, to, ohm
    private final java.util.List<double[]> sources = new java.util.ArrayList<>(); // from, to, volt

    private int node(String name) {
        return name.equals("0") ? -1 : nodes.computeIfAbsent(name, n -> nodes.size());
    }

    void resistor(String a, String b, double ohm) {
        if (ohm == 0) {
            source(a, b, 0);
        } else if (ohm < Double.POSITIVE_INFINITY) {
            resistors.add(new double[] {node(a), node(b), ohm});
        } else {
            node(a);
            node(b);
        }
    }

    void source(String a, String b, double volt) {
        sources.add(new double[] {node(a), node(b), volt});
    }

    Map<String, Double> solve() {
        final int n = nodes.size();
        final Array2DRowRealMatrix a = new Array2DRowRealMatrix(n + sources.size(), n + sources.size());
        final ArrayRealVector b = new ArrayRealVector(n + sources.size());
        for (final double[] each : resistors) {
            final int from = (int) each[0];
            final int to = (int) each[1];
            add(a, from, from, 1 / each[2]);
            add(a, to, to, 1 / each[2]);
            add(a, from, to, -1 / each[2]);
            add(a, to, from, -1 / each[2]);
        }
        for (int s = 0; s < sources.size(); s++) {
            final double[] each = sources.get(s);
            add(a, (int) each[0], n + s, 1);
            add(a, n + s, (int) each[0], 1);
            add(a, (int) each[1], n + s, -1);
            add(a, n + s, (int) each[1], -1);
            b.setEntry(n + s, each[2]);
        }
        final var x = new LUDecomposition(a).getSolver().solve(b);
        final Map<String, Double> voltages = new HashMap<>();
        nodes.forEach((name, k) -> voltages.put(name, x.getEntry(k)));
        return voltages;
    }

    /** The same by elimination in decimal numbers of so many digits that rounding does not matter. */
    Map<String, BigDecimal> solveExactly() {
        final int n = nodes.size();
        final int size = n + sources.size();
        final BigDecimal[][] a = new BigDecimal[size][size + 1];
        for (final BigDecimal[] row : a) {
            Arrays.fill(row, BigDecimal.ZERO);
        }
        for (final double[] each : resistors) {
            final BigDecimal siemens = BigDecimal.ONE.divide(new BigDecimal(each[2]), DIGITS);
            for (int k = 0; k < 2; k++) {
                add(a, (int) each[k], (int) each[k], siemens);
                add(a, (int) each[k], (int) each[1 - k], siemens.negate());
            }
        }
        for (int s = 0; s < sources.size(); s++) {
            for (int k = 0; k < 2; k++) {
                final BigDecimal sign = BigDecimal.valueOf(1 - 2 * k);
                add(a, (int) sources.get(s)[k], n + s, sign);
                add(a, n + s, (int) sources.get(s)[k], sign);
            }
            a[n + s][size] = new BigDecimal(sources.get(s)[2]);
        }
        final BigDecimal[] x = eliminated(a);
        final Map<String, BigDecimal> voltages = new HashMap<>();
        nodes.forEach((name, k) -> voltages.put(name, x[k]));
        return voltages;
    }

    private static void add(BigDecimal[][] a, int row, int column, BigDecimal value) {
        if (row >= 0 && column >= 0) {
            a[row][column] = a[row][column].add(value, DIGITS);
        }
    }

    /** Gauss–Jordan elimination with the largest pivot of each column; the right-hand side is the last one. */
    private static BigDecimal[] eliminated(BigDecimal[][] a) {
        for (int p = 0; p < a.length; p++) {
            int best = p;
            for (int i = p + 1; i < a.length; i++) {
                best = a[i][p].abs().compareTo(a[best][p].abs()) > 0 ? i : best;
            }
            final BigDecimal[] pivot = a[best];
            a[best] = a[p];
            a[p] = pivot;
            for (int i = 0; i < a.length; i++) {
                if (i != p && a[i][p].signum() != 0) {
                    final BigDecimal factor = a[i][p].divide(pivot[p], DIGITS);
                    for (int j = p; j <= a.length; j++) {
                        a[i][j] = a[i][j].subtract(factor.multiply(pivot[j], DIGITS), DIGITS);
                    }
                }
            }
        }
        final BigDecimal[] x = new BigDecimal[a.length];
        Arrays.setAll(x, i -> a[i][a.length].divide(a[i][i], DIGITS));
        return x;
    }

    private static void add(Array2DRowRealMatrix a, int row, int column, double value) {
        if (row >= 0 && column >= 0) {
            a.addToEntry(row, column, value);
        }
    }

    /** The circuit that {@link Crossbar} draws. Nodes of cell (i, j) are wi_j and bi_j. */
    static DenseCircuit of(Crossbar crossbar, double[] voltages) {
        final DenseCircuit circuit = new DenseCircuit();
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        for (int i = 0; i < rows; i++) {
            circuit.source("v" + i, "0", voltages[i]);
            circuit.resistor("v" + i, "w" + i + "_0", crossbar.driver() + crossbar.wordWire());
            for (int j = 0; j < columns; j++) {
                final String word = "w" + i + "_" + j;
                final String bit = "b" + i + "_" + j;
                circuit.resistor(word, bit, crossbar.cells()[i][j]);
                if (j + 1 < columns) {
                    circuit.resistor(word, "w" + i + "_" + (j + 1), crossbar.wordWire());
                }
                if (i + 1 < rows) {
                    circuit.resistor(bit, "b" + (i + 1) + "_" + j, crossbar.bitWire());
                } else {
                    circuit.resistor(bit, "0", crossbar.bitWire() + crossbar.sense());
                }
            }
        }
        return circuit;
    }
}
