package io.memspike.tasks.neurobench;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.matrix.SparseUnfolding;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;

/**
 * The weights of a node as they meet its inputs. Single connections are part of the full connection between what they meet
 * and their outputs: where there is none, a zero is.
 *
 * @param node name of the node
 * @param effective how many weights beside zero each input meets, over all output positions
 * @param dense how many weights all inputs meet
 * @param zeros weights that are zero
 * @param weights all weights
 */
record FanOut(String node, int[] effective, long dense, long zeros, long weights) {
    /**
     * Counts.
     *
     * @param matrix the node at its place
     * @param values effective weights in file order. Not modified.
     */
    static FanOut of(String node, Matrix matrix, float[] values) {
        final Unfolding unfolding = matrix.unfolding();
        final int[] kept = unfolding instanceof SparseUnfolding sparse ? kept(sparse, values) : kept(unfolding, values);
        final int[] effective = new int[matrix.input().size()];
        long dense = 0;
        for (int i = 0; i < effective.length; i++) {
            final int[] sum = {0};
            unfolding.visit(i, (row, position) -> sum[0] = Math.addExact(sum[0], kept[row]));
            effective[i] = sum[0];
            dense += unfolding.operations(i);
        }
        long nonzero = 0;
        for (final float value : values) {
            nonzero += value == 0f ? 0 : 1;
        }
        if (matrix.kind() instanceof Sparse) {
            final long full = (long) effective.length * matrix.out();
            return new FanOut(node, effective, full, full - nonzero, full);
        }
        return new FanOut(node, effective, dense, values.length - nonzero, values.length);
    }

    private static int[] kept(Unfolding unfolding, float[] values) {
        final int[] kept = new int[unfolding.rows()];
        final int columns = unfolding.columns();
        for (int column = 0; column < columns; column++) { // in the order of files, nearly
            for (int row = 0; row < kept.length; row++) {
                final int weight = unfolding.weight(row, column);
                kept[row] += weight >= 0 && values[weight] != 0f ? 1 : 0;
            }
        }
        return kept;
    }

    private static int[] kept(SparseUnfolding sparse, float[] values) {
        final int[] starts = sparse.starts();
        final int[] kept = new int[sparse.rows()];
        Arrays.setAll(kept, row -> (int) Arrays.stream(sparse.connections(), starts[row], starts[row + 1])
                .filter(connection -> values[connection] != 0f)
                .count());
        return kept;
    }

    /** Operations of these inputs that neither a zero input nor a zero weight spares. */
    long operations(SpikeList inputs) {
        long operations = 0;
        for (int e = 0; e < inputs.size(); e++) {
            operations += inputs.value(e) == 0f ? 0 : effective[inputs.index(e)];
        }
        return operations;
    }

    /** Whether they can be added without a multiplication: all are 0, 1 or −1. */
    static boolean isBinary(SpikeList inputs) {
        for (int e = 0; e < inputs.size(); e++) {
            if (inputs.value(e) != 0f && Math.abs(inputs.value(e)) != 1f) {
                return false;
            }
        }
        return true;
    }
}
