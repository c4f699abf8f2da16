package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;

/** A full connection: one row of all outputs for each input. Immutable and thread-safe. */
public final class WholeFull implements WholeRows, WholeRows.Reader {
    private final WholeKernels kernels;
    private final int width;
    private final byte[] rows; // lead, then (inputs, width), channel-last inputs

    /**
     * Rows.
     *
     * @param weights [out, in], as files order them. Not modified, not kept.
     */
    public WholeFull(Matrix matrix, byte[] weights, WholeKernels kernels) {
        final Shape input = matrix.input();
        this.kernels = kernels;
        this.width = WholeRows.padded(matrix.out());
        this.rows = new byte[Math.addExact(CacheLine.BYTES_LEAD, Math.multiplyExact(input.size(), width))];
        for (int i = 0; i < input.size(); i++) {
            final int source = input.channelFirst(i);
            for (int o = 0; o < matrix.out(); o++) {
                rows[CacheLine.BYTES_LEAD + i * width + o] = weights[o * input.size() + source];
            }
        }
    }

    @Override
    public Reader open() {
        return this;
    }

    @Override
    public void add(SpikeList spikes, short[] factors, int from, int to, short[] sums) {
        kernels.accumulate(
                rows,
                width,
                CacheLine.BYTES_LEAD,
                spikes.indices(),
                factors,
                from,
                to,
                sums,
                CacheLine.SHORTS_LEAD,
                width);
    }
}
