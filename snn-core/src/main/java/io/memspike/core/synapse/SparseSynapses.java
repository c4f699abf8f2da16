package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.internal.SparseUnfolding;
import io.memspike.core.synapse.internal.WeightLayout;

/** Single connections: each spike adds the weights of its own. Thread-safe but for {@link #setWeights}. */
final class SparseSynapses implements WeightedSynapses, Synapses.Reader {
    private final Matrix matrix;
    private final Shape output;
    private final int[] rowOf; // of each input, or -1
    private final int[] starts;
    private final int[] targets;
    private final int[] connections;
    private final float[] weights; // by entry

    /**
     * Synapses with given weights.
     *
     * @param matrix sparse connections
     * @param weights effective weights [connections]. Not modified, not kept.
     */
    public SparseSynapses(Matrix matrix, float[] weights) {
        final SparseUnfolding unfolding = (SparseUnfolding) matrix.unfolding();
        this.matrix = matrix;
        this.output = matrix.output();
        this.rowOf = unfolding.rowOf();
        this.starts = unfolding.starts();
        this.targets = unfolding.targets();
        this.connections = unfolding.connections();
        this.weights = new float[targets.length];
        setWeights(weights, 0, 1);
    }

    @Override
    public void setWeights(float[] newWeights, int part, int parts) {
        WeightLayout.requireLength(matrix, newWeights);
        final int to = (int) ((long) connections.length * (part + 1) / parts);
        for (int e = (int) ((long) connections.length * part / parts); e < to; e++) {
            weights[e] = newWeights[connections[e]];
        }
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
        long operations = 0;
        for (int e = 0; e < spikes.size(); e++) {
            final int row = rowOf[spikes.index(e)];
            operations += row < 0 ? 0 : starts[row + 1] - starts[row];
        }
        return operations;
    }

    @Override
    public void accumulate(SpikeList spikes, long read, float[] current) {
        for (int e = 0; e < spikes.size(); e++) {
            final int row = rowOf[spikes.index(e)];
            if (row >= 0) {
                final float value = spikes.value(e);
                for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
                    current[targets[entry]] += value * weights[entry];
                }
            }
        }
    }
}
