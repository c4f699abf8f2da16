package io.memspike.topology;

import io.memspike.core.SpikeList;
import java.util.Arrays;

/**
 * The spikes that entered a layer in all steps of a batch's samples, and their transpose: for each input the reads
 * ({@code sample · steps + step}) at which it was active. Reused from batch to batch.
 */
final class BatchSpikes {
    private final int steps;
    private final int[][] sizes; // [sample][step]
    private final int[][] indices; // [sample]: of all steps, one after the other
    private final float[][] values; // [sample]
    private final int[] startOf; // of each input, and where the last one's end
    private final int[] cursors;
    private int[] reads = {};
    private float[] valueOf = {};

    BatchSpikes(int samples, int steps, int inputs) {
        this.steps = steps;
        this.sizes = new int[samples][steps];
        this.indices = new int[samples][0];
        this.values = new float[samples][0];
        this.startOf = new int[inputs + 1];
        this.cursors = new int[inputs];
    }

    int samples() {
        return sizes.length;
    }

    /** Takes down a sample: one list for each step. Not modified, not kept. Any thread, one for each sample. */
    void put(int sample, SpikeList[] lists) {
        int size = 0;
        for (final SpikeList list : lists) {
            size += list.size();
        }
        if (indices[sample].length < size) {
            indices[sample] = new int[size + size / 2];
            values[sample] = new float[size + size / 2];
        }
        int at = 0;
        for (int t = 0; t < steps; t++) {
            sizes[sample][t] = lists[t].size();
            System.arraycopy(lists[t].indices(), 0, indices[sample], at, lists[t].size());
            System.arraycopy(lists[t].values(), 0, values[sample], at, lists[t].size());
            at += lists[t].size();
        }
    }

    /** Sorts all spikes by input, then read: a counting sort. After the last sample, once. */
    void transpose() {
        Arrays.fill(startOf, 0);
        for (int sample = 0; sample < sizes.length; sample++) {
            final int size = Arrays.stream(sizes[sample]).sum();
            final int[] index = indices[sample];
            for (int e = 0; e < size; e++) {
                startOf[index[e] + 1]++;
            }
        }
        for (int i = 1; i < startOf.length; i++) {
            startOf[i] += startOf[i - 1];
        }
        final int total = startOf[startOf.length - 1];
        if (reads.length < total) {
            reads = new int[total + total / 4];
            valueOf = new float[reads.length];
        }
        System.arraycopy(startOf, 0, cursors, 0, cursors.length);
        for (int sample = 0; sample < sizes.length; sample++) {
            place(sample);
        }
    }

    private void place(int sample) {
        final int[] index = indices[sample];
        final float[] value = values[sample];
        int e = 0;
        for (int t = 0; t < steps; t++) {
            final int read = sample * steps + t;
            for (final int end = e + sizes[sample][t]; e < end; e++) {
                final int slot = cursors[index[e]]++;
                reads[slot] = read;
                valueOf[slot] = value[e];
            }
        }
    }

    /** Where the reads of an input begin; those of the one before end there. */
    int start(int input) {
        return startOf[input];
    }

    /** Reads by input, ascending for each. Not to be modified. */
    int[] reads() {
        return reads;
    }

    /** The spike's value at each of {@link #reads()}. Not to be modified. */
    float[] values() {
        return valueOf;
    }
}
