package io.memspike.memristor.energy;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;

/**
 * The conductance that each input of a layer drives, summed over the output positions that it reaches and the connected
 * cells of its rows there. Energy of reads is linear in it, so that a step costs one multiplication for each spike.
 */
final class InputConductances {
    private InputConductances() {}

    /**
     * Sums for each input.
     *
     * @return (inputs), channel-last: Σ (G⁺ + G⁻) over connected pairs, in siemens
     */
    static double[] of(MemristorArray array) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] rows = rows(array, unfolding);
        final double[] sums = new double[array.layer().input().size()];
        for (int i = 0; i < sums.length; i++) {
            final int input = i;
            unfolding.visit(i, (row, position) -> sums[input] += rows[row]);
        }
        return sums;
    }

    /** (rows): connected cells that share a row's input. */
    private static double[] rows(MemristorArray array, Unfolding unfolding) {
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        final byte[] mask = array.mask();
        final double[] rows = new double[unfolding.rows()];
        for (int column = 0; column < unfolding.columns(); column++) { // outside, as files have most weights
            for (int row = 0; row < rows.length; row++) {
                final int i = unfolding.weight(row, column);
                rows[row] += i < 0 || mask[i] == 0 ? 0 : positive[i] + negative[i];
            }
        }
        return rows;
    }
}
