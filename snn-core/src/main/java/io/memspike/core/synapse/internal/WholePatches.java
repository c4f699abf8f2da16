package io.memspike.core.synapse.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;

/**
 * A plain convolution of stride 1 as the patches that it scatters ({@link PatchScatter}): all rows of a patch stay in the L1 cache, and so
 * do all sums. Immutable and thread-safe.
 */
public final class WholePatches implements WholeRows {
    /** From so many source channels a position mostly has several entries to share the load of its sums. */
    private static final int RUNS_FROM_CHANNELS = 4;
    /** Sums in 16 bits that share a cache line of 64 bytes. */
    private static final int LINE = 32;

    private final Matrix matrix;
    private final Kernels kernels;
    private final int width;
    private final int
            place; // distance of the places in a cache line at which a row of sums can begin; a line, where it does not
    // matter
    private final byte[][]
            rows; // by place, so many zeros first: lead, then (patch row, in, width), each of all out of all columns

    /**
     * Patches.
     *
     * @param weights [out, in, rows, columns]. Not modified, not kept.
     */
    public WholePatches(Matrix matrix, byte[] weights, Kernels kernels) {
        final Size kernel = ((Conv2d) matrix.kind()).kernel();
        final int in = matrix.input().channels();
        final int out = matrix.out();
        this.matrix = matrix;
        this.kernels = kernels;
        final boolean hasRuns = in >= RUNS_FROM_CHANNELS;
        this.place = hasRuns ? LINE : Math.min(LINE, Integer.lowestOneBit(out));
        this.width = WholeRows.padded(kernel.width() * out + LINE - place);
        this.rows = new byte[LINE / place][CacheLine.BYTES_LEAD + kernel.height() * in * width];
        for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
                for (int tap = 0; tap < kernel.area(); tap++) {
                    final int patchRow = kernel.height() - 1 - tap / kernel.width();
                    final int column = kernel.width() - 1 - tap % kernel.width();
                    final int at = CacheLine.BYTES_LEAD + (patchRow * in + c) * width + column * out + o;
                    for (int zeros = 0; zeros < rows.length; zeros++) {
                        rows[zeros][at + zeros * place] = weights[(o * in + c) * kernel.area() + tap];
                    }
                }
            }
        }
    }

    @Override
    public WholeRows.Reader open() {
        return new Reader();
    }

    private final class Reader implements WholeRows.Reader, PatchScatter.Visitor {
        private final WholeKernels whole = kernels.whole();
        private final PatchScatter scatter;
        private int[] indices;
        private short[] factors;
        private short[] sums;

        Reader() {
            final Conv2d conv = (Conv2d) matrix.kind();
            final Size margin = new Size(
                    conv.kernel().height() - 1 - conv.padding().height(),
                    conv.kernel().width() - 1 - conv.padding().width());
            scatter = new PatchScatter(
                    matrix.input(), matrix.output(), conv.kernel(), Size.of(1), margin, kernels, width);
        }

        @Override
        public void add(SpikeList spikes, short[] factorOf, int from, int to, short[] sums) {
            indices = spikes.indices();
            factors = factorOf;
            this.sums = sums;
            scatter.visit(spikes, from, to, this);
        }

        @Override
        public void add(int offset, int rowStep, int from, int to, int sum, int sumStep, int count, int run) {
            final int start = CacheLine.BYTES_LEAD + offset;
            final int at = CacheLine.SHORTS_LEAD + sum;
            if (rows.length == 1) {
                whole.accumulateRows(
                        rows[0], width, start, rowStep, indices, factors, from, to, sums, at, sumStep, count, run);
                return;
            }
            final boolean isAligned = run == width && sumStep % LINE == 0; // all rows begin at the same place
            final int zeros = isAligned ? sum % LINE : 0;
            final byte[] lying = rows[zeros / place];
            for (int e = from; e < to; e++) {
                final int row = indices[e] * width + start;
                whole.addPatch(lying, row, rowStep, factors[e], sums, at - zeros, sumStep, count, run);
            }
        }
    }
}
