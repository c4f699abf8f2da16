package io.memspike.topology;

import io.memspike.core.ChannelAffine;
import java.util.Arrays;

/**
 * Two sums a channel over positions and steps of one sample. Runs of whole positions are added element by element, so the
 * order is the same however the compiler vectorises. One per thread.
 */
final class ChannelSums {
    private final int channels;
    private final float[] first;
    private final float[] second;

    ChannelSums(int channels) {
        this.channels = channels;
        this.first = new float[ChannelAffine.runLength(channels)];
        this.second = new float[first.length];
    }

    void clear() {
        Arrays.fill(first, 0f);
        Arrays.fill(second, 0f);
    }

    /** Adds Σx and Σx², channel-last, n elements. */
    void addSquares(float[] x, int n) {
        for (int start = 0; start < n; start += first.length) {
            final int run = Math.min(first.length, n - start);
            for (int i = 0; i < run; i++) {
                final float value = x[start + i];
                first[i] += value;
                second[i] += value * value;
            }
        }
    }

    /** Adds Σδ and Σδ(x − mean); {@code mean} is repeated over a run. */
    void addProducts(float[] delta, float[] x, float[] mean, int n) {
        for (int start = 0; start < n; start += first.length) {
            final int run = Math.min(first.length, n - start);
            for (int i = 0; i < run; i++) {
                final float d = delta[start + i];
                first[i] += d;
                second[i] += d * (x[start + i] - mean[i]);
            }
        }
    }

    /** Adds the sums to those of a shard: [2 · channels], first sums first. */
    void addTo(double[] shard) {
        for (int start = 0; start < first.length; start += channels) {
            for (int c = 0; c < channels; c++) {
                shard[c] += first[start + c];
                shard[channels + c] += second[start + c];
            }
        }
    }
}
