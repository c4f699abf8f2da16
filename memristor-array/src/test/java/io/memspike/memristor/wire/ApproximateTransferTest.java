package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApproximateTransferTest {
    private static final int DRAWS = 10; // of spikes

    @Property(tries = 60)
    void shouldBeExactWhereAllRowsAreDrivenAlike(
            @ForAll @IntRange(min = 1, max = 25) int rows,
            @ForAll @IntRange(min = 1, max = 25) int columns,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "approximate");
        final double[][] siemens = Cells.random(random, rows, columns, 2e3, 0.3);
        final LineResistances lines = Cells.lines(random);
        final double[] voltages = new double[rows];
        Arrays.fill(voltages, 0.3);
        final double[] expected = TransferMatrix.of(siemens, lines, 1).currents(voltages);

        final ApproximateTransfer found = ApproximateTransfer.of(siemens, lines);

        final double[] currents = Cells.currents(found.effective(), voltages);
        for (int j = 0; j < columns; j++) {
            assertEquals(expected[j], currents[j], 1e-5 * expected[j] + 1e-18);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                final double drop = found.irDrop()[i][j];
                assertTrue(drop > -1e-6 && drop < 1, "IR drop " + drop);
                assertEquals(siemens[i][j] * (1 - drop), found.effective()[i][j], 1e-12 * siemens[i][j]);
            }
        }
    }

    @Property(tries = 200)
    void shouldBeExactThereForAnyResistances(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "approximate");
        final double[][] siemens = Cells.random(random, rows, columns, 2e3, 0.3);
        final double[] ohms = new double[4];
        Arrays.setAll(ohms, k -> Math.pow(10, -15 + 21 * random.nextDouble()));
        final LineResistances lines = new LineResistances(ohms[0], ohms[1], ohms[2], ohms[3]);
        final double[] voltages = new double[rows];
        Arrays.fill(voltages, 1);
        final double[] expected = TransferMatrix.of(siemens, lines, 1).currents(voltages);

        final double[] currents =
                Cells.currents(ApproximateTransfer.of(siemens, lines).effective(), voltages);

        final double largest = Arrays.stream(expected).max().orElseThrow();
        assertArrayEquals(expected, currents, 1e-6 * largest);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 128, 512})
    void shouldKeepTheStatedError(int size) {
        for (final double wire : new double[] {0.1, 1, 10}) {
            for (final double low : new double[] {5e3, 100e3 / 3}) { // up to three times that
                for (final double open : new double[] {0, 0.5, 0.9}) {
                    requireBound(size, wire, low, open);
                }
            }
        }
    }

    private static void requireBound(int size, double wire, double low, double open) {
        final double[][] siemens = Cells.random(RandomStream.of(size, "cells"), size, size, low, open);
        final LineResistances lines = LineResistances.ofWires(wire, wire);
        final double[][] exact = TransferMatrix.of(siemens, lines, 2).effective();

        final ApproximateTransfer found = ApproximateTransfer.of(siemens, lines);

        final double lost = (1 - found.kept()) * (1 - found.kept());
        final String which = size + " lines, " + wire + " ohm, cells from " + low + " ohm, open " + open;
        assertTrue(error(exact, found.effective(), 0.5) <= 1e-6 + lost / 4, which + ", half of the rows");
        assertTrue(error(exact, found.effective(), 0.1) <= 1e-6 + lost, which + ", a tenth of the rows");
    }

    /** The largest over some draws of spikes. */
    private static double error(double[][] exact, double[][] found, double share) {
        final RandomStream random = RandomStream.of(1, "spikes");
        double most = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            final double[] voltages = Cells.spikes(random, exact.length, share);
            voltages[draw] = 1; // at least one
            final double[] expected = Cells.currents(exact, voltages);
            final double[] currents = Cells.currents(found, voltages);
            double squares = 0;
            double differences = 0;
            for (int j = 0; j < expected.length; j++) {
                squares += expected[j] * expected[j];
                differences += (currents[j] - expected[j]) * (currents[j] - expected[j]);
            }
            most = Math.max(most, Math.sqrt(differences / squares));
        }
        return most;
    }

    @Example
    void shouldLeaveOpenCellsOpen() {
        final double[][] siemens = {{1e-4, 0}, {0, 1e-4}, {1e-4, 1e-4}};
        final LineResistances lines = LineResistances.ofWires(10, 10);

        final double[][] found = ApproximateTransfer.of(siemens, lines).effective();

        assertEquals(0, found[0][1]);
        assertEquals(0, found[1][0]);
        assertTrue(TransferMatrix.of(siemens, lines, 1).effective()[0][1] > 0); // a sneak path
    }

    @Example
    void shouldChangeNothingWithoutResistance() {
        final double[][] siemens = {{1e-4, 0, 3e-5}};
        final ApproximateTransfer found = ApproximateTransfer.of(siemens, LineResistances.NONE);

        assertArrayEquals(siemens[0], found.effective()[0]);
        assertArrayEquals(new double[3], found.irDrop()[0]);
        assertEquals(1, found.kept());
    }

    @Example
    void shouldKeepEverythingOfNothing() {
        final double[][] open = new double[2][3];
        final ApproximateTransfer found = ApproximateTransfer.of(open, LineResistances.ofWires(1, 1));

        assertEquals(1, found.kept());
        assertArrayEquals(new double[3], found.effective()[1]);
    }

    @Example
    void shouldLoseMostFarFromDriversAndSenseAmplifiers() {
        // one cell of 8 ohm behind 1 ohm of each wire: 8 V of 10 fall across it
        final ApproximateTransfer one =
                ApproximateTransfer.of(new double[][] {{1 / 8.0}}, LineResistances.ofWires(1, 1));
        assertEquals(0.2, one.irDrop()[0][0], 1e-6);
        assertEquals(0.1, one.effective()[0][0], 1e-6);
        assertEquals(0.8, one.kept(), 1e-6);

        final double[][] siemens = new double[30][40];
        for (final double[] row : siemens) {
            Arrays.fill(row, 1e-4);
        }
        final double[][] drop =
                ApproximateTransfer.of(siemens, LineResistances.ofWires(2, 2)).irDrop();
        for (int i = 0; i < 30; i++) {
            for (int j = 1; j < 40; j++) {
                assertTrue(drop[i][j] > drop[i][j - 1], "further from the driver");
                assertTrue(i == 0 || drop[i - 1][j] > drop[i][j], "further from the sense amplifier");
            }
        }
    }

    @Example
    void shouldRefuseNegativeConductances() {
        assertEquals(
                "conductances: cell (1, 0): expected a finite number of siemens from 0 up, found -2.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ApproximateTransfer.of(new double[][] {{1}, {-2}}, LineResistances.NONE))
                        .getMessage());
    }
}
