package io.memspike.topology.gradient.matrix;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.SparseUnfolding;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/** Backward side of single connections: each is visited, and no place between them. A copy of the gradient for each shard. */
final class SparseGradient implements SynapseGradient {
    private final SparseUnfolding unfolding;
    private final float[][] shards; // [shard] weights in file order
    private float[] weights;

    SparseGradient(Matrix matrix) {
        this.unfolding = (SparseUnfolding) matrix.unfolding();
        this.shards = new float[Shards.COUNT][matrix.weights()];
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part == 0) {
            weights = effective.clone();
        }
    }

    @Override
    public void beginBatch(int samples) {
        for (final float[] shard : shards) {
            Arrays.fill(shard, 0f);
        }
    }

    @Override
    public Worker open() {
        return new Worker() {
            private int shard;

            @Override
            public void begin(int ofBatch, int sample) {
                shard = ofBatch;
            }

            @Override
            public void step(int t, SpikeList spikes, float[] delta, float[] inputGradient) {
                addWeightGradient(spikes, delta, shards[shard]);
                if (inputGradient != null) {
                    addInputGradient(delta, inputGradient);
                }
            }

            @Override
            public void end() {
                // every step's share has been added at once
            }
        };
    }

    private void addWeightGradient(SpikeList spikes, float[] delta, float[] gradient) {
        final int[] targets = unfolding.targets();
        final int[] connections = unfolding.connections();
        for (int s = 0; s < spikes.size(); s++) {
            final int row = unfolding.rowOf()[spikes.index(s)];
            final float value = spikes.value(s);
            for (int e = row < 0 ? 0 : unfolding.starts()[row];
                    row >= 0 && e < unfolding.starts()[row + 1];
                    e++) {
                gradient[connections[e]] += value * delta[targets[e]];
            }
        }
    }

    private void addInputGradient(float[] delta, float[] inputGradient) {
        final int[] targets = unfolding.targets();
        final int[] connections = unfolding.connections();
        final int[] rowOf = unfolding.rowOf();
        for (int i = 0; i < rowOf.length; i++) {
            if (rowOf[i] >= 0) {
                float sum = inputGradient[i];
                for (int e = unfolding.starts()[rowOf[i]]; e < unfolding.starts()[rowOf[i] + 1]; e++) {
                    sum += weights[connections[e]] * delta[targets[e]];
                }
                inputGradient[i] = sum;
            }
        }
    }

    @Override
    public void finish(int part) {
        Shards.sum(shards, part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        System.arraycopy(shards[0], from, gradient, from, to - from);
    }
}
