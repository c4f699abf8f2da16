package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;

/**
 * Poisson numbers of 32 random bits each, by a table of columns that two numbers share (Walker, "An efficient method for
 * generating discrete random variables with general distributions", ACM TOMS 3, 1977). A probability is exact to 2^-32, and what
 * is left of it beyond the last column, below 1e-12, falls to that. Immutable.
 */
public final class PoissonCounts {
    private static final double LEAST = 1e-12; // of a tail that is left out
    private static final double TWO_32 = 0x1.0p32;

    private final int shift; // logarithm of the columns
    private final int[] limit; // of what is left of the bits, less 2^31: below it the column's own number
    private final int[] other;

    /**
     * A table.
     *
     * @param mean above 0
     */
    public PoissonCounts(double mean) {
        int columns = 2;
        double[] probability = probabilities(mean, columns);
        while (1 - sum(probability) > LEAST) {
            columns *= 2;
            probability = probabilities(mean, columns);
        }
        probability[columns - 1] += Math.max(0, 1 - sum(probability));
        this.shift = Integer.numberOfTrailingZeros(columns);
        this.limit = new int[columns];
        this.other = new int[columns];
        share(probability);
    }

    private static double[] probabilities(double mean, int columns) {
        final double[] probability = new double[columns];
        double logarithm = -mean;
        for (int k = 0; k < columns; k++) {
            probability[k] = StrictMath.exp(logarithm);
            logarithm += StrictMath.log(mean / (k + 1));
        }
        return probability;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Fills columns that have too little from such that have too much. */
    private void share(double[] probability) {
        final int columns = probability.length;
        final double[] height = new double[columns];
        final int[] little = new int[columns];
        final int[] much = new int[columns];
        int littles = 0;
        int muches = 0;
        for (int k = 0; k < columns; k++) {
            height[k] = probability[k] * columns;
            if (height[k] < 1) {
                little[littles++] = k;
            } else {
                much[muches++] = k;
            }
        }
        while (littles > 0 && muches > 0) {
            final int low = little[--littles];
            final int high = much[muches - 1];
            set(low, height[low], high);
            height[high] -= 1 - height[low];
            if (height[high] < 1) {
                muches--;
                little[littles++] = high;
            }
        }
        while (muches > 0) {
            final int k = much[--muches];
            set(k, 1, k);
        }
        while (littles > 0) { // by rounding
            final int k = little[--littles];
            set(k, 1, k);
        }
    }

    private void set(int column, double height, int beyond) {
        limit[column] = (int) (Math.min(TWO_32 - 1, Math.rint(height * TWO_32)) + Integer.MIN_VALUE);
        other[column] = beyond;
    }

    /** Of 32 random bits the first ones, which name a column: from the least to the greatest of them there are two numbers. */
    int columnBits() {
        return shift;
    }

    /** The number of 32 random bits. */
    int of(int bits) {
        final int column = bits >>> (32 - shift);
        return (bits << shift) + Integer.MIN_VALUE < limit[column] ? column : other[column];
    }

    /**
     * Adds the numbers of a step, each times a weight; the number of a neuron hangs on nothing but key and neuron.
     *
     * @param key of the step
     * @param first number of the first neuron, even
     * @param weight of one
     * @param sums what they are added to [n]. Modified.
     * @param n number of neurons
     */
    public void add(long key, int first, float weight, float[] sums, int n) {
        final int pairs = n & ~1;
        for (int j = 0; j < pairs; j += 2) {
            final long bits = RandomStream.draw(key, first + j);
            sums[j] += of((int) bits) * weight;
            sums[j + 1] += of((int) (bits >>> 32)) * weight;
        }
        if (pairs < n) {
            sums[pairs] += of((int) RandomStream.draw(key, first + pairs)) * weight;
        }
    }
}
