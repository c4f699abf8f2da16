package io.memspike.memristor.wire;

/**
 * Differential pairs on a crossbar: the G⁺ and the G⁻ of an output are columns side by side, as
 * {@link io.memspike.memristor.tile.TileMapping} draws them.
 */
public final class ColumnPairs {
    private ColumnPairs() {}

    /**
     * Lays two matrices of one shape out in pairs of columns.
     *
     * @param positive G⁺: (inputs, outputs). Not modified.
     * @param negative G⁻: (inputs, outputs). Not modified.
     * @return (inputs, 2 · outputs): G⁺ of output o in column 2o, its G⁻ in the next
     */
    public static double[][] interleave(double[][] positive, double[][] negative) {
        if (positive.length != negative.length) {
            throw new IllegalArgumentException(
                    "column pairs: expected " + positive.length + " rows of G⁻ as of G⁺, found " + negative.length);
        }
        final double[][] pairs = new double[positive.length][];
        for (int i = 0; i < pairs.length; i++) {
            if (positive[i].length != negative[i].length) {
                throw new IllegalArgumentException("column pairs: row " + i + ": expected " + positive[i].length
                        + " cells of G⁻ as of G⁺, found " + negative[i].length);
            }
            pairs[i] = new double[2 * positive[i].length];
            for (int o = 0; o < positive[i].length; o++) {
                pairs[i][2 * o] = positive[i][o];
                pairs[i][2 * o + 1] = negative[i][o];
            }
        }
        return pairs;
    }

    /** The G⁺ of pairs of columns: (inputs, outputs). */
    public static double[][] positive(double[][] pairs) {
        return everySecond(pairs, 0);
    }

    /** The G⁻ of pairs of columns: (inputs, outputs). */
    public static double[][] negative(double[][] pairs) {
        return everySecond(pairs, 1);
    }

    private static double[][] everySecond(double[][] pairs, int from) {
        final double[][] half = new double[pairs.length][pairs[0].length / 2];
        for (int i = 0; i < half.length; i++) {
            for (int o = 0; o < half[i].length; o++) {
                half[i][o] = pairs[i][2 * o + from];
            }
        }
        return half;
    }
}
