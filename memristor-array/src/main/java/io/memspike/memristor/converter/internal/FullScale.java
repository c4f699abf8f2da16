package io.memspike.memristor.converter.internal;

import java.util.Arrays;

/**
 * Finds a converter's full scale from sums that were observed: too wide wastes codes, too narrow clips. Pure functions.
 */
public final class FullScale {
    private FullScale() {}

    /**
     * The least magnitude that at least that share of the sums does not exceed.
     *
     * @param sums observed sums. Not modified.
     * @param n how many
     * @param quantile share of the sums within the range, in (0, 1]
     * @throws IllegalArgumentException where that magnitude is 0, or a sum is not finite
     */
    public static double ofQuantile(float[] sums, int n, double quantile) {
        requireQuantile(quantile);
        if (n < 1 || n > sums.length) {
            throw new IllegalArgumentException("full scale: expected 1 to " + sums.length + " sums, found " + n);
        }
        final float[] magnitudes = new float[n];
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(sums[i])) {
                throw new IllegalArgumentException("full scale: expected finite sums, found " + sums[i]);
            }
            magnitudes[i] = Math.abs(sums[i]);
        }
        Arrays.sort(magnitudes);
        final float found = magnitudes[(int) Math.ceil(quantile * n) - 1];
        if (found == 0) {
            throw new IllegalArgumentException(
                    "full scale: expected sums other than 0 within a share of " + quantile + ", found none among " + n);
        }
        return found;
    }

    /** Refuses what is no share of sums. */
    public static void requireQuantile(double quantile) {
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("full scale: expected a quantile in (0, 1], found " + quantile);
        }
    }
}
