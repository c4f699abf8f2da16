package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.memristor.converter.internal.FullScale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FullScaleTest {
    private static final float[] SUMS = {3, -7, 0, 1, -2, 5, 4, -6, 8, -9};

    @Test
    void shouldBeTheLargestMagnitude() {
        final float[] sums = SUMS.clone();

        assertEquals(9, FullScale.ofQuantile(sums, 10, 1));
        assertEquals(8, FullScale.ofQuantile(sums, 9, 1)); // without the −9
        assertArrayEquals(SUMS, sums);
    }

    @Test
    void shouldLeaveOutTheTail() {
        // magnitudes 0 … 9
        assertEquals(8, FullScale.ofQuantile(SUMS, 10, 0.9));
        assertEquals(9, FullScale.ofQuantile(SUMS, 10, 0.91));
        assertEquals(4, FullScale.ofQuantile(SUMS, 10, 0.5));
    }

    @Property
    void shouldHoldAtLeastTheGivenShare(
            @ForAll @Size(min = 1, max = 50) float[] any,
            @ForAll @Scale(6) @FloatRange(min = 0.5f, max = 2) float one,
            @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 1) double quantile) {
        final float[] sums = any.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Float.isFinite(sums[i]) && sums[i] != 0 ? sums[i] : one;
        }
        final double fullScale = FullScale.ofQuantile(sums, sums.length, quantile);
        int within = 0;
        int below = 0;
        for (final float sum : sums) {
            within += Math.abs(sum) <= fullScale ? 1 : 0;
            below += Math.abs(sum) < fullScale ? 1 : 0;
        }
        assertEquals(true, within >= quantile * sums.length && below < quantile * sums.length);
    }

    @Test
    void shouldRefuseInOneClearLine() {
        assertRefused("full scale: expected a quantile in (0, 1], found 0.0", () -> FullScale.ofQuantile(SUMS, 3, 0));
        assertRefused("full scale: expected a quantile in (0, 1], found 1.1", () -> FullScale.ofQuantile(SUMS, 3, 1.1));
        assertRefused("full scale: expected 1 to 10 sums, found 0", () -> FullScale.ofQuantile(SUMS, 0, 1));
        assertRefused("full scale: expected 1 to 10 sums, found 11", () -> FullScale.ofQuantile(SUMS, 11, 1));
        assertRefused(
                "full scale: expected sums other than 0 within a share of 1.0, found none among 4",
                () -> FullScale.ofQuantile(new float[4], 4, 1));
        assertRefused(
                "full scale: expected finite sums, found NaN",
                () -> FullScale.ofQuantile(new float[] {Float.NaN}, 1, 1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
