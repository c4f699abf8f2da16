package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Size;

/**
 * A convolution whose every sum is made at once: for each target position the active sources of its receptive field, of all
 * kernel rows, are added with the sums in registers. Contributions to one target arrive in ascending order of source index.
 * The gradient of a convolution of stride 1 with respect to its input is the same with source and target exchanged, the kernel
 * reversed on both axes, and padding {@code kernel − 1 − padding}. Small fields, many of whose sources are active, are multiplied
 * as they are, zeros and all: the same bits where the sums start from zero. One instance per thread.
 */
public final class PatchGather {
    /** Up to so many weights a sum, finding out which are met costs more than the products. */
    private static final int SMALL_UP_TO_TAPS = 16;
    /** One in so many sources active, and it does. */
    private static final int DENSE_FROM_ONE_IN = 3;
    /** Channels that fill the registers of a dense product. */
    private static final int DENSE_CHANNELS = 32;

    private final Shape source;
    private final Shape target;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final Kernels kernels;
    private final int width;
    private final ReceptiveFields fields; // of small ones, else null
    private final int[] starts; // first entry of each source position, and where the last one's end

    /**
     * A gather between two shapes.
     *
     * @param source shape of the spikes
     * @param target shape of the sums: as many positions as fields fit into the source with its padding
     * @param kernel extent of a receptive field in positions
     * @param stride distance in the source of neighbouring fields
     * @param padding rows and columns of the first field that lie outside the source
     * @param kernels inner loops
     */
    public PatchGather(Shape source, Shape target, Size kernel, Size stride, Size padding, Kernels kernels) {
        this.source = source;
        this.target = target;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.kernels = kernels;
        this.width = Synapses.padded(target.channels());
        final boolean isSmall = kernel.area() * source.channels() <= SMALL_UP_TO_TAPS;
        this.fields = isSmall && target.channels() % DENSE_CHANNELS == 0
                ? new ReceptiveFields(source, target, kernel, stride, padding)
                : null;
        this.starts = new int[source.positions() + 1];
    }

    /**
     * Overwrites {@code rows} by the weights that {@link #accumulate} wants for the way back through a convolution.
     *
     * @param effective of the convolution [source channel, target channel, kernel rows, kernel columns]. Not modified.
     */
    public void fillReversed(float[] effective, float[] rows) {
        final int taps = kernel.area();
        final int from = source.channels();
        final int to = target.channels();
        for (int s = 0; s < from; s++) {
            for (int t = 0; t < to; t++) {
                for (int tap = 0; tap < taps; tap++) {
                    rows[CacheLine.LEAD + ((taps - 1 - tap) * from + s) * width + t] =
                            effective[(s * to + t) * taps + tap];
                }
            }
        }
    }

    /** Length of the weights' array. */
    public int rowsLength() {
        return CacheLine.LEAD + kernel.area() * source.channels() * width;
    }

    /**
     * Adds to every target what reaches it.
     *
     * @param rows weights (kernel row, kernel column, source channel, padded target channels), after {@link CacheLine#LEAD}. Not
     *     modified.
     * @param spikes active sources, ascending. Not modified.
     * @param sums target (size + {@link Synapses#PADDING}), channel-last, zeros on entry. Modified.
     */
    public void accumulate(float[] rows, SpikeList spikes, float[] sums) {
        if (fields != null && spikes.size() * DENSE_FROM_ONE_IN >= source.size()) {
            final float[] factors = fields.of(spikes);
            final int taps = fields.taps();
            final int out = target.channels();
            kernels.accumulateDense(
                    rows, width, CacheLine.LEAD, factors, 0, taps, taps, sums, 0, out, target.positions(), out);
            return;
        }
        index(spikes, source.channels(), starts);
        for (int y = 0; y < target.height(); y++) {
            for (int x = 0; x < target.width(); x++) {
                gather(y, x, rows, spikes, sums);
            }
        }
    }

    private void gather(int y, int x, float[] rows, SpikeList spikes, float[] sums) {
        final int top = y * stride.height() - padding.height();
        final int left = x * stride.width() - padding.width();
        final int row = Math.max(0, top);
        final int column = Math.max(0, left);
        final int height = Math.min(source.height(), top + kernel.height()) - row;
        final int columns = Math.min(source.width(), left + kernel.width()) - column;
        if (height <= 0 || columns <= 0) {
            return;
        }
        final int channels = source.channels();
        final int first = row * source.width() + column;
        kernels.accumulateRuns(
                rows,
                width,
                CacheLine.LEAD + (((row - top) * kernel.width() - row * source.width() - left) * channels) * width,
                (source.width() - kernel.width()) * channels * width,
                spikes.indices(),
                spikes.values(),
                starts,
                first,
                source.width(),
                columns,
                height,
                sums,
                (y * target.width() + x) * target.channels(),
                target.channels());
    }

    /** Overwrites {@code starts} by the first entry of each position, and where the last one's end. */
    public static void index(SpikeList spikes, int channels, int[] starts) {
        final int[] indices = spikes.indices();
        int e = 0;
        for (int position = 0; position < starts.length - 1; position++) {
            starts[position] = e;
            final int end = (position + 1) * channels;
            while (e < spikes.size() && indices[e] < end) {
                e++;
            }
        }
        starts[starts.length - 1] = e;
    }
}
