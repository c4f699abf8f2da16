package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.PatchGather;
import io.memspike.core.synapse.internal.PatchScatter;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * Convolution that follows the spikes. Two ways, same bits, since both add the contributions to one output in ascending
 * order of input index:
 *
 * <ul>
 *   <li><b>gather</b>, for many output channels: for each output position and kernel row the spikes of the receptive
 *       field are one run of the list; their weight rows are summed with the sums in registers. Kernel rows are the outer
 *       loop, so that one slice of the weights stays in the L1 cache for a whole sweep; of small kernels all rows go at once
 *       ({@link PatchGather}).
 *   <li><b>scatter</b>, for few output channels and stride 1: all spikes of one position add to the run of outputs that
 *       they reach in each row ({@link PatchScatter}); empty regions cost nothing.
 * </ul>
 *
 * <p>Thread-safe but for {@link #setWeights}; the index over positions lives in the reader.
 */
final class Conv2dSynapses implements WeightedSynapses {
    /** From this many output channels a position's sums fill enough registers for gathering to win. */
    private static final int GATHER_FROM_CHANNELS = 32;
    /** Up to so many weights a sum, loading and storing it for each kernel row would cost as much as the products. */
    private static final int WHOLE_UP_TO_TAPS = 32;

    private final Matrix matrix;
    private final int out;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final Reach reach;
    private final boolean gathers;
    private final int width;
    private final float[] rows;

    /**
     * Synapses with given weights.
     *
     * @param matrix a plain convolution
     * @param weights effective weights [out, in, kernel rows, kernel columns]. Not modified, not kept.
     * @param kernels inner loops
     */
    public Conv2dSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        this(
                matrix,
                weights,
                kernels,
                matrix.out() >= GATHER_FROM_CHANNELS
                        || !((Conv2d) matrix.kind()).stride().equals(Size.of(1)));
    }

    Conv2dSynapses(Matrix matrix, float[] weights, Kernels kernels, boolean gathers) {
        final Conv2d conv = (Conv2d) matrix.kind();
        this.matrix = matrix;
        this.out = conv.out();
        this.kernel = conv.kernel();
        this.stride = conv.stride();
        this.padding = conv.padding();
        this.output = matrix.output();
        this.input = matrix.input();
        this.kernels = kernels;
        this.reach = new Reach(input, out, this::reachedRows, this::reachedColumns);
        this.gathers = gathers;
        this.width = gathers ? Synapses.padded(out) : newScatter().width();
        this.rows =
                new float[CacheLine.LEAD + kernel.height() * input.channels() * width * (gathers ? kernel.width() : 1)];
        setWeights(weights, 0, 1);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        if (part > 0) {
            return; // too few to share out
        }
        WeightLayout.requireLength(matrix, weights);
        if (gathers) {
            WeightLayout.fillGatherRows(matrix, weights, rows, width);
        } else {
            final float[] patches = WeightLayout.patches(matrix, weights);
            WeightLayout.fillPatchRows(patches, input.channels(), out, kernel, rows, width);
        }
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public Reader open() {
        if (gathers && kernel.area() * input.channels() <= WHOLE_UP_TO_TAPS) {
            final PatchGather gather = new PatchGather(input, output, kernel, stride, padding, kernels);
            return (spikes, read, current) -> gather.accumulate(rows, spikes, current);
        }
        if (gathers) {
            return new Gather();
        }
        final PatchScatter scatter = newScatter();
        return (spikes, read, current) -> scatter.accumulate(rows, spikes, current);
    }

    private PatchScatter newScatter() {
        final Size margin = new Size(kernel.height() - 1 - padding.height(), kernel.width() - 1 - padding.width());
        return new PatchScatter(input, output, kernel, Size.of(1), margin, kernels);
    }

    @Override
    public long operations(SpikeList spikes) {
        return reach.operations(spikes);
    }

    private int reachedRows(int row) {
        return reached(row, output.height(), kernel.height(), stride.height(), padding.height());
    }

    private int reachedColumns(int column) {
        return reached(column, output.width(), kernel.width(), stride.width(), padding.width());
    }

    /** Number of output rows (or columns) that an input row (or column) reaches. */
    private static int reached(int at, int outputs, int kernel, int stride, int padding) {
        final int from = at + padding - kernel + 1;
        final int first = Math.max(0, Math.floorDiv(from + stride - 1, stride));
        final int last = Math.min(outputs - 1, (at + padding) / stride);
        return Math.max(0, last - first + 1);
    }

    /** Keeps, for one session, where in the spike list each input position begins. */
    private final class Gather implements Reader {
        private final int[] starts = new int[input.positions() + 1];
        /** Last output column whose receptive field does not reach over the right edge; may be negative. */
        private final int lastWhole = Math.floorDiv(input.width() - kernel.width() + padding.width(), stride.width());

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            PatchGather.index(spikes, input.channels(), starts);
            for (int kernelRow = 0; kernelRow < kernel.height(); kernelRow++) {
                for (int y = 0; y < output.height(); y++) {
                    final int row = y * stride.height() - padding.height() + kernelRow;
                    if (row >= 0 && row < input.height()) {
                        gatherRow(spikes, kernelRow, row, y, current);
                    }
                }
            }
        }

        private void gatherRow(SpikeList spikes, int kernelRow, int row, int y, float[] current) {
            final int k = kernel.width();
            final int channels = input.channels();
            final int rowStart = row * input.width();
            if (starts[rowStart] == starts[rowStart + input.width()]) {
                return;
            }
            int x = 0;
            while (x < output.width()) {
                final int left = x * stride.width() - padding.width();
                final int offset = CacheLine.LEAD + (kernelRow * k - rowStart - left) * channels * width;
                final int at = (y * output.width() + x) * out;
                final int whole = left < 0 ? 0 : Math.min(output.width(), lastWhole + 1) - x;
                if (whole > 0) {
                    kernels.accumulateWindows(
                            rows,
                            width,
                            offset,
                            stride.width() * channels * width,
                            spikes.indices(),
                            spikes.values(),
                            starts,
                            rowStart + left,
                            stride.width(),
                            k,
                            whole,
                            current,
                            at,
                            out);
                    x += whole;
                } else {
                    final int from = starts[rowStart + Math.max(0, left)];
                    final int to = starts[rowStart + Math.min(input.width(), left + k)];
                    kernels.accumulate(
                            rows, width, offset, spikes.indices(), spikes.values(), from, to, current, at, out);
                    x++;
                }
            }
        }
    }
}
