package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CrossbarSolverTest {
    private static final double OPEN = Double.POSITIVE_INFINITY;

    /** Cells between 1 and 100 kΩ, some of them open; some shorted where any wire has resistance. */
    static Crossbar random(RandomStream random, int rows, int columns, boolean shorts) {
        final double[] ohms = {0, 0.5, 2, 40};
        final double word = ohms[random.nextInt(4)];
        final double bit = ohms[random.nextInt(4)];
        final double[][] cells = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                final int kind = random.nextInt(10);
                cells[i][j] = kind == 0
                        ? OPEN
                        : kind == 1 && shorts && word > 0 && bit > 0 ? 0 : 1e3 + 99e3 * random.nextInt(1000) / 1e3;
            }
        }
        return new Crossbar(cells, word, bit, ohms[random.nextInt(4)], ohms[random.nextInt(4)]);
    }

    static double[] voltages(RandomStream random, int rows) {
        final double[] voltages = new double[rows];
        for (int i = 0; i < rows; i++) {
            voltages[i] = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
        }
        return voltages;
    }

    @Property(tries = 150)
    void shouldEqualTheDenseSolutionOfTheSameCircuit(
            @ForAll @IntRange(min = 1, max = 7) int rows,
            @ForAll @IntRange(min = 1, max = 7) int columns,
            @ForAll boolean shorts,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "crossbar");
        final Crossbar crossbar = random(random, rows, columns, shorts);
        final double[] voltages = voltages(random, rows);
        final Map<String, Double> expected = DenseCircuit.of(crossbar, voltages).solve();

        final CrossbarSolution solution = new CrossbarSolver(crossbar).solve(voltages);

        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                final double word = expected.get("w" + i + "_" + j);
                final double bit = expected.get("b" + i + "_" + j);
                assertEquals(word, solution.wordVoltages()[i][j], 1e-10);
                assertEquals(bit, solution.bitVoltages()[i][j], 1e-10);
                if (crossbar.cells()[i][j] > 0) {
                    assertEquals((word - bit) / crossbar.cells()[i][j], solution.cellCurrents()[i][j], 1e-12);
                }
                sum += solution.cellCurrents()[i][j];
            }
            assertEquals(sum, solution.outputs()[j], 1e-12);
            final double end = crossbar.bitWire() + crossbar.sense();
            if (end > 0) { // what the cells feed in leaves through the sense amplifier, shorts included
                assertEquals(expected.get("b" + (rows - 1) + "_" + j) / end, solution.outputs()[j], 1e-9);
            }
        }
    }

    @Example
    void shouldCarryTheCurrentOfAShortThroughWiresAlone() {
        final CrossbarSolution solution =
                new CrossbarSolver(new Crossbar(new double[][] {{0}}, 1, 2, 3, 4)).solve(new double[] {5});

        assertArrayEquals(new double[] {0.5}, solution.outputs(), 1e-12);
        assertEquals(3, solution.wordVoltages()[0][0], 1e-12);
        assertEquals(3, solution.bitVoltages()[0][0], 1e-12);
    }

    @Example
    void shouldCarryShortsOnWordLinesWithoutResistance() {
        // two shorts on one word line that is one node behind its driver: each bit line takes half
        final CrossbarSolution solution =
                new CrossbarSolver(new Crossbar(new double[][] {{0, 0}}, 0, 2, 1, 0)).solve(new double[] {4});

        assertArrayEquals(new double[] {1, 1}, solution.outputs(), 1e-12);
    }

    @Example
    void shouldRefuseACircuitWithoutASolution() {
        final Crossbar ideal = new Crossbar(new double[][] {{1, 0}}, 0, 0);
        assertEquals(
                "crossbar: cell (0, 1): expected more than 0 ohm where neither word nor bit lines have resistance, found 0",
                assertThrows(IllegalArgumentException.class, () -> new CrossbarSolver(ideal))
                        .getMessage());
        final Crossbar joined = new Crossbar(new double[][] {{0}, {0}}, 1, 0);
        assertArrayEquals(
                new double[] {3},
                new CrossbarSolver(joined).solve(new double[] {1, 2}).outputs(),
                1e-12);
    }

    @Example
    void shouldRefuseImpossibleResistancesAndVoltages() {
        assertEquals(
                "crossbar: cell (0, 0): expected a resistance of at least 0 ohm, found -2.0",
                assertThrows(IllegalArgumentException.class, () -> new Crossbar(new double[][] {{-2}}, 0, 0))
                        .getMessage());
        assertEquals(
                "crossbar: row 1: expected 1 cells as in row 0, found 2",
                assertThrows(IllegalArgumentException.class, () -> new Crossbar(new double[][] {{1}, {1, 1}}, 0, 0))
                        .getMessage());
        assertEquals(
                "crossbar: word-line resistance: expected a finite number of ohms from 0 up, found -1.0",
                assertThrows(IllegalArgumentException.class, () -> new Crossbar(new double[][] {{1}}, -1, 0))
                        .getMessage());
        final CrossbarSolver solver = new CrossbarSolver(new Crossbar(new double[][] {{1}}, 0, 0));
        assertEquals(
                "crossbar: voltages: expected 1, one for each word line, found 2",
                assertThrows(IllegalArgumentException.class, () -> solver.solve(new double[2]))
                        .getMessage());
        assertEquals(
                "crossbar: voltage 0: expected a finite number of volts, found NaN",
                assertThrows(IllegalArgumentException.class, () -> solver.solve(new double[] {Double.NaN}))
                        .getMessage());
    }
}
