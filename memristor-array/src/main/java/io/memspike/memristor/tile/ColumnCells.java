package io.memspike.memristor.tile;

import io.memspike.memristor.MemristorArray;
import java.util.Arrays;

/**
 * What the converted columns of a layer hold: for each weight and each of its output's columns the mean, of which inputs
 * make the column's sum, and the power G² that makes the variance of its noise; and how numbers become the output again:
 *
 * <pre>  output = scale · (Σ factor[c] · number[c] − referenceFactor · number[reference])</pre>
 *
 * Factors are ±1 and powers of two, as shifting and adding has them; the scale is one multiplication.
 */
final class ColumnCells {
    private final MemristorArray array;
    private final ArrayGeometry geometry;
    private final WeightSlicing slicing;
    private final byte[] mask;
    private final float[] weights;
    private final double[] positive;
    private final double[] negative;
    private final double perSiemens; // weight that a siemens stands for
    private final double largest; // magnitude of a connected weight

    ColumnCells(MemristorArray array, ArrayGeometry geometry) {
        this.array = array;
        this.geometry = geometry;
        this.slicing = geometry.slicing();
        this.mask = array.mask();
        this.weights = array.weights();
        this.positive = array.positiveSiemens();
        this.negative = array.negativeSiemens();
        this.perSiemens = 1 / array.siemensPerWeight();
        double most = 0;
        for (int i = 0; i < weights.length; i++) {
            most = mask[i] == 0 ? most : Math.max(most, Math.abs(weights[i]));
        }
        this.largest = most;
    }

    /** Mean of weight {@code i} in column {@code c} of its output, in the unit of the weights: µS, but for programmed arrays. */
    float mean(int i, int c) {
        if (!slicing.isPresent() && geometry.signs() == SignScheme.DIFFERENTIAL) {
            return mask[i] == 0 ? 0f : weights[i];
        }
        return (float) cell(i, c);
    }

    /** Σ G² of the cells of weight {@code i} in column {@code c} of its output, in that unit squared. */
    float power(int i, int c) {
        if (!slicing.isPresent() && geometry.signs() == SignScheme.DIFFERENTIAL) {
            final double plus = positive[i] * perSiemens;
            final double minus = negative[i] * perSiemens;
            return mask[i] == 0 ? 0f : (float) (plus * plus + minus * minus);
        }
        final double g = cell(i, c); // a pair of digits has one cell that conducts
        return (float) (g * g);
    }

    /** What every cell of a reference column holds, in the unit of the weights: µS, but for programmed arrays. */
    float reference() {
        return (float)
                (slicing.isPresent() ? slicing.digit(slicing.offset(), geometry.slices() - 1) * unit() : largest);
    }

    /** Factor of the reference column's number: that of the top slice, where the offset has its only bit. */
    float referenceFactor() {
        return geometry.signs().references() * (slicing.isPresent() ? shift(geometry.slices() - 1) : 1f);
    }

    /** Factors of an output's columns. */
    float[] factors() {
        final float[] factors = new float[geometry.conversionsPerOutput()];
        final int conversions = geometry.signs().conversions();
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (c % conversions == 0 ? 1f : -1f) * (slicing.isPresent() ? shift(c / conversions) : 1f);
        }
        return factors;
    }

    /** The scale: weight for a digit of 1 in the lowest slice over what its cell has; 1 without slicing. */
    float scale() {
        return slicing.isPresent() ? (float) slicing.largestDigit() / slicing.largestCode() : 1f;
    }

    /**
     * (fan-in): connected cells on all tiles that share a row's input. Disconnected pairs do not count, but cells that hold
     * an offset are always there.
     */
    int[] cellsOfRow(int outputBlocks) {
        final boolean offset = geometry.signs() == SignScheme.OFFSET_COLUMN;
        final int[] cellsOfRow = new int[array.layer().fanIn()];
        Arrays.fill(cellsOfRow, outputBlocks * geometry.signs().references());
        for (int i = 0; i < mask.length; i++) {
            cellsOfRow[i % cellsOfRow.length] += mask[i] == 1 || offset ? geometry.cellsPerWeight() : 0;
        }
        return cellsOfRow;
    }

    int layerPosition() {
        return array.layerPosition();
    }

    private double cell(int i, int c) {
        if (slicing.isPresent()) {
            return digit(i, c) * unit();
        }
        if (geometry.signs() == SignScheme.OFFSET_COLUMN) {
            return largest + (mask[i] == 0 ? 0f : weights[i]);
        }
        return mask[i] == 0 ? 0 : (c == 0 ? positive[i] : negative[i]) * perSiemens;
    }

    /** The digit that a column holds; negative for the difference of a pair whose G⁻ holds it. */
    private int digit(int i, int c) {
        final int code = mask[i] == 0 ? 0 : slicing.code(weights[i], largest);
        switch (geometry.signs()) {
            case OFFSET_COLUMN:
                return slicing.digit(slicing.offset() + code, c);
            case DIFFERENTIAL_DIGITAL:
                return slicing.digit(Math.max(0, c % 2 == 0 ? code : -code), c / 2);
            default:
                return Integer.signum(code) * slicing.digit(Math.abs(code), c);
        }
    }

    /** Weight of a digit of 1: the largest digit is a cell with the conductance of the layer's largest weight. */
    private double unit() {
        return largest / slicing.largestDigit();
    }

    private float shift(int slice) {
        return 1 << slice * slicing.bitsPerCell();
    }
}
