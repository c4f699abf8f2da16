package io.memspike.earlyexit;

/**
 * Where the true fraction lies, given a sample of it.
 *
 * @param low lower end, in [0, 1]
 * @param high upper end, in [0, 1]
 * @param confidence how often an interval made this way holds the true fraction
 */
public record Interval(double low, double high, double confidence) {
    private static final double CONFIDENCE = 0.95;
    private static final double NORMAL_QUANTILE = 1.959963984540054; // of 0.975

    /**
     * The 95 % interval of Wilson for {@code successes} out of {@code trials} ("Probable inference, the law of
     * succession, and statistical inference", J. Am. Stat. Assoc. 22, 1927): it stays in [0, 1] and holds its confidence
     * near 0 and 1, where accuracies lie.
     */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException("interval: expected 0 <= successes <= trials and trials >= 1, found "
                    + successes + " of " + trials);
        }
        final double n = trials;
        final double p = successes / n;
        final double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
        final double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        final double half = NORMAL_QUANTILE / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half), CONFIDENCE);
    }
}
