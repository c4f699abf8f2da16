package io.memspike.topology.parameter;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Normal noise of frozen weights, drawn anew for each batch, so that what learns beside them learns to live with cells that miss
 * their targets. Its deviation is a share of each column's largest weight (Joshi and others, "Accurate deep neural network inference
 * using computational phase-change memory", Nature Communications 2020). Which numbers follows from source, batch, column and row
 * alone. Batches begin on one thread; then any number of threads add.
 */
public final class WeightNoise {
    private final float[] deviations; // of each column
    private final int rows; // weights of a column
    private final long source;
    private final Kernels kernels;
    private long batch;
    private long key;

    /**
     * Of a matrix.
     *
     * @param weights effective, [columns, rows]. Not modified, not kept.
     * @param columns how many
     * @param share deviation in parts of a column's largest weight, at least 0
     * @param source names the draws
     * @param batchesDone batches before the first
     * @param kernels draw them
     */
    public WeightNoise(float[] weights, int columns, double share, long source, long batchesDone, Kernels kernels) {
        if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight noise: expected a share of at least 0, found " + share);
        }
        this.rows = weights.length / columns;
        this.deviations = new float[columns];
        this.source = source;
        this.batch = batchesDone;
        this.kernels = kernels;
        for (int i = 0; i < weights.length; i++) {
            final int column = i / rows;
            deviations[column] = Math.max(deviations[column], (float) (share * Math.abs(weights[i])));
        }
    }

    /** Begins a batch. */
    void begin() {
        key = RandomStream.draw(source, batch++);
    }

    /** Adds the batch's noise to elements [from, to). */
    void add(float[] effective, int from, int to) {
        final float[] noise = new float[rows];
        final float[] ones = new float[rows];
        for (int column = from / rows; column * rows < to; column++) {
            Arrays.fill(noise, 0f);
            Arrays.fill(ones, 1f); // they are used up
            kernels.addNormal(RandomStream.draw(key, column), deviations[column], ones, noise, rows);
            final int first = Math.max(from, column * rows);
            final int end = Math.min(to, (column + 1) * rows);
            for (int i = first; i < end; i++) {
                effective[i] += noise[i - column * rows];
            }
        }
    }
}
