package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.PatchScatter;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * Transposed convolution that follows the spikes: each adds its patch to the outputs ({@link PatchScatter}), contributions
 * to one output in ascending order of input index. Thread-safe but for {@link #setWeights}.
 */
final class ConvTranspose2dSynapses implements WeightedSynapses {
    private final Matrix matrix;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final Reach reach;
    private final int width;
    private final float[] rows;

    /**
     * Synapses with given weights.
     *
     * @param matrix a transposed convolution
     * @param weights effective weights [in, out, kernel rows, kernel columns]. Not modified, not kept.
     * @param kernels inner loops
     */
    public ConvTranspose2dSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        final ConvTranspose2d conv = (ConvTranspose2d) matrix.kind();
        this.matrix = matrix;
        this.kernel = conv.kernel();
        this.stride = conv.stride();
        this.padding = conv.padding();
        this.output = matrix.output();
        this.input = matrix.input();
        this.kernels = kernels;
        this.reach = new Reach(
                input,
                matrix.out(),
                row -> reached(row * stride.height() - padding.height(), kernel.height(), output.height()),
                column -> reached(column * stride.width() - padding.width(), kernel.width(), output.width()));
        WeightLayout.requireLength(matrix, weights);
        final PatchScatter scatter = newScatter();
        this.width = scatter.width();
        this.rows = scatter.rows(weights); // [in, out, rows, columns], as the scatter has them
    }

    private PatchScatter newScatter() {
        return new PatchScatter(input, output, kernel, stride, padding, kernels);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        if (part == 0) { // too few to share out
            WeightLayout.requireLength(matrix, weights);
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

    /** Number of output rows (or columns) that a patch from {@code first} on reaches. */
    private static int reached(int first, int kernel, int outputs) {
        return Math.max(0, Math.min(outputs, first + kernel) - Math.max(0, first));
    }
}
