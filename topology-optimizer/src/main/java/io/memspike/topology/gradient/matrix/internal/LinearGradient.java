package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Backward side of a full connection. The weight gradient is put off until the batch is complete: then each input's row
 * is summed in registers over all its spikes in the batch and written once. Rows are many (one of all outputs for each
 * input), so adding to them sample by sample would be bound by memory.
 */
public final class LinearGradient implements SynapseGradient {
    /**
     * Inputs, and outputs, that lie together: weights between a tile of each fit into the L1 cache, a tile of outputs of all
     * reads into the L2 cache.
     */
    private static final int TILE = 64;

    private static final SpikeList NOTHING = new SpikeList(0); // entered at a step that nobody tells of

    private final Shape input;
    private final int[] columnOf; // of each input in files
    private final int out;
    private final int inWidth;
    private final int outWidth;
    private final int steps;
    private final Kernels kernels;
    private final boolean isLearnt; // else nobody asks for the weight gradient
    private final float[]
            weightRows; // lead, then (tile, out, TILE): weights from one output to a tile of inputs, channel-last
    private final float[] rows; // lead, then the weight gradient (inputs, outWidth)
    private float[] deltas = {}; // lead, then (tile, samples, steps, TILE): outputs tile by tile
    private int reads;
    private BatchSpikes spikes;

    public LinearGradient(Matrix matrix, boolean isLearnt, int steps, Kernels kernels) {
        this.input = matrix.input();
        this.columnOf =
                IntStream.range(0, input.size()).map(input::channelFirst).toArray();
        this.out = matrix.out();
        this.inWidth = (input.size() + TILE - 1) / TILE * TILE;
        this.outWidth = Synapses.padded(out);
        this.steps = steps;
        this.kernels = kernels;
        this.weightRows = new float[CacheLine.LEAD + out * inWidth];
        this.isLearnt = isLearnt;
        this.rows = new float[isLearnt ? CacheLine.LEAD + input.size() * outWidth : 0];
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        final int to = (int) ((long) out * (part + 1) / parts);
        for (int o = (int) ((long) out * part / parts); o < to; o++) {
            for (int i = 0; i < columnOf.length; i++) {
                weightRows[CacheLine.LEAD + (i / TILE * out + o) * TILE + i % TILE] =
                        effective[o * columnOf.length + columnOf[i]];
            }
        }
    }

    @Override
    public void beginBatch(int samples) {
        if (spikes == null || spikes.samples() != samples) {
            reads = samples * steps;
            final int tiles = (out + TILE - 1) / TILE;
            deltas = new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(reads, tiles * TILE))];
            spikes = new BatchSpikes(samples, steps, input.size());
        }
        spikes.clear();
    }

    @Override
    public Worker open() {
        return new Worker();
    }

    @Override
    public void endBatch() {
        spikes.count();
    }

    @Override
    public void gather(int shard) {
        spikes.place(shard);
    }

    @Override
    public void finish(int part) {
        final int from = (int) ((long) input.size() * part / Shards.COUNT);
        final int to = (int) ((long) input.size() * (part + 1) / Shards.COUNT);
        Arrays.fill(rows, CacheLine.LEAD + from * outWidth, CacheLine.LEAD + to * outWidth, 0f);
        for (int o = 0; o < outWidth; o += TILE) {
            final int width = Math.min(TILE, outWidth - o);
            for (int i = from; i < to; i++) {
                kernels.accumulate(
                        deltas,
                        TILE,
                        CacheLine.LEAD + o * reads,
                        spikes.reads(),
                        spikes.values(),
                        spikes.start(i),
                        spikes.start(i + 1),
                        rows,
                        CacheLine.LEAD + i * outWidth + o,
                        width);
            }
        }
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        for (int i = 0; i < input.size(); i++) {
            final int source = CacheLine.LEAD + i * outWidth;
            int target = from * input.size() + columnOf[i];
            for (int o = from; o < to; o++, target += input.size()) {
                gradient[target] = rows[source + o];
            }
        }
    }

    public final class Worker implements SynapseGradient.Worker {
        private final SpikeList active = new SpikeList(out);
        private final SpikeList[] entered = new SpikeList[steps];
        private final float[] sums = new float[steps * inWidth];
        private int shard;
        private int sample;

        @Override
        public void begin(int shardNumber, int number) {
            shard = shardNumber;
            sample = number;
            Arrays.fill(entered, NOTHING);
        }

        @Override
        public void step(int t, SpikeList list, float[] delta, float[] inputGradient) {
            entered[t] = list;
            for (int o = 0; o < out; o += TILE) {
                final int at = CacheLine.LEAD + o * reads + (sample * steps + t) * TILE;
                System.arraycopy(delta, o, deltas, at, Math.min(TILE, out - o));
            }
            if (inputGradient != null) {
                active.compact(delta, out, kernels);
                for (int i = 0; i < input.size(); i += TILE) {
                    kernels.accumulate(
                            weightRows,
                            TILE,
                            CacheLine.LEAD + i * out,
                            active.indices(),
                            active.values(),
                            0,
                            active.size(),
                            inputGradient,
                            i,
                            Math.min(TILE, input.size() - i));
                }
            }
        }

        @Override
        public boolean isInputGradientDeferred() {
            return true;
        }

        /** Each tile of weights serves every step. */
        @Override
        public void inputGradients(float[][] gradients) {
            Arrays.fill(sums, 0f);
            for (int i = 0; i < input.size(); i += TILE) {
                for (int o = 0; o < out; o += TILE) {
                    kernels.accumulateDense(
                            weightRows,
                            TILE,
                            CacheLine.LEAD + i * out + o * TILE,
                            deltas,
                            CacheLine.LEAD + o * reads + sample * steps * TILE,
                            TILE,
                            Math.min(TILE, out - o),
                            sums,
                            i,
                            inWidth,
                            steps,
                            TILE);
                }
            }
            for (int t = 0; t < steps; t++) {
                System.arraycopy(sums, t * inWidth, gradients[t], 0, input.size());
            }
        }

        @Override
        public void end() {
            if (isLearnt) {
                spikes.put(shard, sample, entered);
            }
        }
    }
}
