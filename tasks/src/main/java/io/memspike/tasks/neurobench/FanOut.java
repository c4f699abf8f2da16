package io.memspike.tasks.neurobench;

import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.kind.matrix.internal.SparseUnfolding;

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
    /** Counts; of a node with weights. */
    static FanOut of(Model model, String node) {
        final Matrix matrix = Matrix.of(model.graph(), node);
        final Unfolding unfolding = matrix.unfolding();
        final float[] values = model.effective(node);
        final int[] kept;
        if (unfolding instanceof SparseUnfolding sparse) {
            kept = kept(sparse, values);
        } else {
            kept = matrix.kind() instanceof Linear linear && !linear.atPositions()
                    ? keptOfAll(unfolding.rows(), values)
                    : kept(unfolding, values);
        }
        final int[] effective = new int[matrix.input().size()];
        final Sum sum = new Sum(kept);
        long dense = 0;
        for (int i = 0; i < effective.length; i++) {
            sum.value = 0;
            unfolding.visit(i, sum);
            effective[i] = sum.value;
            dense += unfolding.operations(i);
        }
        long nonzero = 0;
        for (final int each : kept) {
            nonzero += each;
        }
        if (matrix.kind() instanceof Sparse) {
            final long full = (long) effective.length * matrix.out();
            return new FanOut(node, effective, full, full - nonzero, full);
        }
        return new FanOut(node, effective, dense, values.length - nonzero, values.length);
    }

    /** Adds up what the rows that an input drives have kept. */
    private static final class Sum implements Unfolding.Visitor {
        private final int[] kept;
        private int value;

        Sum(int[] kept) {
            this.kept = kept;
        }

        @Override
        public void meet(int row, int position) {
            value = Math.addExact(value, kept[row]);
        }
    }

    /** Weights beside zero of each row. */
    private static int[] kept(Unfolding unfolding, float[] values) {
        final int[] kept = new int[unfolding.rows()];
        final int columns = unfolding.columns();
        for (int row = 0; row < kept.length; row++) {
            for (int column = 0; column < columns; column++) {
                final int weight = unfolding.weight(row, column);
                kept[row] += weight >= 0 && values[weight] != 0f ? 1 : 0;
            }
        }
        return kept;
    }

    /** The same of a full connection, whose many weights lie column by column: it takes part in every start. */
    private static int[] keptOfAll(int rows, float[] values) {
        final int[] kept = new int[rows];
        for (int begin = 0; begin < values.length; begin += rows) {
            for (int row = 0; row < rows; row++) {
                kept[row] += values[begin + row] != 0f ? 1 : 0;
            }
        }
        return kept;
    }

    private static int[] kept(SparseUnfolding sparse, float[] values) {
        final int[] starts = sparse.starts();
        final int[] kept = new int[sparse.rows()];
        for (int row = 0; row < kept.length; row++) {
            for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
                kept[row] += values[sparse.connections()[entry]] != 0f ? 1 : 0;
            }
        }
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
