package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Size;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/**
 * Weight gradients of a convolution of either direction, a copy for each shard of a batch: for each input channel and
 * kernel row, one contiguous row of all kernel columns and outputs.
 */
final class KernelRows {
    private final int channels;
    private final Size kernel;
    private final int out;
    private final int width;
    private final Kernels kernels;
    private final float[][] shards; // lead, then (channels, kernel row, width)

    KernelRows(int channels, Size kernel, int out, Kernels kernels) {
        this.channels = channels;
        this.kernel = kernel;
        this.out = out;
        this.width = Synapses.padded(kernel.width() * out);
        this.kernels = kernels;
        this.shards = new float[Shards.COUNT][CacheLine.LEAD + channels * kernel.height() * width];
    }

    void clear() {
        for (final float[] rows : shards) {
            Arrays.fill(rows, 0f);
        }
    }

    /**
     * Adds, for each spike, one run of the map to each row of its channel; the sums of a row stay in registers over all
     * spikes of the channel.
     *
     * @param shard whose copy is added to
     * @param spikes by channel, with the places of their patches in the map
     * @param map ∂L/∂current with a margin of zeros: lead, then positions in rows, {@code out} numbers each
     * @param firstRow where in the map the run of kernel row 0 begins, from a spike's place
     * @param stride from there to that of the next kernel row; negative where the map is upside down
     */
    void add(int shard, ChannelSplit spikes, float[] map, int firstRow, int stride) {
        final float[] rows = shards[shard];
        for (int c = 0; c < channels; c++) {
            for (int row = 0; row < kernel.height(); row++) {
                kernels.accumulate(
                        map,
                        out,
                        firstRow + row * stride,
                        spikes.places(),
                        spikes.values(),
                        spikes.start(c),
                        spikes.start(c + 1),
                        rows,
                        at(c, row),
                        width);
            }
        }
    }

    private int at(int channel, int row) {
        return CacheLine.LEAD + (channel * kernel.height() + row) * width;
    }

    /** Adds a part of all shards into the first, in their order. */
    void sum(int part) {
        Shards.sum(shards, part);
    }

    /** What the shards came to, once all parts are summed; {@code column} counts along the map. */
    float summed(int channel, int row, int column, int output) {
        return shards[0][at(channel, row) + column * out + output];
    }
}
