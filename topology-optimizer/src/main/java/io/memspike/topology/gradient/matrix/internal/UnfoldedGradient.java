package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.kind.matrix.internal.SparseUnfolding;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import java.util.Arrays;

/**
 * Backward side of any kind with weights, by its {@link Unfolding}, of whose matrix only the places with a weight are visited.
 * A copy of the gradient for each shard.
 */
public final class UnfoldedGradient implements SynapseGradient {
    private final Matrix matrix;
    private final Unfolding unfolding;
    private final int columns;
    private final int[] starts; // first entry of each row, and where the last one's end
    private final int[] columnOf; // by entry, ascending in each row
    private final int[] weightOf; // by entry
    private final float[][] shards; // [shard] weights in file order; none where nobody asks
    private float[] weights;

    public UnfoldedGradient(Matrix matrix, boolean isLearnt) {
        this.matrix = matrix;
        this.unfolding = matrix.unfolding();
        this.columns = unfolding.columns();
        this.shards = new float[isLearnt ? Shards.COUNT : 0][matrix.weights()];
        if (unfolding instanceof SparseUnfolding sparse) { // which has them
            this.starts = sparse.starts();
            this.columnOf = sparse.targets();
            this.weightOf = sparse.connections();
        } else {
            this.starts = starts();
            this.columnOf = new int[starts[unfolding.rows()]];
            this.weightOf = new int[columnOf.length];
            findEntries();
        }
    }

    private int[] starts() {
        final int[] counted = new int[unfolding.rows() + 1];
        for (int row = 0; row < unfolding.rows(); row++) {
            counted[row + 1] = counted[row];
            for (int column = 0; column < columns; column++) {
                counted[row + 1] += unfolding.weight(row, column) < 0 ? 0 : 1;
            }
        }
        return counted;
    }

    private void findEntries() {
        int entry = 0;
        for (int row = 0; row < unfolding.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                final int weight = unfolding.weight(row, column);
                if (weight >= 0) {
                    columnOf[entry] = column;
                    weightOf[entry++] = weight;
                }
            }
        }
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
    public SynapseGradient.Worker open() {
        return new Worker();
    }

    private final class Worker implements SynapseGradient.Worker {
        private final Unfolding.Visitor weightVisitor = this::addToWeights;
        private final Unfolding.Visitor inputVisitor = this::addToSum;
        private int shard;
        private float[] delta; // of the step at hand
        private float value; // of the input at hand
        private float sum; // of its gradient

        @Override
        public void begin(int ofBatch, int sample) {
            shard = ofBatch;
        }

        @Override
        public void step(int t, SpikeList spikes, float[] ofCurrent, float[] inputGradient) {
            delta = ofCurrent;
            for (int e = 0; shards.length > 0 && e < spikes.size(); e++) {
                value = spikes.value(e);
                unfolding.visit(spikes.index(e), weightVisitor);
            }
            for (int i = 0; inputGradient != null && i < matrix.input().size(); i++) {
                sum = inputGradient[i];
                unfolding.visit(i, inputVisitor);
                inputGradient[i] = sum;
            }
        }

        private void addToWeights(int row, int position) {
            final float[] gradient = shards[shard];
            final int at = position * columns;
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                gradient[weightOf[e]] += value * delta[at + columnOf[e]];
            }
        }

        private void addToSum(int row, int position) {
            final int at = position * columns;
            float total = sum;
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                total += weights[weightOf[e]] * delta[at + columnOf[e]];
            }
            sum = total;
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
