package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.internal.PatchScatter;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * Transposed convolution that follows the spikes: each adds its patch to the outputs ({@link PatchScatter}), contributions
 * to one output in ascending order of input index. Thread-safe but for {@link #setWeights}.
 */
final class ConvTranspose2dSynapses implements WeightedSynapses {
    private final Matrix matrix;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final Reach reach;
    private final int width;
    private final float[] rows;

    /**
     * Synapses with given weights.
     *
     * @param matrix a plain transposed convolution
     * @param weights effective weights [in, out, kernel, kernel]. Not modified, not kept.
     * @param kernels inner loops
     */
    public ConvTranspose2dSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        final ConvTranspose2d conv = (ConvTranspose2d) matrix.kind();
        this.matrix = matrix;
        this.kernel = conv.kernel().height();
        this.stride = conv.stride().height();
        this.padding = conv.padding().height();
        this.output = matrix.output();
        this.input = matrix.input();
        this.kernels = kernels;
        this.reach = new Reach(
                input, matrix.out(), row -> reached(row, output.height()), column -> reached(column, output.width()));
        WeightLayout.requireLength(matrix, weights);
        final PatchScatter scatter = newScatter();
        this.width = scatter.width();
        this.rows = scatter.rows(weights); // [in, out, k, k] is [source, target, k, k]
    }

    private PatchScatter newScatter() {
        return new PatchScatter(input, output, kernel, stride, padding, kernels);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        WeightLayout.requireLength(matrix, weights);
        if (part == 0) { // too few to share out
            WeightLayout.fillPatchRows(weights, input.channels(), matrix.out(), kernel, rows, width);
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
        final PatchScatter scatter = newScatter();
        return (spikes, read, current) -> scatter.accumulate(rows, spikes, current);
    }

    @Override
    public long operations(SpikeList spikes) {
        return reach.operations(spikes);
    }

    /** Number of output rows (or columns) that an input row (or column) reaches. */
    private int reached(int at, int outputs) {
        final int first = at * stride - padding;
        return Math.max(0, Math.min(outputs, first + kernel) - Math.max(0, first));
    }
}
