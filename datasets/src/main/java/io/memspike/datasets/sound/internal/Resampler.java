package io.memspike.datasets.sound.internal;

/**
 * Sound at another number of samples a second: {@code y[n] = Σ x[k] · h(n · from / to − k)}, where h is a sinc under a
 * Kaiser window, which lets pass what is below 0.85 of half the lower rate and damps what would fold back by some 80 dB. Beyond its ends a
 * recording is silent. Doubles in fixed order: the same bits on any JDK. Not thread-safe.
 */
public final class Resampler {
    private static final int ZEROS = 32; // of the sinc, on either side
    private static final double BETA = 8;
    private static final double PASSES = 0.92; // of half the lower rate

    private final int up;
    private final int down;
    private final double cutoff; // as a part of half the rate it comes from
    private final int reach; // samples on either side
    private final double[][] phases; // [n·down mod up][2·reach], as they are asked for

    /**
     * Between two rates.
     *
     * @param from samples a second, 1,000 to 1,000,000
     * @param to samples a second, 1,000 to 1,000,000
     */
    public Resampler(int from, int to) {
        require(from);
        require(to);
        final int common = divisor(from, to);
        up = to / common;
        down = from / common;
        cutoff = PASSES * Math.min(1.0, (double) to / from);
        reach = (int) Math.ceil(ZEROS / cutoff);
        phases = new double[up][];
    }

    private static void require(int rate) {
        if (rate < 1_000 || rate > 1_000_000) {
            throw new IllegalArgumentException("rate: expected 1000 to 1000000 samples a second, found " + rate);
        }
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Samples of the source that the first so many samples of the result depend on. */
    public int needed(int most) {
        return (int) Math.min(Integer.MAX_VALUE, (long) most * down / up + reach + 1);
    }

    /**
     * The sound at the other rate.
     *
     * @param sound a recording, or as much of its beginning as is {@linkplain #needed needed}. Not modified.
     * @param most samples of the result, at most
     */
    public double[] resample(double[] sound, int most) {
        final long whole = ((long) sound.length * up + down - 1) / down;
        final double[] result = new double[(int) Math.min(most, whole)];
        for (int n = 0; n < result.length; n++) {
            final long at = (long) n * down;
            final double[] phase = phase((int) (at % up));
            final int first = (int) (at / up) - reach + 1;
            double sum = 0;
            for (int i = Math.max(0, -first); i < phase.length && first + i < sound.length; i++) {
                sum += phase[i] * sound[first + i];
            }
            result[n] = sum;
        }
        return result;
    }

    /** Weights of the 2·reach samples around a place that lies so many parts of {@code up} behind a sample; their sum is 1. */
    private double[] phase(int number) {
        if (phases[number] == null) {
            final double[] weights = new double[2 * reach];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = filter(i - reach + 1 - (double) number / up);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            phases[number] = weights;
        }
        return phases[number];
    }

    private double filter(double samples) {
        final double part = samples / reach;
        if (Math.abs(part) >= 1) {
            return 0;
        }
        final double x = Math.PI * cutoff * samples;
        return (x == 0 ? 1 : StrictMath.sin(x) / x) * bessel(BETA * Math.sqrt(1 - part * part));
    }

    /** The modified Bessel function of order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
