package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private final Thresholds thresholds = new Thresholds();

    @Property
    void shouldCountThresholdsAsLogarithmDoes(
            @ForAll @IntRange(min = 0x3e92_5000, max = 0x405f_f000) int bits) { // 0.2858 to 3.499
        final float ratio = Float.intBitsToFloat(bits);
        final double moved = StrictMath.log(ratio) / 0.25;
        final int expected = (int) (moved + Math.signum(moved) * 2e-5); // the slack: 4e-6 / 0.25 = 1.6e-5

        final int strict = (int) moved;
        final int found = thresholds.change(ratio);

        assertEquals(found == strict ? strict : expected, found);
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
