package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.memristor.Statistics;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CellFaultsTest {
    private static final int CELLS = Draws.CELLS;

    private static CellFault[] cells(CellFaults faults, long seed, int layer) {
        final CellFault[] cells = new CellFault[CELLS];
        Arrays.setAll(cells, c -> faults.of(seed, layer, c));
        return cells;
    }

    private static void assertShare(double rate, CellFault fault, CellFault[] cells) {
        Draws.assertShare(
                rate, cells.length, Arrays.stream(cells).filter(c -> c == fault).count());
    }

    @Test
    void shouldHitCellsAtTheirRates() {
        final CellFault[] cells = cells(new CellFaults(0.02, 0.1, 0.01, 0.3), 1, 0);
        assertShare(0.02, CellFault.STUCK_ON, cells);
        assertShare(0.1, CellFault.STUCK_OFF, cells);
        assertShare(0.01, CellFault.OPEN, cells);
        assertShare(0.3, CellFault.SHORT, cells);
        assertShare(0.57, CellFault.NONE, cells);
    }

    @Test
    void shouldHitNoneOrAllWhenRatesSumToNoneOrOne() {
        assertFalse(CellFaults.NONE.isPresent());
        for (int c = 0; c < CELLS; c++) {
            assertEquals(CellFault.NONE, CellFaults.NONE.of(1, 0, c));
            assertEquals(CellFault.OPEN, new CellFaults(0, 0, 1, 0).of(1, 0, c));
            assertNotEquals(CellFault.NONE, new CellFaults(0.25, 0.25, 0.25, 0.25).of(1, 0, c));
        }
    }

    @Test
    void shouldKeepTheCellsOfOnePercentAtTwo() {
        final CellFault[] one = cells(new CellFaults(0, 0.01, 0, 0), 1, 0);
        final CellFault[] two = cells(new CellFaults(0, 0.02, 0, 0), 1, 0);
        for (int c = 0; c < CELLS; c++) {
            assertTrue(one[c] == CellFault.NONE || two[c] == CellFault.STUCK_OFF);
        }
        assertShare(0.02, CellFault.STUCK_OFF, two);
    }

    @Property(tries = 200)
    void shouldHealNoCellWhenRatesGrow(
            @ForAll @DoubleRange(max = 0.2) double on,
            @ForAll @DoubleRange(max = 0.2) double off,
            @ForAll @DoubleRange(max = 0.2) double open,
            @ForAll @DoubleRange(max = 0.2) double shorted,
            @ForAll @DoubleRange(max = 0.05) double more) {
        final CellFaults few = new CellFaults(on, off, open, shorted);
        final CellFaults many = new CellFaults(on + more, off, open + more, shorted + more);
        for (int c = 0; c < 1000; c++) {
            assertTrue(few.of(5, 2, c) == CellFault.NONE || many.of(5, 2, c) != CellFault.NONE);
        }
    }

    @Test
    void shouldHitOtherCellsWhenSeedOrLayerDiffers() {
        final CellFaults half = new CellFaults(0.5, 0, 0, 0);
        final double[] x = signs(cells(half, 1, 0));
        assertEquals(0, Statistics.correlation(x, signs(cells(half, 2, 0))), Statistics.Z / Math.sqrt(CELLS));
        assertEquals(0, Statistics.correlation(x, signs(cells(half, 1, 2))), Statistics.Z / Math.sqrt(CELLS));
    }

    private static double[] signs(CellFault[] cells) {
        return Arrays.stream(cells)
                .mapToDouble(c -> c == CellFault.NONE ? -1 : 1)
                .toArray();
    }

    @Test
    void shouldConductByTheFault() {
        final ConductanceRange range = new ConductanceRange(1e-6, 40e-6);
        assertEquals(40e-6, CellFaults.NONE.siemens(CellFault.STUCK_ON, range));
        assertEquals(1e-6, CellFaults.NONE.siemens(CellFault.STUCK_OFF, range));
        assertEquals(0, CellFaults.NONE.siemens(CellFault.OPEN, range));
        assertEquals(1e-3, CellFaults.NONE.siemens(CellFault.SHORT, range));
        assertEquals(2e-3, new CellFaults(0, 0, 0, 0, 2e-3).siemens(CellFault.SHORT, range));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        Draws.assertRefused(
                "stuck-at-on rate: expected a number in [0, 1], found -0.1", () -> new CellFaults(-0.1, 0, 0, 0));
        Draws.assertRefused(
                "stuck-at-off rate: expected a number in [0, 1], found 1.5", () -> new CellFaults(0, 1.5, 0, 0));
        Draws.assertRefused(
                "open rate: expected a number in [0, 1], found NaN", () -> new CellFaults(0, 0, Double.NaN, 0));
        Draws.assertRefused("short rate: expected a number in [0, 1], found 2.0", () -> new CellFaults(0, 0, 0, 2));
        Draws.assertRefused(
                "cell faults: expected rates that sum to at most 1, found 1.25",
                () -> new CellFaults(0.5, 0.25, 0.25, 0.25));
        Draws.assertRefused(
                "shortSiemens: expected a finite conductance above 0, found 0.0", () -> new CellFaults(0, 0, 0, 0, 0));
        Draws.assertRefused(
                "fault: expected a faulty cell, found NONE",
                () -> CellFaults.NONE.siemens(CellFault.NONE, new ConductanceRange(0, 1)));
    }
}
