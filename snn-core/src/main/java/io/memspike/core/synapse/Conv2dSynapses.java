package io.memspike.core.synapse;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.CacheLine;
import io.memspike.core.kernel.Kernels;

/**
 * Convolution that follows the spikes. Two ways, same bits, since both add the contributions to one output in ascending
 * order of input index:
 *
 * <ul>
 *   <li><b>gather</b>, for many output channels: for each output position and kernel row the spikes of the receptive
 *       field are one run of the list; their weight rows are summed with the sums in registers. Kernel rows are the outer
 *       loop, so that one slice of the weights stays in the L1 cache for a whole sweep.
 *   <li><b>scatter</b>, for few output channels and stride 1: all spikes of one position add to the run of outputs that
 *       they reach in each row ({@link PatchScatter}); empty regions cost nothing.
 * </ul>
 *
 * <p>Thread-safe but for {@link #setWeights}; the index over positions lives in the reader.
 */
public final class Conv2dSynapses implements WeightedSynapses {
    /** From this many output channels a position's sums fill enough registers for gathering to win. */
    private static final int GATHER_FROM_CHANNELS = 32;

    private final LayerSpec.Conv2d spec;
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
     * @param spec the layer
     * @param input shape of its input
     * @param weights effective weights [out, in, kernel, kernel]. Not modified, not kept.
     * @param kernels inner loops
     */
    public Conv2dSynapses(LayerSpec.Conv2d spec, Shape input, float[] weights, Kernels kernels) {
        this(spec, input, weights, kernels, spec.out() >= GATHER_FROM_CHANNELS || spec.stride() > 1);
    }

    Conv2dSynapses(LayerSpec.Conv2d spec, Shape input, float[] weights, Kernels kernels, boolean gathers) {
        this.spec = spec;
        this.output = spec.output(input);
        this.input = input;
        this.kernels = kernels;
        this.reach = new Reach(
                input, spec.out(), row -> reached(row, output.height()), column -> reached(column, output.width()));
        this.gathers = gathers;
        this.width = gathers ? Synapses.padded(spec.out()) : newScatter().width();
        this.rows = new float[CacheLine.LEAD + spec.kernel() * spec.in() * width * (gathers ? spec.kernel() : 1)];
        setWeights(weights, 0, 1);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        WeightLayout.requireLength(spec, weights);
        if (part > 0) {
            return; // too few to share out
        }
        if (gathers) {
            WeightLayout.fillGatherRows(spec, weights, rows, width);
        } else {
            final float[] patches = WeightLayout.patches(spec, weights);
            WeightLayout.fillPatchRows(patches, spec.in(), spec.out(), spec.kernel(), rows, width);
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
        if (gathers) {
            return new Gather();
        }
        final PatchScatter scatter = newScatter();
        return (spikes, read, current) -> scatter.accumulate(rows, spikes, current);
    }

    private PatchScatter newScatter() {
        return new PatchScatter(input, output, spec.kernel(), 1, spec.kernel() - 1 - spec.padding(), kernels);
    }

    @Override
    public long operations(SpikeList spikes) {
        return reach.operations(spikes);
    }

    /** Number of output rows (or columns) that an input row (or column) reaches. */
    private int reached(int at, int outputs) {
        final int from = at + spec.padding() - spec.kernel() + 1;
        final int first = Math.max(0, Math.floorDiv(from + spec.stride() - 1, spec.stride()));
        final int last = Math.min(outputs - 1, (at + spec.padding()) / spec.stride());
        return Math.max(0, last - first + 1);
    }

    /** Keeps, for one session, where in the spike list each input position begins. */
    private final class Gather implements Reader {
        private final int[] starts = new int[input.positions() + 1];
        /** Last output column whose receptive field does not reach over the right edge; may be negative. */
        private final int lastWhole = Math.floorDiv(input.width() - spec.kernel() + spec.padding(), spec.stride());

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            indexPositions(spikes);
            final int k = spec.kernel();
            for (int kernelRow = 0; kernelRow < k; kernelRow++) {
                for (int y = 0; y < output.height(); y++) {
                    final int row = y * spec.stride() - spec.padding() + kernelRow;
                    if (row >= 0 && row < input.height()) {
                        gatherRow(spikes, kernelRow, row, y, current);
                    }
                }
            }
        }

        private void gatherRow(SpikeList spikes, int kernelRow, int row, int y, float[] current) {
            final int k = spec.kernel();
            final int channels = input.channels();
            final int rowStart = row * input.width();
            if (starts[rowStart] == starts[rowStart + input.width()]) {
                return;
            }
            int x = 0;
            while (x < output.width()) {
                final int left = x * spec.stride() - spec.padding();
                final int offset = CacheLine.LEAD + (kernelRow * k - rowStart - left) * channels * width;
                final int at = (y * output.width() + x) * spec.out();
                final int whole = left < 0 ? 0 : Math.min(output.width(), lastWhole + 1) - x;
                if (whole > 0) {
                    kernels.accumulateWindows(
                            rows,
                            width,
                            offset,
                            spec.stride() * channels * width,
                            spikes.indices(),
                            spikes.values(),
                            starts,
                            rowStart + left,
                            spec.stride(),
                            k,
                            whole,
                            current,
                            at,
                            spec.out());
                    x += whole;
                } else {
                    final int from = starts[rowStart + Math.max(0, left)];
                    final int to = starts[rowStart + Math.min(input.width(), left + k)];
                    kernels.accumulate(
                            rows, width, offset, spikes.indices(), spikes.values(), from, to, current, at, spec.out());
                    x++;
                }
            }
        }

        private void indexPositions(SpikeList spikes) {
            final int channels = input.channels();
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
}
