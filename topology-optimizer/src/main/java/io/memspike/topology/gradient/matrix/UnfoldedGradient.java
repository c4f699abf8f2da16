package io.memspike.topology.gradient.matrix;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/** Backward side of any kind with weights, by its {@link Unfolding}: a copy of the gradient for each shard. */
final class UnfoldedGradient implements SynapseGradient {
    private final Matrix matrix;
    private final Unfolding unfolding;
    private final float[][] shards; // [shard] weights in file order
    private float[] weights;

    UnfoldedGradient(Matrix matrix) {
        this.matrix = matrix;
        this.unfolding = matrix.unfolding();
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
        final int columns = unfolding.columns();
        for (int e = 0; e < spikes.size(); e++) {
            final float value = spikes.value(e);
            unfolding.visit(spikes.index(e), (row, position) -> {
                for (int column = 0; column < columns; column++) {
                    final int weight = unfolding.weight(row, column);
                    if (weight >= 0) {
                        gradient[weight] += value * delta[position * columns + column];
                    }
                }
            });
        }
    }

    private void addInputGradient(float[] delta, float[] inputGradient) {
        final int columns = unfolding.columns();
        for (int i = 0; i < matrix.input().size(); i++) {
            final int input = i;
            unfolding.visit(i, (row, position) -> {
                float sum = inputGradient[input];
                for (int column = 0; column < columns; column++) {
                    final int weight = unfolding.weight(row, column);
                    if (weight >= 0) {
                        sum += weights[weight] * delta[position * columns + column];
                    }
                }
                inputGradient[input] = sum;
            });
        }
    }

    @Override
    public void finish(int part) {
        Shards.sum(shards, part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        final int rowLength = matrix.weights() / (int) matrix.weightShape()[0];
        System.arraycopy(shards[0], from * rowLength, gradient, from * rowLength, (to - from) * rowLength);
    }
}
