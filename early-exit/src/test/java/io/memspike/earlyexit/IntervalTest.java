package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void shouldStayWithinZeroAndOneWhenAllOrNoneSucceed() {
        // z² / (n + z²) = 3.841459 / 103.841459 = 0.036994 for none of 100
        final Interval none = Interval.wilson(0, 100);
        final Interval all = Interval.wilson(100, 100);

        assertEquals(0.0, none.low(), 1e-12);
        assertEquals(0.036994, none.high(), 1e-6);
        assertEquals(1 - 0.036994, all.low(), 1e-6);
        assertTrue(all.high() <= 1);
    }

    @Test
    void shouldShrinkWithTheRootOfTheTrials() {
        final Interval few = Interval.wilson(950, 1_000);
        final Interval many = Interval.wilson(95_000, 100_000);

        assertEquals(10, (few.high() - few.low()) / (many.high() - many.low()), 0.1);
    }

    @Test
    void shouldRefuseMoreSuccessesThanTrials() {
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(2, 1));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
    }
}
