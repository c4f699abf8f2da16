package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TransferMatrixTest {
    /** What a driver at 1 V, all others at 0 V, sends into each sense amplifier, by a dense matrix of all nodes. */
    private static double[] dense(double[][] siemens, LineResistances lines, int row) {
        final double[] unit = new double[siemens.length];
        unit[row] = 1;
        final Crossbar crossbar = Conductances.crossbar(siemens, lines);
        final Map<String, Double> nodes = DenseCircuit.of(crossbar, unit).solve();
        final double[] currents = new double[siemens[0].length];
        for (int j = 0; j < currents.length; j++) {
            for (int i = 0; i < siemens.length; i++) {
                currents[j] += siemens[i][j] * (nodes.get("w" + i + "_" + j) - nodes.get("b" + i + "_" + j));
            }
        }
        return currents;
    }

    private static double largest(double[] values) {
        double most = 0;
        for (final double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    @Property(tries = 100)
    void shouldEqualTheDenseSolutionOfTheSameCircuit(
            @ForAll @IntRange(min = 1, max = 7) int rows,
            @ForAll @IntRange(min = 1, max = 7) int columns,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "transfer");
        final double[][] siemens = Cells.random(random, rows, columns, 1e3, 0.2);
        final LineResistances lines = Cells.lines(random);

        final TransferMatrix found = TransferMatrix.of(siemens, lines, 1);

        for (int i = 0; i < rows; i++) {
            final double[] expected = dense(siemens, lines, i);
            assertArrayEquals(expected, found.effective()[i], 1e-9 * largest(expected) + 1e-18);
        }
    }

    @Property(tries = 20)
    void shouldEqualOneSolutionAfterAnother(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "transfer");
        final double[][] siemens = Cells.random(random, rows, columns, 5e3, 0.3);
        final LineResistances lines = Cells.lines(random);
        final CrossbarSolver solver = new CrossbarSolver(Conductances.crossbar(siemens, lines));

        final TransferMatrix found = TransferMatrix.of(siemens, lines, 2);

        for (int i = 0; i < rows; i++) {
            final double[] unit = new double[rows];
            unit[i] = 1;
            final double[] expected = solver.solve(unit).outputs();
            assertArrayEquals(expected, found.effective()[i], 1e-9 * largest(expected) + 1e-18);
            assertArrayEquals(found.effective()[i], found.currents(unit));
        }
        final double[] voltages = CrossbarSolverTest.voltages(random, rows);
        final CrossbarSolution solution = solver.solve(voltages);
        double power = 0;
        for (int i = 0; i < rows; i++) {
            for (final double current : solution.cellCurrents()[i]) { // all that leaves a driver goes through its cells
                power += voltages[i] * current;
            }
        }
        assertEquals(power, found.power(voltages), 1e-9 * power + 1e-18);
        assertArrayEquals(solution.outputs(), found.currents(voltages), 1e-9 * largest(solution.outputs()) + 1e-18);
    }

    @Example
    void shouldBeSymmetricInDriversAndSenseAmplifiers() {
        // seen from its sense amplifiers a crossbar is one with rows and columns exchanged, far ends first
        final int rows = 37;
        final int columns = 52;
        final double[][] siemens = Cells.random(RandomStream.of(2, "transfer"), rows, columns, 5e3, 0.1);
        final double[][] turned = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[columns - 1 - j][rows - 1 - i] = siemens[i][j];
            }
        }

        final TransferMatrix there = TransferMatrix.of(siemens, new LineResistances(9, 12, 100, 50), 1);
        final TransferMatrix back = TransferMatrix.of(turned, new LineResistances(12, 9, 50, 100), 1);

        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                final double expected = there.effective()[i][j];
                assertEquals(expected, back.effective()[columns - 1 - j][rows - 1 - i], 1e-12 * expected);
            }
        }
    }

    @Example
    void shouldKeepItsDigitsWhereWiresAreTiny() {
        // 1e-9 ohm beside 1e9 ohm: 18 orders of magnitude, of which a double holds 16
        final double[][] siemens = {{1e-9, 0, 1e-9}, {0, 1e-9, 2e-9}};
        final TransferMatrix found = TransferMatrix.of(siemens, LineResistances.ofWires(1e-9, 1e-9), 1);

        for (int i = 0; i < 2; i++) {
            assertArrayEquals(siemens[i], found.effective()[i], 1e-23); // of 1e-9; sneak paths carry 1e-27
        }
    }

    @Example
    void shouldHaveTheCellsThemselvesWithoutResistance() {
        final double[][] siemens = Cells.random(RandomStream.of(3, "transfer"), 9, 14, 5e3, 0.3);
        final TransferMatrix found = TransferMatrix.of(siemens, LineResistances.NONE, 1);

        for (int i = 0; i < 9; i++) {
            assertArrayEquals(siemens[i], found.effective()[i]);
        }
        assertEquals(9, found.rows());
        assertEquals(14, found.columns());
    }

    @Example
    void shouldGiveTheSameBitsOnAnyNumberOfThreads() {
        // large enough that rows of the last join are shared out
        final double[][] siemens = Cells.random(RandomStream.of(4, "transfer"), 171, 190, 5e3, 0.1);
        final LineResistances lines = new LineResistances(9.24, 11.55, 10, 0);
        final double[] voltages = Cells.spikes(RandomStream.of(4, "voltages"), 171, 0.4);
        final TransferMatrix one = TransferMatrix.of(siemens, lines, 1);

        for (final int threads : new int[] {2, 3, 8}) {
            final TransferMatrix found = TransferMatrix.of(siemens, lines, threads);
            for (int i = 0; i < 171; i++) {
                assertArrayEquals(one.effective()[i], found.effective()[i]);
            }
            assertEquals(one.power(voltages), found.power(voltages));
        }
    }

    @Example
    void shouldRefuseWhatIsNoCrossbar() {
        refused("conductances: expected at least one row and one column, found none", new double[0][0], 1);
        refused("conductances: row 1: expected 1 cells as in row 0, found 2", new double[][] {{1}, {1, 1}}, 1);
        refused(
                "conductances: cell (0, 1): expected a finite number of siemens from 0 up, found -1.0",
                new double[][] {{1, -1}},
                1);
        refused(
                "conductances: cell (0, 0): expected a finite number of siemens from 0 up, found Infinity",
                new double[][] {{Double.POSITIVE_INFINITY}},
                1);
        refused("threads: expected at least 1, found 0", new double[][] {{1}}, 0);
        final TransferMatrix one = TransferMatrix.of(new double[][] {{1}}, LineResistances.NONE, 1);
        assertEquals(
                "voltages: expected 1, one for each word line, found 2",
                assertThrows(IllegalArgumentException.class, () -> one.currents(new double[2]))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> one.power(new double[0]));
    }

    @Example
    void shouldRefuseWhatDoesNotFitIntoMemory() {
        final double[] row = new double[1];
        final double[][] tall = new double[2_000_000][];
        java.util.Arrays.fill(tall, row);

        final String reason = refusal(tall, 1);

        assertTrue(reason.startsWith("transfer matrix: expected a crossbar that takes at most "), reason);
        assertTrue(reason.contains("found 2000000 x 1 cells"), reason);
    }

    @Example
    void shouldRefuseImpossibleLines() {
        assertEquals(
                "crossbar: sense resistance: expected a finite number of ohms from 0 up, found NaN",
                assertThrows(IllegalArgumentException.class, () -> new LineResistances(0, 0, 0, Double.NaN))
                        .getMessage());
        assertEquals(
                "crossbar: word-line resistance: expected a finite number of ohms from 0 up, found Infinity",
                assertThrows(IllegalArgumentException.class, () -> LineResistances.ofWires(Double.POSITIVE_INFINITY, 0))
                        .getMessage());
    }

    private static void refused(String expected, double[][] siemens, int threads) {
        assertEquals(expected, refusal(siemens, threads));
    }

    private static String refusal(double[][] siemens, int threads) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> TransferMatrix.of(siemens, LineResistances.ofWires(1, 1), threads))
                .getMessage();
    }
}
