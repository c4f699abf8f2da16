package io.memspike.core.synapse;

import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Sparse;

/**
 * The synapses that serve each kind of layer with weights. They are immutable but for {@link #setWeights}, by which
 * training keeps one network through all its batches.
 */
public sealed interface WeightedSynapses extends Synapses
        permits Conv2dSynapses,
                ConvTranspose2dSynapses,
                LinearSynapses,
                PositionSynapses,
                SparseSynapses,
                UnfoldedSynapses {
    /**
     * Synapses with the given weights.
     *
     * @param matrix what the weights are for
     * @param weights one a weight, in file order. Not modified, not kept.
     * @param kernels inner loops
     */
    static WeightedSynapses of(Matrix matrix, float[] weights, Kernels kernels) {
        if (matrix.kind() instanceof Conv2d conv && conv.isPlain()) {
            return new Conv2dSynapses(matrix, weights, kernels);
        }
        if (matrix.kind() instanceof ConvTranspose2d) {
            return new ConvTranspose2dSynapses(matrix, weights, kernels);
        }
        if (matrix.kind() instanceof Linear linear && linear.atPositions()) {
            return new PositionSynapses(matrix, weights, kernels);
        }
        if (matrix.kind() instanceof Linear) {
            return new LinearSynapses(matrix, weights, kernels);
        }
        if (matrix.kind() instanceof Sparse) {
            return new SparseSynapses(matrix, weights);
        }
        return new UnfoldedSynapses(matrix, weights, kernels);
    }

    @Override
    default boolean isRepeatable() {
        return true;
    }

    /**
     * Takes over other weights, in parts that may be done by different threads. Nobody may read meanwhile, and who reads
     * afterwards must have seen all parts end.
     *
     * @param weights as those of {@link #of}: the same array for every part. Not modified, not kept.
     * @param part which part, in [0, parts)
     * @param parts number of parts
     */
    void setWeights(float[] weights, int part, int parts);
}
