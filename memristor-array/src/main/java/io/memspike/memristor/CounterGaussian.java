package io.memspike.memristor;

import io.memspike.core.RandomStream;

/**
 * Standard normal numbers addressed by a counter: number i of a key is a function of key and i alone, so threads, order
 * and vector width cannot matter. Plain arithmetic on a table made with {@code StrictMath}: same bits on every JDK.
 *
 * <p>Bits: the SplitMix64 finaliser of {@code key + (i/2 + 1) · γ}, 32 bits for each of two neighbours. Normal: inverse
 * of the distribution function, interpolated linearly in segments that halve towards the tail, as hardware generators do
 * (Lee, Cheung, Villasenor, Luk, "Inversion-based hardware Gaussian random number generator", FPT 2006). The hierarchy
 * of segments is that of floating point: 32 bits, made odd, become a float v whose sign is the result's and whose
 * magnitude, in units of 2⁻³², is the tail probability p in (0, ½]. Its leading bits name the segment:
 *
 * <pre>
 *   31     30 … 23    22 … 17           16 … 0
 *   sign │ exponent │ 64th of octave │ rest         quantile = intercept[bits 31 … 17] + slope[bits 31 … 17] · v
 * </pre>
 *
 * The quantile is off by at most 1.3e-5, the distribution function by 4e-6: a Kolmogorov-Smirnov test would need 10¹⁰
 * draws to see it. |x| is at most 6.23, the quantile of 2⁻³².
 */
public final class CounterGaussian {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int OCTAVES = 31; // powers of two from 1 to 2³⁰
    private static final int SEGMENTS = 64; // in each octave
    private static final int SEGMENT_SHIFT = 17; // of a float's bits

    /** (2¹⁵, 2): intercept and slope for every leading half of a float; those that no draw can reach are 0. */
    private static final float[] TABLE = table();

    private CounterGaussian() {}

    /** What all reads of one layer have in common. */
    static long source(long seed, int layerPosition) {
        return RandomStream.of(seed, "read noise", layerPosition).nextLong();
    }

    /** The key of one read. */
    public static long key(long source, long read) {
        return RandomStream.mix(source + GAMMA * (read + 1));
    }

    /**
     * {@code current[i] += scale · √variance[i] · x(key, i)} for i in [0, n). A current whose variance is 0 keeps its
     * value; pairs without variance cost nothing.
     *
     * @param key from {@link #key}
     * @param scale factor of all deviations
     * @param variance (≥ n), at least 0. Not modified.
     * @param current (≥ n). Modified.
     * @param n how many
     */
    static void add(long key, float scale, float[] variance, float[] current, int n) {
        int i = 0;
        for (; i + 1 < n; i += 2) {
            final float first = variance[i];
            final float second = variance[i + 1];
            if (first + second != 0f) {
                // a lone 0 within a pair adds 0: cheaper than a branch that nobody can predict
                final long bits = bits(key, i);
                current[i] += scale * (float) Math.sqrt(first) * normal((int) bits);
                current[i + 1] += scale * (float) Math.sqrt(second) * normal((int) (bits >>> 32));
            }
        }
        if (i < n) {
            current[i] += scale * (float) Math.sqrt(variance[i]) * at(key, i);
        }
    }

    /** Number i of a key. */
    public static float at(long key, int i) {
        final long bits = bits(key, i);
        return normal((int) ((i & 1) == 0 ? bits : bits >>> 32));
    }

    private static long bits(long key, int i) {
        return RandomStream.mix(key + GAMMA * ((i >> 1) + 1));
    }

    /** The normal number that 32 uniform bits stand for; the last of them is ignored. */
    static float normal(int bits) {
        final float v = bits | 1;
        final int at = Float.floatToRawIntBits(v) >>> SEGMENT_SHIFT << 1;
        return TABLE[at] + TABLE[at + 1] * v;
    }

    private static float[] table() {
        final float[] table = new float[2 << (Float.SIZE - SEGMENT_SHIFT)];
        double end = 0; // quantile of tail probability 1/2, which rounding reaches: there all stays 0
        for (int octave = OCTAVES - 1; octave >= 0; octave--) {
            final double width = StrictMath.scalb(1.0 / SEGMENTS, octave);
            for (int segment = SEGMENTS - 1; segment >= 0; segment--) {
                final double v = (SEGMENTS + segment) * width; // where the segment starts
                final double start = quantile(v * 0x1.0p-32, end);
                final float slope = (float) ((end - start) / width);
                final float intercept = (float) (start - (end - start) / width * v);
                put(table, (float) v, intercept, slope);
                put(table, (float) -v, -intercept, slope);
                end = start;
            }
        }
        return table;
    }

    private static void put(float[] table, float v, float intercept, float slope) {
        final int at = Float.floatToRawIntBits(v) >>> SEGMENT_SHIFT << 1;
        table[at] = intercept;
        table[at + 1] = slope;
    }

    /** x ≥ 0 with tail(x) = probability, by Newton's method from below, where it converges without overshooting. */
    private static double quantile(double probability, double below) {
        double x = below;
        for (int i = 0; i < 8; i++) {
            x += (tail(x) - probability) / density(x);
        }
        return x;
    }

    /** 1 − Φ(x), x ≥ 0: power series in the body, Laplace's continued fraction in the tail. */
    static double tail(double x) {
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int odd = 3; odd < 99; odd += 2) {
                term *= x * x / odd;
                sum += term;
            }
            return 0.5 - density(x) * sum;
        }
        double fraction = x;
        for (int k = 120; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }
}
