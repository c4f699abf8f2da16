package io.memspike.core.synapse;

import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weights rounded to 8 bits: {@code weight ≈ step · scale}. Whole multiples of a power of 2 stay as they are, as those of Loihi; else a scale is
 * the largest magnitude / 127, rounded up to 16 significant bits, so that every product is exact as a float, and what was rounded comes back the
 * same from its products.
 *
 * @param steps in file order, in [−127, 127]. Not to be modified.
 * @param scales of each output channel. Not to be modified.
 */
public record WholeWeights(byte[] steps, float[] scales) {
    private static final int DROPPED = 0xFF; // of the 24 bits of a float
    private static final int MOST_CELLS = 1 << 28; // of a matrix, whose columns are looked at cell by cell

    /**
     * Rounds to nearest.
     *
     * @param matrix what the weights are for
     * @param weights in file order. Not modified.
     * @param perColumn whether each output channel has a scale of its own, where files hold its weights behind each other; else all have one
     */
    public static WholeWeights of(Matrix matrix, float[] weights, boolean perColumn) {
        Kind.require(
                weights.length == matrix.weights(),
                "%s: expected %d weights, found %d",
                matrix.type(),
                matrix.weights(),
                weights.length);
        final long cells = (long) matrix.unfolding().rows() * matrix.unfolding().columns();
        Kind.require(
                cells <= MOST_CELLS,
                "weights in 8 bits: expected at most %d pairs of inputs and outputs, found %d",
                MOST_CELLS,
                cells);
        final int[] columnOf = columns(matrix);
        final int length = weights.length / matrix.out();
        final boolean isByColumn = perColumn
                && matrix.weightShape()[0] == matrix.out() // a file has a scale for each of the first extent
                && length * matrix.out() == weights.length
                && IntStream.range(0, weights.length).allMatch(i -> columnOf[i] == i / length);
        final float[] scales = new float[matrix.out()];
        Arrays.fill(scales, scale(weights, 0, weights.length));
        for (int o = 0; o < scales.length && isByColumn; o++) {
            scales[o] = scale(weights, o * length, (o + 1) * length);
        }
        final byte[] steps = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            final float scale = scales[columnOf[i]];
            steps[i] = scale == 0 ? 0 : (byte) Math.round(weights[i] / scale);
        }
        return new WholeWeights(steps, scales);
    }

    private static float scale(float[] weights, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        final float scale = largest / WholeKernels.MOST_WEIGHT;
        Kind.require(
                largest == 0 || scale >= Float.MIN_NORMAL && scale < Float.MAX_VALUE / 2,
                "weights in 8 bits: expected magnitudes of 1e-35 to 1e38, found %s",
                largest);
        final float whole = largest == 0 ? 0f : Math.scalb(1f, Math.getExponent(scale) + 1);
        for (int i = from; i < to; i++) {
            if (weights[i] != whole * Math.rint(weights[i] / whole)) {
                return Float.intBitsToFloat(Float.floatToRawIntBits(scale) + DROPPED & ~DROPPED);
            }
        }
        return whole;
    }

    /** Output channel of each weight. */
    private static int[] columns(Matrix matrix) {
        final Unfolding unfolding = matrix.unfolding();
        final int[] columnOf = new int[matrix.weights()];
        for (int row = 0; row < unfolding.rows(); row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                final int weight = unfolding.weight(row, column);
                if (weight >= 0) {
                    columnOf[weight] = column;
                }
            }
        }
        return columnOf;
    }

    /** The products, in file order. */
    public float[] products(Matrix matrix) {
        final int[] columnOf = columns(matrix);
        final float[] products = new float[steps.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = steps[i] * scales[columnOf[i]];
        }
        return products;
    }

    /**
     * Synapses with these weights.
     *
     * @param factor of all weights
     * @param entering what enters
     * @throws IllegalArgumentException where a sum could leave 32 bits
     */
    public WholeSynapses synapses(Matrix matrix, float factor, WholeInput entering, Kernels kernels) {
        final float[] effective = scales.clone();
        for (int o = 0; o < effective.length; o++) {
            effective[o] *= factor;
        }
        return new WholeSynapses(matrix, steps, effective, entering, kernels);
    }
}
