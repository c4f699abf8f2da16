package io.memspike.serve.array;

import java.util.Arrays;

/**
 * How often values lie where: bins of equal width.
 *
 * @param from lower end of the first bin
 * @param to upper end of the last
 * @param of counts of each series, (series, bins)
 */
public record Counts(double from, double to, int[][] of) {
    private static final int BINS = 80;

    /** Of several series in the same bins; values that are not numbers do not count. */
    static Counts of(double[]... series) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (final double[] values : series) {
            for (final double value : values) {
                if (!Double.isNaN(value)) {
                    from = Math.min(from, value);
                    to = Math.max(to, value);
                }
            }
        }
        final int[][] counts = new int[series.length][BINS];
        if (!(from <= to)) {
            return new Counts(0, 1, counts);
        }
        if (from == to) { // all alike
            from -= 0.5 * Math.max(Math.abs(from), Double.MIN_NORMAL);
            to += 0.5 * Math.max(Math.abs(to), Double.MIN_NORMAL);
        }
        for (int s = 0; s < series.length; s++) {
            for (final double value : series[s]) {
                if (!Double.isNaN(value)) {
                    counts[s][Math.min(BINS - 1, (int) (BINS * ((value - from) / (to - from))))]++;
                }
            }
        }
        return new Counts(from, to, counts);
    }

    /** How many values there are of a series. */
    int total(int series) {
        return Arrays.stream(of[series]).sum();
    }
}
