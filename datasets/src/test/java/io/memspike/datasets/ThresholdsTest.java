package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final float[] REACHED = new float[13]; // [change + 6]

    static {
        for (int i = 0; i < REACHED.length; i++) {
            REACHED[i] = Thresholds.reached(i - 6);
        }
    }

    private final Thresholds thresholds = new Thresholds();

    /** All ratios: a light and a level lie in [0.4, 1.4], so a ratio between them in (0.25, 4). */
    @Test
    void shouldCountAsOneComparisonAfterTheOtherDoes() {
        for (int bits = Float.floatToRawIntBits(0.25f) + 1; bits < Float.floatToRawIntBits(4f); bits++) {
            final float ratio = Float.intBitsToFloat(bits);
            int expected = 0;
            while (ratio >= REACHED[expected + 7]) {
                expected++;
            }
            while (ratio <= REACHED[expected + 5]) {
                expected--;
            }
            if (thresholds.change(ratio) != expected) {
                assertEquals(expected, thresholds.change(ratio), () -> "ratio " + ratio);
            }
        }
    }

    /** Its slack of 4e-6 before e^(n · θ), but for two roundings to float32: of 1 ± 4e-6 and of the product, 2^-24 each at most. */
    @Test
    void shouldReachAThresholdWhereTheLogarithmDoes() {
        for (int change = -6; change <= 6; change++) {
            final double expected = 1 - Math.signum(change) * 4e-6;

            assertEquals(expected, REACHED[change + 6] / StrictMath.exp(change * 0.25), 0x1.01p-23);
        }
    }

    /**
     * Rows that the image has left are not looked at, until it is back. That changes nothing if a pixel which has just
     * answered black answers no more to black: true for every level that it can have.
     */
    @Test
    void shouldHaveAnsweredBlackAtOnce() {
        final int last = Float.floatToRawIntBits(1 / 0.3999f);
        for (int bits = Float.floatToRawIntBits(1 / 1.4001f); bits <= last; bits++) {
            final float scale = Float.intBitsToFloat(bits);
            final float after = scale * thresholds.factor(thresholds.change(SaccadeScene.CONTRAST_OFFSET * scale));
            if (thresholds.change(SaccadeScene.CONTRAST_OFFSET * after) != 0) {
                fail("scale " + scale);
            }
        }
    }

    @Test
    void shouldCountWhenThresholdIsJustReached() {
        assertEquals(1, thresholds.change((float) StrictMath.exp(0.25)));
        assertEquals(-1, thresholds.change((float) StrictMath.exp(-0.25)));
        assertEquals(0, thresholds.change((float) StrictMath.exp(0.2499)));
        assertEquals(0, thresholds.change((float) StrictMath.exp(-0.2499)));
        assertEquals(0, thresholds.change(1f));
    }

    /** Worked out with NumPy 2.4.6 on x86-64: numpy.log(numpy.float32(x)), as bit patterns; the first three are one ulp off the exact value. */
    @Test
    void shouldRoundLogarithmAsNumpyDoes() {
        assertEquals(
                0xbf645f20, Float.floatToRawIntBits(Log32.log(Float.intBitsToFloat(0x3ed1d1d2)))); // log(0.40980393)
        assertEquals(
                0xbf5f84b3, Float.floatToRawIntBits(Log32.log(Float.intBitsToFloat(0x3ed5d5d6)))); // log(0.41764706)
        assertEquals(
                0xbf5e51bc, Float.floatToRawIntBits(Log32.log(Float.intBitsToFloat(0x3ed6d6d7)))); // log(0.41960785)
        assertEquals(0xbf6a9207, Float.floatToRawIntBits(Log32.log(Float.intBitsToFloat(0x3ecccccd)))); // log(0.4)
        assertEquals(0x3eac4617, Float.floatToRawIntBits(Log32.log(Float.intBitsToFloat(0x3fb33333)))); // log(1.4)
    }
}
