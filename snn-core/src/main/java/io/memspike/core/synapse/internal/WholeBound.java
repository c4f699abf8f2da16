package io.memspike.core.synapse.internal;

import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;

/**
 * How large sums of weights in 8 bits can become: where no input is below 0, largest input times what the weights of one sign of a
 * column add up to; else times what all add up to.
 *
 * @param oneSign most that the weights of one sign of a column add up to in magnitude
 * @param bothSigns most that all weights of a column add up to in magnitude
 */
public record WholeBound(long oneSign, long bothSigns) {
    /** Of the weights of a matrix, in file order. */
    public static WholeBound of(Matrix matrix, byte[] weights) {
        final Unfolding unfolding = matrix.unfolding();
        long oneSign = 0;
        long bothSigns = 0;
        for (int column = 0; column < unfolding.columns(); column++) {
            long above = 0;
            long below = 0;
            for (int row = 0; row < unfolding.rows(); row++) {
                final int at = unfolding.weight(row, column);
                final int weight = at < 0 ? 0 : weights[at];
                above += Math.max(0, weight);
                below += Math.max(0, -weight);
            }
            oneSign = Math.max(oneSign, Math.max(above, below));
            bothSigns = Math.max(bothSigns, above + below);
        }
        return new WholeBound(oneSign, bothSigns);
    }

    /** Whether no sum leaves 16 bits, whatever inputs have factors from {@code smallest} to {@code largest}. */
    public boolean fitsShorts(int smallest, int largest) {
        return most(smallest, largest) <= Short.MAX_VALUE;
    }

    /** Whether no sum leaves 32 bits, whatever inputs have factors up to {@code largest} in magnitude. */
    public boolean fitsInts(int largest) {
        return most(-largest, largest) <= Integer.MAX_VALUE;
    }

    /** One past the last entry up to which sums of these factors, from an entry on, fit into 16 bits, whatever the weights. */
    public static int fitting(short[] factors, int from, int size) {
        int room = Short.MAX_VALUE / WholeKernels.MOST_WEIGHT; // at least any factor
        int to = from;
        while (to < size && Math.abs(factors[to]) <= room) {
            room -= Math.abs(factors[to++]);
        }
        return to;
    }

    private long most(int smallest, int largest) {
        return smallest < 0 ? Math.max(-smallest, largest) * bothSigns : largest * oneSign;
    }
}
