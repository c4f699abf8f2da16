package io.memspike.memristor.tile;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;

/**
 * Global drift compensation: a factor for each tile, by which the mean magnitude of its pairs comes back to what it was
 * right after programming (Joshi et al., Nature Communications 11, 2473, 2020):
 *
 * <pre>  factor = mean |G⁺ − G⁻| as programmed, without noise / mean |G⁺ − G⁻| as read now</pre>
 *
 * over the connected pairs of the tile.
 */
public final class DriftCompensation {
    private DriftCompensation() {}

    /**
     * Factors of a matrix' tiles.
     *
     * @param programmed its pairs right after programming
     * @param present the same pairs as they are read now
     * @param mapping how they lie on tiles
     * @return by tile, in the order of the mapping; 1 where nothing is left to tell from
     */
    public static double[] factors(MemristorArray programmed, MemristorArray present, TileMapping mapping) {
        final Unfolding unfolding = programmed.layer().unfolding();
        final float[] before = programmed.effectiveWeights();
        final float[] now = present.effectiveWeights();
        final double[] sumBefore = new double[mapping.tiles().size()];
        final double[] sumNow = new double[sumBefore.length];
        for (int column = 0; column < unfolding.columns(); column++) {
            for (int row = 0; row < unfolding.rows(); row++) {
                final int i = unfolding.weight(row, column);
                if (i >= 0) {
                    final int tile = mapping.tile(row, column);
                    sumBefore[tile] += Math.abs(before[i]);
                    sumNow[tile] += Math.abs(now[i]);
                }
            }
        }
        final double[] factors = new double[sumBefore.length];
        for (int tile = 0; tile < factors.length; tile++) {
            factors[tile] = sumBefore[tile] > 0 && sumNow[tile] > 0 ? sumBefore[tile] / sumNow[tile] : 1;
        }
        return factors;
    }

    /**
     * Cells times their tile's factor, as read-outs with such gains find them; what differs between reads grows with them.
     *
     * @param present the pairs
     * @param factors by tile, at least 0. Not modified.
     * @param mapping how pairs lie on tiles
     */
    public static MemristorArray gained(MemristorArray present, double[] factors, TileMapping mapping) {
        final Unfolding unfolding = present.layer().unfolding();
        final double[] positive = present.positiveSiemens();
        final double[] negative = present.negativeSiemens();
        for (int column = 0; column < unfolding.columns(); column++) {
            for (int row = 0; row < unfolding.rows(); row++) {
                final int i = unfolding.weight(row, column);
                if (i >= 0) {
                    positive[i] *= factors[mapping.tile(row, column)];
                    negative[i] *= factors[mapping.tile(row, column)];
                }
            }
        }
        return present.behindWires(positive, negative);
    }
}
