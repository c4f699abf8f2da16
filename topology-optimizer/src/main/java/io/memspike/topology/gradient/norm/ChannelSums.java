package io.memspike.topology.gradient.norm;

import io.memspike.core.ChannelAffine;
import java.util.Arrays;

/**
 * Two sums a channel over positions and steps of one sample. Runs of whole positions are added element by element, so the
 * order is the same for any width of vectors. One per thread.
 */
public final class ChannelSums {
    private final int channels;
    private final float[] first;
    private final float[] second;
    private final float[] mean;

    /**
     * Sums over that many channels.
     *
     * @param mean what the second sum's factor is taken from, repeated over a run. Kept; written by others between uses.
     */
    public ChannelSums(int channels, float[] mean) {
        this.channels = channels;
        this.first = new float[ChannelAffine.runLength(channels)];
        this.second = new float[first.length];
        this.mean = mean;
    }

    /** First sum of each element of a run. */
    public float[] first() {
        return first;
    }

    /** Second sum. */
    public float[] second() {
        return second;
    }

    /** Mean, likewise. Not to be modified. */
    public float[] mean() {
        return mean;
    }

    /** Forgets both sums. */
    public void clear() {
        Arrays.fill(first, 0f);
        Arrays.fill(second, 0f);
    }

    /** Adds the sums to those of a shard: [2 · channels], first sums first. */
    public void addTo(double[] shard) {
        for (int start = 0; start < first.length; start += channels) {
            for (int c = 0; c < channels; c++) {
                shard[c] += first[start + c];
                shard[channels + c] += second[start + c];
            }
        }
    }
}
