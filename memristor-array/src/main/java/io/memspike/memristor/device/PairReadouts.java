package io.memspike.memristor.device;

/**
 * Read-outs of a chip whose cells were read while all were set and while all were reset, as random weights of which some are
 * pruned: cells i and i + n of 2n are a pair, and its sign is a bit beside it (Li and others, "Pruning random resistive memory for
 * optimizing analogue AI", arXiv 2311.07164).
 *
 * <pre>
 *   connected   sign · |set i − set i+n| / scale
 *   pruned      0                              both cells reset: nothing is left between them
 *               sign · |reset i − set i+n| / scale    the first alone: the second goes on to conduct
 * </pre>
 *
 * Arrays are kept, and not modified.
 *
 * @param set conductances of set cells, [read][2n], in any unit
 * @param reset conductances of reset cells, [read][2n], in the same
 * @param sign 1 or −1 of each pair, [n]
 */
public record PairReadouts(float[][] set, float[][] reset, float[] sign) {
    /** Which cells of a pruned pair are reset. */
    public enum Pruned {
        /** Both. */
        BOTH,
        /** The first. */
        FIRST
    }

    public PairReadouts {
        if (set.length == 0 || set.length != reset.length) {
            throw new IllegalArgumentException("read-outs: expected as many of set as of reset cells, found "
                    + set.length + " and " + reset.length);
        }
        for (int read = 0; read < set.length; read++) {
            if (set[read].length != 2 * sign.length || reset[read].length != 2 * sign.length) {
                throw new IllegalArgumentException("read-outs: expected " + 2 * sign.length + " cells in read " + read
                        + ", found " + set[read].length + " and " + reset[read].length);
            }
        }
        for (int i = 0; i < sign.length; i++) {
            if (Math.abs(sign[i]) != 1f) {
                throw new IllegalArgumentException(
                        "read-outs: expected a sign of 1 or -1, found " + sign[i] + " of pair " + i);
            }
        }
    }

    /** Number of reads. */
    public int reads() {
        return set.length;
    }

    /** Conductance that stands for a weight of 1, so that connected pairs weigh so much on average over all reads. */
    public double scale(double meanWeight) {
        double sum = 0;
        for (final float[] read : set) {
            for (int i = 0; i < sign.length; i++) {
                sum += Math.abs((double) read[i] - read[i + sign.length]);
            }
        }
        return sum / set.length / sign.length / meanWeight;
    }

    /**
     * Weights of one read.
     *
     * @param read which
     * @param mask 1 = connected, [n]. Not modified.
     * @param scale what stands for a weight of 1
     * @param pruned which cells of a pruned pair are reset
     */
    public float[] weights(int read, byte[] mask, double scale, Pruned pruned) {
        final int n = sign.length;
        if (mask.length != n) {
            throw new IllegalArgumentException("mask: expected one for each of " + n + " pairs, found " + mask.length);
        }
        final float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            if (mask[i] != 0 || pruned == Pruned.FIRST) {
                final float first = (mask[i] != 0 ? set : reset)[read][i];
                weights[i] = (float) (sign[i] * Math.abs((double) first - set[read][i + n]) / scale);
            }
        }
        return weights;
    }
}
