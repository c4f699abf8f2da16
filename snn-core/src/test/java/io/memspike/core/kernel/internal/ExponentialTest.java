package io.memspike.core.kernel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void shouldComeCloseEverywhere() {
        final RandomStream random = RandomStream.of(1, "exponential");
        for (int i = 0; i < 200_000; i++) {
            final double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 1400 : 4);
            final double expected = StrictMath.exp(x);
            assertEquals(expected, Exponential.of(x), 1e-15 * expected, () -> "of " + x);
        }
    }

    @Test
    void shouldBeExactAtTheEnds() {
        assertEquals(1, Exponential.of(0));
        assertEquals(1, Exponential.of(-0.0));
        assertEquals(0, Exponential.of(-1e9));
        assertEquals(0, Exponential.of(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.of(1e9));
        assertTrue(Double.isNaN(Exponential.of(Double.NaN)));
    }
}
