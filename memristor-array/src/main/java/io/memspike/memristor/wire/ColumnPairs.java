package io.memspike.memristor.wire;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;

/**
 * Differential pairs on a crossbar, as {@link io.memspike.memristor.tile.TileMapping} draws them: a number for each cell, in
 * rows as the layer's {@link Unfolding} has them, G⁺ of output o in column 2o, its G⁻ in the next.
 */
public final class ColumnPairs {
    private ColumnPairs() {}

    /**
     * The cells of an array.
     *
     * @return conductances: (rows, 2 · outputs), S; 0, an open cell, where a pair is disconnected or there is none. New.
     */
    public static double[][] of(MemristorArray array) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        final byte[] mask = array.mask();
        final double[][] pairs = new double[unfolding.rows()][2 * unfolding.columns()];
        for (int i = 0; i < pairs.length; i++) {
            for (int o = 0; o < unfolding.columns(); o++) {
                final int weight = unfolding.weight(i, o);
                final boolean isOpen = weight < 0 || mask[weight] == 0;
                pairs[i][2 * o] = isOpen ? 0 : positive[weight];
                pairs[i][2 * o + 1] = isOpen ? 0 : negative[weight];
            }
        }
        return pairs;
    }

    /**
     * An array as its terminals see it.
     *
     * @param array the devices
     * @param pairs what wires leave of each cell: (rows, 2 · outputs), S. Not modified.
     * @param isMesh whether wires were solved exactly ({@link MemristorArray#behindMeshes}), or each cell by itself ({@link
     *     MemristorArray#behindWires})
     */
    public static MemristorArray behind(MemristorArray array, double[][] pairs, boolean isMesh) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        for (int i = 0; i < pairs.length; i++) {
            for (int o = 0; o < unfolding.columns(); o++) {
                final int weight = unfolding.weight(i, o);
                if (weight >= 0) {
                    positive[weight] = pairs[i][2 * o];
                    negative[weight] = pairs[i][2 * o + 1];
                }
            }
        }
        return isMesh ? array.behindMeshes(positive, negative) : array.behindWires(positive, negative);
    }
}
