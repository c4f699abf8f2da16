package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;

/**
 * Adds what {@link PoissonCounts#add} adds, with the same bits, faster: random bits are drawn many at a time, and mostly the first
 * of them say which number it is, so that they are looked up alone. One thread at a time.
 */
final class PoissonDrive {
    private static final int MOST_DIRECT = 16; // bits
    private static final int MORE_DIRECT = 7; // bits, beyond those that name a column: one part in 128 of it is mixed
    private static final int BLOCK = 256; // pairs of numbers whose bits are drawn at a time

    private final PoissonCounts counts;
    private final float weight;
    private final float[] direct; // number times weight by first bits; NaN where those that follow decide
    private final int shift; // of what is left of them
    private final long[] bits = new long[BLOCK];

    /**
     * A table.
     *
     * @param counts of a step
     * @param weight of one, finite
     */
    PoissonDrive(PoissonCounts counts, float weight) {
        this.counts = counts;
        this.weight = weight;
        final int firstBits = Math.max(counts.columnBits(), Math.min(counts.columnBits() + MORE_DIRECT, MOST_DIRECT));
        this.direct = new float[1 << firstBits];
        this.shift = Integer.SIZE - firstBits;
        for (int k = 0; k < direct.length; k++) {
            final int least = k << shift;
            final int number = counts.of(least); // within a column there are two, one after the other
            direct[k] = counts.of(least | (1 << shift) - 1) == number ? number * weight : Float.NaN;
        }
    }

    /**
     * Adds the numbers of a step, each times the weight.
     *
     * @param key of the step
     * @param first number of the first neuron, even
     * @param sums what they are added to [n]. Modified.
     * @param n number of neurons
     */
    void add(long key, int first, float[] sums, int n) {
        for (int from = 0; from < n; from += 2 * BLOCK) {
            final int pairs = Math.min(BLOCK, (n - from + 1) / 2);
            RandomStream.draw(key, first + from, 2, bits, pairs);
            addPairs(from, Math.min(pairs, (n - from) / 2), sums);
            if (2 * pairs > n - from) {
                sums[n - 1] += drive((int) bits[pairs - 1]);
            }
        }
    }

    private void addPairs(int from, int pairs, float[] sums) {
        final long[] drawn = bits; // in locals: a loop with calls would fetch them anew
        final float[] known = direct;
        final int by = shift;
        for (int k = 0; k < pairs; k++) {
            final float even = known[(int) drawn[k] >>> by];
            final float odd = known[(int) (drawn[k] >>> Integer.SIZE) >>> by];
            final int j = from + 2 * k;
            if (Float.isNaN(even + odd)) {
                sums[j] += drive((int) drawn[k]);
                sums[j + 1] += drive((int) (drawn[k] >>> Integer.SIZE));
            } else {
                sums[j] += even;
                sums[j + 1] += odd;
            }
        }
    }

    private float drive(int drawn) {
        final float clear = direct[drawn >>> shift];
        return Float.isNaN(clear) ? counts.of(drawn) * weight : clear;
    }
}
