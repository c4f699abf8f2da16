package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.internal.Panelled;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * The same full connection at each position. Weights lie in panels of a few outputs, of which a block of inputs at a time
 * serves all positions from the cache. Thread-safe but for {@link #setWeights}.
 */
final class PositionSynapses implements WeightedSynapses, Synapses.Reader, Panelled {
    private final Matrix matrix;
    private final Shape output;
    private final Kernels kernels;
    private final int in; // channels
    private final int out;
    private final float[] panels; // lead, then (out / PANEL, in, PANEL), padded with zeros

    PositionSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        this.matrix = matrix;
        this.output = matrix.output();
        this.kernels = kernels;
        this.in = matrix.input().channels();
        this.out = matrix.out();
        this.panels =
                new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(in, (out + PANEL - 1) / PANEL * PANEL))];
        setWeights(weights, 0, 1);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        WeightLayout.requireLength(matrix, weights);
        final int to = (int) ((long) out * (part + 1) / parts);
        for (int o = (int) ((long) out * part / parts); o < to; o++) {
            final int column = panel(o / PANEL) + o % PANEL;
            for (int i = 0; i < in; i++) {
                panels[column + i * PANEL] = weights[o * in + i];
            }
        }
    }

    private int panel(int number) {
        return Panelled.start(number, in);
    }

    @Override
    public float[] panels() {
        return panels;
    }

    @Override
    public Shape input() {
        return matrix.input();
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
        return (long) spikes.size() * out;
    }

    @Override
    public void accumulate(SpikeList spikes, long read, float[] current) {
        for (int from = 0; from < spikes.size(); ) {
            final int position = spikes.index(from) / in;
            int to = from + 1;
            while (to < spikes.size() && spikes.index(to) < (position + 1) * in) {
                to++;
            }
            for (int o = 0; o < out; o += PANEL) {
                kernels.accumulate(
                        panels,
                        PANEL,
                        panel(o / PANEL) - position * in * PANEL,
                        spikes.indices(),
                        spikes.values(),
                        from,
                        to,
                        current,
                        position * out + o,
                        Math.min(PANEL, out - o));
            }
            from = to;
        }
    }

    @Override
    public boolean takesValues() {
        return true;
    }

    @Override
    public void accumulateValues(float[] values, int positions, float[] current) {
        for (int o = 0; o < out; o += PANEL) {
            for (int i = 0; i < in; i += BLOCK) {
                kernels.accumulateDense(
                        panels,
                        PANEL,
                        panel(o / PANEL) + i * PANEL,
                        values,
                        i,
                        in,
                        Math.min(BLOCK, in - i),
                        current,
                        o,
                        out,
                        positions,
                        Math.min(PANEL, out - o));
            }
        }
    }
}
