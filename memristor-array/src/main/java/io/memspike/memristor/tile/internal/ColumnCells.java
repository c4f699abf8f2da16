package io.memspike.memristor.tile.internal;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import java.util.Arrays;

/**
 * What the converted columns of a layer hold, in the unit of the array's weights: for each weight and each of its output's
 * columns the mean, of which inputs make the column's sum, and the variance of its noise; and how numbers become the
 * output again:
 *
 * <pre>  output = scale · (Σ factor[c] · number[c] − referenceFactor · number[reference])</pre>
 *
 * Factors are ±1 and powers of two, as shifting and adding has them; the scale is one multiplication.
 */
final class ColumnCells {
    private final MemristorArray array;
    private final ArrayGeometry geometry;
    private final ReadNoise noise;
    private final WeightSlicing slicing;
    private final byte[] mask;
    private final float[] weights;
    private final double[] positive; // conductance of G⁺
    private final double[] negative;
    private final float[][] variances; // (converted columns of a pair, weights); null where cells are not the array's
    private final double largest; // magnitude of a connected weight

    ColumnCells(MemristorArray array, ArrayGeometry geometry, ReadNoise noise) {
        this.array = array;
        this.geometry = geometry;
        this.noise = noise;
        this.slicing = geometry.slicing();
        this.mask = array.mask();
        this.weights = array.weights();
        this.positive = inWeights(array.positiveSiemens());
        this.negative = inWeights(array.negativeSiemens());
        this.variances = variances();
        double most = 0;
        for (int i = 0; i < weights.length; i++) {
            most = mask[i] == 0 ? most : Math.max(most, Math.abs(weights[i]));
        }
        this.largest = most;
    }

    private double[] inWeights(double[] siemens) {
        final double perSiemens = 1 / array.siemensPerWeight();
        return Arrays.stream(siemens).map(g -> g * perSiemens).toArray();
    }

    private float[][] variances() {
        if (!slicing.isPresent() && geometry.signs() == SignScheme.DIFFERENTIAL) {
            return new float[][] {array.readVariances(noise)};
        }
        if (!slicing.isPresent() && geometry.signs() == SignScheme.DIFFERENTIAL_DIGITAL) {
            return new float[][] {array.cellVariances(true, noise), array.cellVariances(false, noise)};
        }
        if (array.hasDeviceNoise()) {
            throw new IllegalArgumentException(
                    "device noise: expected pairs of analogue cells, whose conductances are the array's, found "
                            + geometry.signs() + " with " + geometry.slices() + " slices");
        }
        return null;
    }

    /** Whether reads differ. */
    boolean isNoisy() {
        return noise.isPresent() || array.hasDeviceNoise();
    }

    /** Whether a pair is disconnected, or there is no such weight: -1. */
    private boolean isOpen(int i) {
        return i < 0 || mask[i] == 0;
    }

    /** Mean of weight {@code i} in column {@code c} of its output. */
    float mean(int i, int c) {
        if (!slicing.isPresent() && geometry.signs() == SignScheme.DIFFERENTIAL) {
            return isOpen(i) ? 0f : weights[i];
        }
        return (float) held(i, c);
    }

    /** Variance of weight {@code i} in column {@code c} of its output. */
    float variance(int i, int c) {
        if (variances != null) {
            return i < 0 ? 0f : variances[c][i];
        }
        return square(noise.sigma() * held(i, c)); // a pair of digits has one cell that conducts
    }

    /** What every cell of a reference column holds. */
    float reference() {
        return (float)
                (slicing.isPresent() ? slicing.digit(slicing.offset(), geometry.slices() - 1) * unit() : largest);
    }

    /** Variance of every cell of a reference column. */
    float referenceVariance() {
        return square(noise.sigma() * reference());
    }

    private static float square(double x) {
        return (float) (x * x);
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

    /** The scale: weight of a digit of 1 in the lowest slice over what its cell holds; 1 without slicing. */
    float scale() {
        return slicing.isPresent() ? (float) slicing.largestDigit() / slicing.largestCode() : 1f;
    }

    /**
     * (rows): connected cells on all tiles that share a row's input. Disconnected pairs do not count, but cells that hold
     * an offset are always there.
     */
    int[] cellsOfRow(int outputBlocks) {
        final boolean offset = geometry.signs() == SignScheme.OFFSET_COLUMN;
        final Unfolding unfolding = array.layer().unfolding();
        final int[] cellsOfRow = new int[unfolding.rows()];
        Arrays.fill(cellsOfRow, outputBlocks * geometry.signs().references());
        for (int column = 0; column < unfolding.columns(); column++) { // outside, as files have most weights
            for (int row = 0; row < cellsOfRow.length; row++) {
                final int weight = unfolding.weight(row, column);
                final boolean isConnected = weight >= 0 && mask[weight] == 1;
                cellsOfRow[row] += isConnected || offset ? geometry.cellsPerWeight() : 0;
            }
        }
        return cellsOfRow;
    }

    int layerPosition() {
        return array.layerPosition();
    }

    private double held(int i, int c) {
        if (slicing.isPresent()) {
            return digit(i, c) * unit();
        }
        if (geometry.signs() == SignScheme.OFFSET_COLUMN) {
            return largest + (isOpen(i) ? 0f : weights[i]);
        }
        return isOpen(i) ? 0 : c == 0 ? positive[i] : negative[i];
    }

    /** The digit that a column holds; negative for the difference of a pair whose G⁻ holds it. */
    private int digit(int i, int c) {
        final int code = isOpen(i) ? 0 : slicing.code(weights[i], largest);
        switch (geometry.signs()) {
            case OFFSET_COLUMN:
                return slicing.digit(slicing.offset() + code, c);
            case DIFFERENTIAL_DIGITAL:
                return slicing.digit(Math.max(0, c % 2 == 0 ? code : -code), c / 2);
            default:
                return Integer.signum(code) * slicing.digit(Math.abs(code), c);
        }
    }

    /** What a digit of 1 holds: the largest digit is a cell with the conductance of the layer's largest weight. */
    private double unit() {
        return largest / slicing.largestDigit();
    }

    private float shift(int slice) {
        return 1 << slice * slicing.bitsPerCell();
    }
}
