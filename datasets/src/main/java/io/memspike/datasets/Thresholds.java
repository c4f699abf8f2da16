package io.memspike.datasets;

/**
 * How many thresholds of contrast lie between two intensities, without a logarithm: {@code trunc(log(ratio) / θ)} read
 * from a table over the upper bits of the ratio's float32 pattern, refined by one comparison.
 *
 * <p>A ratio within 4e-6 of a threshold counts as having reached it, so that a pixel which comes back to black gives
 * back the events it gave, whatever rounding its signalled level has gathered on the way. Immutable.
 */
final class Thresholds {
    /** Contrast threshold, in units of natural logarithm. */
    static final float THETA = 0.25f;

    private static final float SLACK = 4e-6f;
    private static final int MOST = 5; // log(1.4 / 0.4) / θ = 5.01
    private static final int SHIFT = 19; // 16 buckets an octave: narrower than θ, so at most one threshold in each
    private static final int BASE = Float.floatToRawIntBits(0.25f) >> SHIFT; // ratios lie in (0.25, 4)
    private static final int BUCKETS = 64;

    private final float[] factors = new float[2 * MOST + 3]; // [change + MOST + 1] = e^(−change · θ)
    private final int[] bucketChange = new int[BUCKETS]; // the change at the bucket's start ...
    private final int[] bucketLast = new int[BUCKETS]; // ... and the last bit pattern that still has it

    Thresholds() {
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) StrictMath.exp((MOST + 1 - i) * (double) THETA);
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            final int start = bucket + BASE << SHIFT;
            final int end = bucket + 1 + BASE << SHIFT;
            bucketChange[bucket] = search(start);
            bucketLast[bucket] = start;
            for (int step = end - start >> 1; step > 0; step >>= 1) {
                if (search(bucketLast[bucket] + step) == bucketChange[bucket]) {
                    bucketLast[bucket] += step;
                }
            }
        }
    }

    private static int search(int bits) {
        final float ratio = Float.intBitsToFloat(bits);
        int change = 0;
        while (ratio >= reached(change + 1)) {
            change++;
        }
        while (ratio <= reached(change - 1)) {
            change--;
        }
        return change;
    }

    /** The ratio at which {@code change} thresholds are reached: a little nearer to 1 than e^(change · θ). */
    static float reached(int change) {
        return (float) (StrictMath.exp(change * (double) THETA) * (1 - Math.signum(change) * SLACK));
    }

    /** Events to be signalled for {@code ratio} = now / last signalled, in (0.25, 4): positive ON, negative OFF. */
    int change(float ratio) {
        final int bits = Float.floatToRawIntBits(ratio);
        final int bucket = (bits >> SHIFT) - BASE;
        return bucketChange[bucket] + (bucketLast[bucket] - bits >>> 31);
    }

    /** What the reciprocal of the signalled level is multiplied by when that many events are signalled, e^(−change · θ). */
    float factor(int change) {
        return factors[change + MOST + 1];
    }
}
