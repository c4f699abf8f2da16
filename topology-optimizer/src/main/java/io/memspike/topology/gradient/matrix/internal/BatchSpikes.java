package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.SpikeList;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/**
 * The spikes that entered a layer in all steps of a batch's samples, and their transpose: for each input the reads
 * ({@code sample · steps + step}) at which it was active. A counting sort whose every pass is shared out: each shard of
 * samples counts its spikes while it takes them down, and later places them from where the shard before it ends. Reused
 * from batch to batch.
 */
final class BatchSpikes {
    private final int steps;
    private final int[] shardOf; // [sample]
    private final int[][] sizes; // [sample][step]
    private final int[][] indices; // [sample]: of all steps, one after the other
    private final float[][] values; // [sample]
    private final int[][] cursors; // [shard][input]: spikes so far; then where the next one goes
    private final int[] startOf; // of each input, and where the last one's end
    private int[] reads = {};
    private float[] valueOf = {};

    BatchSpikes(int samples, int steps, int inputs) {
        this.steps = steps;
        this.shardOf = new int[samples];
        this.sizes = new int[samples][steps];
        this.indices = new int[samples][0];
        this.values = new float[samples][0];
        this.cursors = new int[Shards.COUNT][inputs];
        this.startOf = new int[inputs + 1];
    }

    int samples() {
        return sizes.length;
    }

    /** Forgets the batch before. */
    void clear() {
        for (final int[] shard : cursors) {
            Arrays.fill(shard, 0);
        }
    }

    /**
     * Takes down a sample.
     *
     * @param shard the sample's shard; one thread at a time
     * @param sample its number
     * @param lists one for each step. Not modified, not kept.
     */
    void put(int shard, int sample, SpikeList[] lists) {
        int size = 0;
        for (final SpikeList list : lists) {
            size += list.size();
        }
        if (indices[sample].length < size) {
            indices[sample] = new int[size + size / 2];
            values[sample] = new float[size + size / 2];
        }
        shardOf[sample] = shard;
        final int[] index = indices[sample];
        int at = 0;
        for (int t = 0; t < steps; t++) {
            sizes[sample][t] = lists[t].size();
            System.arraycopy(lists[t].indices(), 0, index, at, lists[t].size());
            System.arraycopy(lists[t].values(), 0, values[sample], at, lists[t].size());
            at += lists[t].size();
        }
        final int[] counts = cursors[shard];
        for (int e = 0; e < size; e++) {
            counts[index[e]]++;
        }
    }

    /** After the last sample, once: where each input's spikes will lie, those of the first shard first. */
    void count() {
        int total = 0;
        for (int i = 0; i < startOf.length - 1; i++) {
            startOf[i] = total;
            for (final int[] shard : cursors) {
                final int count = shard[i];
                shard[i] = total;
                total += count;
            }
        }
        startOf[startOf.length - 1] = total;
        if (reads.length < total) {
            reads = new int[total + total / 4];
            valueOf = new float[reads.length];
        }
    }

    /** Puts the spikes of a shard in their places, after {@link #count}. One thread for each shard. */
    void place(int shard) {
        final int[] next = cursors[shard];
        for (int sample = 0; sample < sizes.length; sample++) {
            if (shardOf[sample] != shard) {
                continue;
            }
            final int[] index = indices[sample];
            final float[] value = values[sample];
            int e = 0;
            for (int t = 0; t < steps; t++) {
                final int read = sample * steps + t;
                for (final int end = e + sizes[sample][t]; e < end; e++) {
                    final int slot = next[index[e]]++;
                    reads[slot] = read;
                    valueOf[slot] = value[e];
                }
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
