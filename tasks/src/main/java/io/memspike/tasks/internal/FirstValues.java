package io.memspike.tasks.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.kind.matrix.Matrix;

/** What training begins with: scores of pruned weights, or trained weights. */
public final class FirstValues {
    private FirstValues() {}

    /**
     * Kaiming-uniform with a = √5: uniform in ±1/√fanIn, where fanIn counts what one output adds up (He et al., arXiv
     * 1502.01852; PyTorch's default).
     *
     * @param seed of the training
     * @param position of the node in its graph
     * @param layer the node, at its place
     * @return a value for each weight, in file order
     */
    public static float[] uniform(long seed, int position, Matrix layer) {
        final RandomStream stream = RandomStream.of(seed, "scores", position);
        final float bound = (float) (1 / Math.sqrt(layer.fanIn()));
        final float[] values = new float[layer.weights()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * stream.nextFloat() - 1) * bound;
        }
        return values;
    }
}
