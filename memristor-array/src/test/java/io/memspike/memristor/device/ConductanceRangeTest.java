package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ConductanceRangeTest {
    @Test
    void shouldRoundToTheNearestOfFiveLevels() {
        final ConductanceRange range = new ConductanceRange(1, 9, 5); // 1, 3, 5, 7, 9
        assertEquals(1, range.nearest(1));
        assertEquals(1, range.nearest(1.99));
        assertEquals(3, range.nearest(2)); // the upper of two
        assertEquals(3, range.nearest(3.99));
        assertEquals(9, range.nearest(8));
        assertEquals(9, range.nearest(9));
    }

    @Test
    void shouldKeepEveryConductanceWhenContinuous() {
        final ConductanceRange range = new ConductanceRange(0, 40e-6);
        assertEquals(12.345e-6, range.nearest(12.345e-6));
        assertEquals(40e-6, range.widthSiemens());
        assertEquals(20e-6, range.midSiemens());
    }

    @Property
    void shouldLeaveNoLevelNearerThanTheNearest(
            @ForAll @DoubleRange(max = 1) @Scale(9) double part, @ForAll @IntRange(min = 2, max = 64) int n) {
        final ConductanceRange range = new ConductanceRange(1e-6, 40e-6, n);
        final double siemens = Math.min(range.maxSiemens(), range.minSiemens() + part * range.widthSiemens());
        final double nearest = range.nearest(siemens);

        assertTrue(IntStream.range(0, n).anyMatch(i -> range.level(i) == nearest));
        assertEquals(nearest, range.nearest(nearest));
        for (int i = 0; i < n; i++) {
            assertTrue(Math.abs(siemens - nearest) <= Math.abs(siemens - range.level(i)) + 1e-20);
        }
    }

    @Test
    void shouldRefuseInOneClearLine() {
        Draws.assertRefused(
                "g_min: expected a finite conductance of at least 0, found -1.0E-6",
                () -> new ConductanceRange(-1e-6, 1e-6));
        Draws.assertRefused(
                "g_max: expected a finite conductance of at least 0, found NaN",
                () -> new ConductanceRange(0, Double.NaN));
        Draws.assertRefused(
                "conductance range: expected g_min up to g_max, found 2.0E-5 above 1.0E-5",
                () -> new ConductanceRange(2e-5, 1e-5));
        Draws.assertRefused(
                "conductance range: expected at least 2 levels, or 0 for all conductances, found 1",
                () -> new ConductanceRange(0, 1e-5, 1));
        Draws.assertRefused(
                "target: expected a conductance from 0.0 to 1.0E-5 siemens, found -1.0E-9",
                () -> new ConductanceRange(0, 1e-5).nearest(-1e-9));
        Draws.assertRefused(
                "target: expected a conductance from 0.0 to 1.0E-5 siemens, found NaN",
                () -> new ConductanceRange(0, 1e-5).nearest(Double.NaN));
        Draws.assertRefused(
                "level: expected one of 4 from 0 up, found 4", () -> new ConductanceRange(0, 1, 4).level(4));
        Draws.assertRefused(
                "conductance range: expected g_min below g_max, found both at 1.0E-5",
                () -> new TargetRram(new ConductanceRange(1e-5, 1e-5)));
        Draws.assertRefused(
                "conductance range: expected g_min below g_max, found both at 0.0",
                () -> new PhaseChangeMemory(new ConductanceRange(0, 0)));
    }
}
