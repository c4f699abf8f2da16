package io.memspike.core.synapse;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;

/**
 * Transposed convolution that follows the spikes: each adds its patch to the outputs ({@link PatchScatter}), contributions
 * to one output in ascending order of input index. Thread-safe but for {@link #setWeights}.
 */
public final class ConvTranspose2dSynapses implements WeightedSynapses {
    private final LayerSpec.ConvTranspose2d spec;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final Reach reach;
    private final int width;
    private final float[] rows;

    /**
     * Synapses with given weights.
     *
     * @param spec the layer
     * @param input shape of its input
     * @param weights effective weights [in, out, kernel, kernel]. Not modified, not kept.
     * @param kernels inner loops
     */
    public ConvTranspose2dSynapses(LayerSpec.ConvTranspose2d spec, Shape input, float[] weights, Kernels kernels) {
        this.spec = spec;
        this.output = spec.output(input);
        this.input = input;
        this.kernels = kernels;
        this.reach = new Reach(
                input, spec.out(), row -> reached(row, output.height()), column -> reached(column, output.width()));
        WeightLayout.requireLength(spec, weights);
        final PatchScatter scatter = newScatter();
        this.width = scatter.width();
        this.rows = scatter.rows(weights); // [in, out, k, k] is [source, target, k, k]
    }

    private PatchScatter newScatter() {
        return new PatchScatter(input, output, spec.kernel(), spec.stride(), spec.padding(), kernels);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        WeightLayout.requireLength(spec, weights);
        if (part == 0) { // too few to share out
            WeightLayout.fillPatchRows(weights, spec.in(), spec.out(), spec.kernel(), rows, width);
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
        final int first = at * spec.stride() - spec.padding();
        return Math.max(0, Math.min(outputs, first + spec.kernel()) - Math.max(0, first));
    }
}
