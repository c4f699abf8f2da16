package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.math.BigDecimal;
import java.util.Arrays;
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

    /** A resistance of any size, sometimes none. */
    private static double anyOhm(RandomStream random, int noneIn) {
        return random.nextInt(noneIn) == 0 ? 0 : Math.pow(10, -15 + 30 * random.nextDouble());
    }

    /** Wires from near-perfect to hardly any, cells from shorts to open ones. */
    static Crossbar extreme(RandomStream random, int rows, int columns) {
        final double word = anyOhm(random, 6);
        final double bit = anyOhm(random, 6);
        final double[][] cells = new double[rows][columns];
        for (final double[] row : cells) {
            for (int j = 0; j < columns; j++) {
                final double ohm = anyOhm(random, 12);
                row[j] = random.nextInt(6) == 0 ? OPEN : ohm > 0 || word > 0 && bit > 0 ? ohm : 1e-15;
            }
        }
        return new Crossbar(cells, word, bit, anyOhm(random, 3), anyOhm(random, 3));
    }

    private static Crossbar alike(double word, double bit, double... cells) {
        final int n = (int) Math.sqrt(cells.length);
        final double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(cells, i * n, i * n + n));
        return new Crossbar(rows, word, bit);
    }

    @Property(tries = 500)
    void shouldHaveTheDigitsOfExactArithmeticForAnyResistances(
            @ForAll @IntRange(min = 1, max = 3) int rows,
            @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll boolean signs,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "crossbar");
        final double[] voltages = voltages(random, rows);
        requireExact(extreme(random, rows, columns), signs ? voltages : magnitudes(voltages));
    }

    private static double[] magnitudes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** Voltages and currents out relative to what they would be without signs, others to those at their nodes. */
    private static void requireExact(Crossbar crossbar, double[] voltages) {
        final var exact = DenseCircuit.of(crossbar, voltages).solveExactly();
        final var unsigned = DenseCircuit.of(crossbar, magnitudes(voltages)).solveExactly();
        final CrossbarSolution found = new CrossbarSolver(crossbar).solve(voltages);
        final int last = crossbar.rows() - 1;
        double most = 0;
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j < crossbar.columns(); j++) {
                most = Math.max(most, atNodes(exact, i, j, crossbar, voltages[i]));
            }
        }
        for (int j = 0; j < crossbar.columns(); j++) {
            double sum = 0;
            for (int i = 0; i <= last; i++) {
                final String word = "w" + i + "_" + j;
                final String bit = "b" + i + "_" + j;
                near(exact.get(word).doubleValue(), unsigned.get(word).doubleValue(), found.wordVoltages()[i][j]);
                near(exact.get(bit).doubleValue(), unsigned.get(bit).doubleValue(), found.bitVoltages()[i][j]);
                final double ohm = crossbar.cells()[i][j];
                if (ohm > 0) {
                    near(
                            through(exact.get(word), exact.get(bit), ohm),
                            atNodes(exact, i, j, crossbar, voltages[i]) + 1e-20 * most,
                            found.cellCurrents()[i][j]);
                }
                sum += through(exact.get(word), exact.get(bit), ohm);
            }
            final double end = crossbar.bitWire() + crossbar.sense();
            if (end > 0) {
                final String bit = "b" + last + "_" + j;
                near(exact.get(bit).doubleValue() / end, unsigned.get(bit).doubleValue() / end, found.outputs()[j]);
            } else {
                near(sum, sum, found.outputs()[j]);
            }
        }
    }

    /** Current by Ohm's law; 0 where that does not tell. */
    private static double through(BigDecimal from, BigDecimal to, double ohm) {
        return ohm == 0 ? 0 : from.subtract(to).doubleValue() / ohm;
    }

    /** What flows at a cell's nodes: through it, and along the lines before it and behind it. */
    private static double atNodes(Map<String, BigDecimal> exact, int i, int j, Crossbar crossbar, double voltage) {
        final String word = "w" + i + "_" + j;
        final String bit = "b" + i + "_" + j;
        final boolean isLast = i == crossbar.rows() - 1;
        final BigDecimal before = j == 0 ? new BigDecimal(voltage) : exact.get("w" + i + "_" + (j - 1));
        final BigDecimal behind = isLast ? BigDecimal.ZERO : exact.get("b" + (i + 1) + "_" + j);
        return Math.abs(through(exact.get(word), exact.get(bit), crossbar.cells()[i][j]))
                + Math.abs(through(before, exact.get(word), crossbar.wordWire() + (j == 0 ? crossbar.driver() : 0)))
                + Math.abs(through(exact.get(bit), behind, crossbar.bitWire() + (isLast ? crossbar.sense() : 0)));
    }

    private static void near(double expected, double scale, double found) {
        assertEquals(expected, found, 1e-10 * Math.abs(scale) + 1e-200);
    }

    @Example
    void shouldSolveWhatConductsWell() {
        requireExact(alike(1e-12, 1000, 1000), new double[] {1}); // 0.5 mA
        requireExact(alike(1000, 1e-12, 1000), new double[] {1});
        requireExact(alike(5, 5, 1e-15), new double[] {1}); // 0.1 A
        requireExact(alike(5, 5, 1e-100, 1000, 1000, 1e-100), new double[] {1, 0.5});
        requireExact(alike(1e-15, 1e-15, 1e15, 1e-15, OPEN, 1e15), new double[] {1, -1});
        requireExact(alike(1e-15, 0, 1e9, 1e3, 1e6, OPEN), new double[] {1, 1});
    }

    @Property(tries = 60)
    void shouldBeSymmetricInDriversAndSenseAmplifiers(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll long seed) {
        // seen from its sense amplifiers a crossbar is one with rows and columns exchanged, far ends first
        final Crossbar there = extreme(RandomStream.of(seed, "crossbar"), rows, columns);
        final double[][] turned = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[columns - 1 - j][rows - 1 - i] = there.cells()[i][j];
            }
        }
        final double[][] forth = units(there);

        final double[][] back =
                units(new Crossbar(turned, there.bitWire(), there.wordWire(), there.sense(), there.driver()));

        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                assertEquals(forth[i][j], back[columns - 1 - j][rows - 1 - i], 1e-9 * forth[i][j]);
            }
        }
    }

    /** Currents out with one driver after the other at 1 V: (rows, columns), A. */
    private static double[][] units(Crossbar crossbar) {
        final CrossbarSolver solver = new CrossbarSolver(crossbar);
        final double[][] currents = new double[crossbar.rows()][];
        for (int i = 0; i < currents.length; i++) {
            final double[] unit = new double[currents.length];
            unit[i] = 1;
            currents[i] = solver.solve(unit).outputs();
        }
        return currents;
    }

    @Example
    void shouldHaveEveryColumnForItselfWhereWordLinesAreNearlyPerfect() {
        final RandomStream random = RandomStream.of(64, "columns");
        final double[][] cells = new double[64][64];
        for (final double[] row : cells) {
            Arrays.setAll(row, j -> 1e3 + 99e3 * random.nextDouble());
        }
        final double[] voltages = magnitudes(voltages(random, 64));

        // 64 pieces of 1e-11 ohm drop less than 1e-10 of the drive
        final double[] found = new CrossbarSolver(new Crossbar(cells, 1e-11, 10))
                .solve(voltages)
                .outputs();

        for (int j = 0; j < 64; j++) {
            final double expected = column(cells, j, voltages, 10);
            assertEquals(expected, found[j], 1e-9 * expected, "column " + j);
        }
    }

    /** Current out of one bit line by itself, by Thévenin's theorem from the top. */
    private static double column(double[][] cells, int j, double[] voltages, double wire) {
        double siemens = 0;
        double amperes = 0; // into a short at the node
        for (int i = 0; i < cells.length; i++) {
            siemens += 1 / cells[i][j];
            amperes += voltages[i] / cells[i][j];
            final double kept = 1 / (1 + wire * siemens); // through the next piece of wire
            siemens *= kept;
            amperes *= kept;
        }
        return amperes;
    }

    @Example
    void shouldScaleWithTheVoltages() {
        final Crossbar crossbar = random(RandomStream.of(8, "crossbar"), 5, 4, true);
        final double[] voltages = {1, 0.25, -0.5, 0, 1};
        final double[] one = new CrossbarSolver(crossbar).solve(voltages).outputs();
        for (final int power : new int[] {531, -560, 900, -900}) {
            final double[] far =
                    Arrays.stream(voltages).map(v -> Math.scalb(v, power)).toArray();
            final double[] expected =
                    Arrays.stream(one).map(v -> Math.scalb(v, power)).toArray();
            assertArrayEquals(expected, new CrossbarSolver(crossbar).solve(far).outputs());
        }
        assertArrayEquals(
                new double[4], new CrossbarSolver(crossbar).solve(new double[5]).outputs());
    }

    @Example
    void shouldRefuseVoltagesWhoseCurrentsNoDoubleHolds() {
        refused("crossbar: voltages: expected currents and voltages that a double can hold, found ", 1e-9, 1e305);
        refused("crossbar: voltages: expected currents and voltages that a double can hold, found ", 1e9, 1e-305);
        refused(
                "crossbar: voltage 1: expected 0 or at least 1.0E-60 of the largest, 1.0E160, found 1.0E-170",
                1,
                1e160,
                1e-170);
    }

    private static void refused(String reason, double ohm, double... voltages) {
        final double[][] cells = new double[voltages.length][];
        Arrays.setAll(cells, i -> new double[] {ohm});
        final CrossbarSolver solver = new CrossbarSolver(new Crossbar(cells, 0, 0));
        final String found = assertThrows(IllegalArgumentException.class, () -> solver.solve(voltages))
                .getMessage();
        assertTrue(found.startsWith(reason), found);
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
        assertEquals(
                "crossbar: cell (0, 0): expected 0 or from 1.0E-120 to 1.0E120 ohm, found 1.0E-200",
                assertThrows(IllegalArgumentException.class, () -> new Crossbar(new double[][] {{1e-200}}, 0, 0))
                        .getMessage());
        assertEquals(
                "crossbar: bit-line resistance: expected 0 or from 1.0E-120 to 1.0E120 ohm, found 1.0E200",
                assertThrows(IllegalArgumentException.class, () -> new Crossbar(new double[][] {{1}}, 0, 1e200))
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
