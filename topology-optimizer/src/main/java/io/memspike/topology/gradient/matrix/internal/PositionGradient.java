package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import java.util.Arrays;

/**
 * Backward side of a full connection at positions, by the dense kernel: ∂L/∂input of all positions from panels of weights, and the
 * weight gradient of a shard from what entered, turned so that the positions of a channel lie together. Sums are ascending in
 * outputs, and in positions.
 */
public final class PositionGradient implements SynapseGradient {
    private static final int PANEL = 64; // inputs

    private final Matrix matrix;
    private final Kernels kernels;
    private final int in; // channels
    private final int out;
    private final int outWidth;
    private final int positions;
    private final float[] panels; // lead, then (in / PANEL, out, PANEL), padded with zeros
    private final float[][] shards; // [shard] (in, outWidth); none where nobody asks

    public PositionGradient(Matrix matrix, boolean isLearnt, Kernels kernels) {
        this.matrix = matrix;
        this.kernels = kernels;
        this.in = matrix.input().channels();
        this.out = matrix.out();
        this.outWidth = Synapses.padded(out);
        this.positions = matrix.input().positions();
        this.panels =
                new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(out, (in + PANEL - 1) / PANEL * PANEL))];
        this.shards = new float[isLearnt ? Shards.COUNT : 0][in * outWidth];
    }

    private int panel(int number) {
        return CacheLine.LEAD + number * out * PANEL;
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        final int to = (int) ((long) out * (part + 1) / parts);
        for (int o = (int) ((long) out * part / parts); o < to; o++) {
            for (int i = 0; i < in; i++) {
                panels[panel(i / PANEL) + o * PANEL + i % PANEL] = effective[o * in + i];
            }
        }
    }

    @Override
    public void beginBatch(int samples) {
        for (final float[] shard : shards) {
            Arrays.fill(shard, 0f);
        }
    }

    @Override
    public SynapseGradient.Worker open() {
        return new Worker();
    }

    private final class Worker implements SynapseGradient.Worker {
        private final float[] turned =
                new float[shards.length == 0 ? 0 : in * positions]; // what entered, (in, positions)
        private float[] listed; // of a list
        private int shard;

        @Override
        public void begin(int ofBatch, int sample) {
            shard = ofBatch;
        }

        @Override
        public void step(int t, SpikeList spikes, float[] delta, float[] inputGradient) {
            if (listed == null) {
                listed = new float[matrix.input().size()];
            }
            spikes.spread(listed);
            stepValues(listed, positions, delta, inputGradient);
        }

        @Override
        public boolean takesValues() {
            return true;
        }

        @Override
        public void stepValues(float[] values, int there, float[] delta, float[] inputGradient) {
            stepValues(values, there, 0, in, delta, inputGradient);
        }

        @Override
        public void stepValues(float[] values, int there, int from, int to, float[] delta, float[] inputGradient) {
            if (shards.length > 0) {
                for (int p = 0; p < there; p++) {
                    for (int i = from; i < to; i++) {
                        turned[i * positions + p] = values[p * in + i];
                    }
                }
                kernels.accumulateDense(
                        delta,
                        out,
                        0,
                        turned,
                        from * positions,
                        positions,
                        there,
                        shards[shard],
                        from * outWidth,
                        outWidth,
                        to - from,
                        out);
            }
            for (int i = from, next; inputGradient != null && i < to; i = next) {
                next = Math.min(to, (i / PANEL + 1) * PANEL);
                kernels.accumulateDense(
                        panels,
                        PANEL,
                        panel(i / PANEL) + i % PANEL,
                        delta,
                        0,
                        out,
                        out,
                        inputGradient,
                        i,
                        in,
                        there,
                        next - i);
            }
        }
    }

    @Override
    public void finish(int part) {
        Shards.sum(shards, part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        for (int o = from; o < to; o++) {
            for (int i = 0; i < in; i++) {
                gradient[o * in + i] = shards[0][i * outWidth + o];
            }
        }
    }
}
