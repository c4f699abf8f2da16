package io.memspike.serve.array;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;

/**
 * An array's cells as a picture, a byte each, (rows, 2 · columns) as they lie on their crossbars, G⁺ of a column before its G⁻: 0
 * where the kind has no pair, 1 where the pair is pruned, 2 to 255 from no conductance to the highest.
 *
 * @param rows of the matrix
 * @param columns of cells, two for each of the matrix
 * @param lowestSiemens smallest conductance of a connected cell
 * @param highestSiemens what 255 stands for: the largest conductance of a connected cell
 * @param cells the bytes
 */
public record CellMap(int rows, int columns, double lowestSiemens, double highestSiemens, byte[] cells) {
    private static final int NONE = 0;
    private static final int PRUNED = 1;
    private static final int FIRST = 2;
    private static final int LEVELS = 253; // steps between no conductance and the highest

    static CellMap of(MemristorArray array) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        final byte[] mask = array.mask();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (int w = 0; w < mask.length; w++) {
            if (mask[w] != 0) {
                lowest = Math.min(lowest, Math.min(positive[w], negative[w]));
                highest = Math.max(highest, Math.max(positive[w], negative[w]));
            }
        }
        final int columns = 2 * unfolding.columns();
        final byte[] cells = new byte[unfolding.rows() * columns];
        for (int row = 0; row < unfolding.rows(); row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                final int w = unfolding.weight(row, column);
                final int at = row * columns + 2 * column;
                cells[at] = level(w, mask, positive, highest);
                cells[at + 1] = level(w, mask, negative, highest);
            }
        }
        return new CellMap(unfolding.rows(), columns, highest == 0 ? 0 : lowest, highest, cells);
    }

    private static byte level(int weight, byte[] mask, double[] siemens, double highest) {
        if (weight < 0) {
            return NONE;
        }
        if (mask[weight] == 0) {
            return PRUNED;
        }
        return (byte) (highest == 0 ? FIRST : FIRST + Math.round(LEVELS * siemens[weight] / highest));
    }
}
