package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.internal.WeightLayout;

/** Full connection: each spike adds its row of weights to the current. Thread-safe but for {@link #setWeights}. */
final class LinearSynapses implements WeightedSynapses, Synapses.Reader {
    private static final int TILE = 128;

    private final Matrix matrix;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final int width;
    private final float[] rows; // lead, then (inputs, width), channel-last inputs

    /**
     * Synapses with given weights.
     *
     * @param matrix the full connection; a spatial input is flattened channel-first, as files hold it
     * @param weights effective weights [out, in], as files order them. Not modified, not kept.
     * @param kernels inner loops
     */
    LinearSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        this.matrix = matrix;
        this.output = matrix.output();
        this.input = matrix.input();
        this.kernels = kernels;
        this.width = Synapses.padded(matrix.out());
        this.rows = WeightLayout.linearRows(matrix, weights, width);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        if (weights.length != input.size() * output.channels()) { // said without asking for the matrix's: for each part
            WeightLayout.requireLength(matrix, weights);
        }
        final int from = (int) ((long) input.size() * part / parts);
        final int to = (int) ((long) input.size() * (part + 1) / parts);
        WeightLayout.fillLinearRows(matrix, weights, rows, width, from, to);
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
        return this;
    }

    @Override
    public long operations(SpikeList spikes) {
        return (long) spikes.size() * output.size();
    }

    @Override
    public void accumulate(SpikeList spikes, long read, float[] current) {
        kernels.accumulate(
                rows, width, CacheLine.LEAD, spikes.indices(), spikes.values(), 0, spikes.size(), current, 0, width);
    }

    /** Output by output tile, so that one tile of the weights stays in the cache for all reads. */
    @Override
    public void accumulate(SpikeList[] spikes, long firstRead, float[][] currents) {
        for (int o = 0; o < width; o += TILE) {
            final int run = Math.min(TILE, width - o);
            for (int i = 0; i < currents.length; i++) {
                kernels.accumulate(
                        rows,
                        width,
                        CacheLine.LEAD + o,
                        spikes[i].indices(),
                        spikes[i].values(),
                        0,
                        spikes[i].size(),
                        currents[i],
                        o,
                        run);
            }
        }
    }
}
