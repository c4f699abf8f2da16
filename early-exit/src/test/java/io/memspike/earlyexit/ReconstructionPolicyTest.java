package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.Allocation;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class ReconstructionPolicyTest {
    private static final int PIXELS = 100; // so that a change of x in every pixel is d = x

    private static float[] grey(float value) {
        final float[] picture = new float[PIXELS];
        java.util.Arrays.fill(picture, value);
        return picture;
    }

    /** Step, from 1, at which pictures of these greys are finished; 0 for never. */
    private static int stop(double threshold, float... greys) {
        final ReconstructionPolicy.Watch watch = new ReconstructionPolicy(threshold).watch(PIXELS);
        watch.begin();
        for (int t = 1; t <= greys.length; t++) {
            if (watch.isFinished(grey(greys[t - 1]))) {
                return t;
            }
        }
        return 0;
    }

    @Example
    void shouldStopOnceChangesFallBelowTheThreshold() {
        // d = 0.5, 0.25, 0.125: falling from the first step on, and below 0.2 at the third
        assertEquals(3, stop(0.2, 0.5f, 0.75f, 0.875f));
        // d = 0.5, 0.25, 0.25, 0.125, 0.0625: at the fourth step d_3 = d_2, at the fifth all fall
        assertEquals(5, stop(0.2, 0.5f, 0.25f, 0.5f, 0.375f, 0.3125f));
    }

    @Example
    void shouldGoOnWhileChangesAreLargeOrGrow() {
        assertEquals(0, stop(0.125, 0.5f, 0.75f, 0.875f), "d_3 = 0.125 is not below 0.125");
        assertEquals(0, stop(0.2, 0.0625f, 0.125f, 0.1875f, 0.25f), "d stays at 0.0625");
        assertEquals(0, stop(0.2, 0.125f, 0.25f, 0.3125f), "d_2 = d_1");
        assertEquals(0, stop(0.2, 0.0625f, 0.03125f), "two steps are too few");
        assertEquals(0, stop(0, 0.5f, 0.75f, 0.875f, 0.9375f), "nothing is below 0");
    }

    @Example
    void shouldForgetThePictureBefore() {
        final ReconstructionPolicy.Watch watch = new ReconstructionPolicy(0.2).watch(PIXELS);
        watch.begin();
        watch.isFinished(grey(0.5f));
        watch.isFinished(grey(0.75f));
        watch.begin();

        assertFalse(watch.isFinished(grey(0.875f)), "it is the first step of another picture");
        assertEquals(0.875, watch.change());
        assertFalse(watch.isFinished(grey(0.75f)));
        assertTrue(watch.isFinished(grey(0.6875f)), "d = 0.875, 0.125, 0.0625");
    }

    /** The rule as it is written down, over all steps at once. */
    @Property
    boolean shouldBeTheRule(
            @ForAll @Size(8) float @FloatRange(min = -1, max = 1) [] greys,
            @ForAll @FloatRange(min = 0, max = 1) float threshold) {
        int expected = 0;
        final double[] d = new double[greys.length + 1];
        for (int t = 1; t <= greys.length; t++) {
            d[t] = Math.abs(greys[t - 1] - (t == 1 ? 0 : greys[t - 2]));
        }
        for (int t = greys.length; t >= 3; t--) {
            expected = d[t] < d[t - 1] && d[t - 1] < d[t - 2] && d[t] < threshold ? t : expected;
        }
        final boolean isClose = java.util.stream.IntStream.rangeClosed(1, greys.length)
                .anyMatch(t -> Math.abs(d[t] - threshold) < 1e-6 || t > 1 && Math.abs(d[t] - d[t - 1]) < 1e-6);
        return isClose || stop(threshold, greys) == expected;
    }

    @Example
    void shouldAllocateNothing() {
        final ReconstructionPolicy.Watch watch = new ReconstructionPolicy(0.2).watch(PIXELS);
        final float[] picture = grey(0.5f);
        Allocation.assertNone(() -> {
            for (int i = 0; i < 1000; i++) {
                watch.begin();
                watch.isFinished(picture);
            }
        });
    }

    @Example
    void shouldRefuseAnImpossibleThresholdAndOtherPictures() {
        for (final double threshold : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new ReconstructionPolicy(threshold));
        }
        final ReconstructionPolicy policy = new ReconstructionPolicy(ReconstructionPolicy.DEFAULT_THRESHOLD);
        assertThrows(IllegalArgumentException.class, () -> policy.watch(0));
        final IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> policy.watch(4).isFinished(new float[5]));
        assertEquals("picture: expected 4 pixels, found 5", e.getMessage());
    }
}
