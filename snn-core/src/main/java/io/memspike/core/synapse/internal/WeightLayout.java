package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;

/** Turns weights from the order of files (output first, channels before positions) into rows that kernels can stream. */
public final class WeightLayout {
    private WeightLayout() {}

    public static void requireLength(Matrix matrix, float[] weights) {
        if (weights.length != matrix.weights()) {
            throw new IllegalArgumentException(
                    matrix.type() + ": expected " + matrix.weights() + " weights, found " + weights.length);
        }
    }

    /** [out, in] → (in channel-last, width): one padded row of outputs for each input, after {@link CacheLine#LEAD}. */
    public static float[] linearRows(Matrix matrix, float[] weights, int width) {
        requireLength(matrix, weights);
        final int inputs = matrix.input().size();
        final float[] rows = new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(inputs, width))];
        fillLinearRows(matrix, weights, rows, width, 0, inputs);
        return rows;
    }

    /** Rows of inputs [from, to), channel-last. */
    public static void fillLinearRows(Matrix matrix, float[] weights, float[] rows, int width, int from, int to) {
        final Shape input = matrix.input();
        final int inputs = input.size();
        final int out = matrix.out();
        for (int i = from; i < to; i++) {
            final int source = input.channelFirst(i);
            for (int o = 0; o < out; o++) {
                rows[CacheLine.LEAD + i * width + o] = weights[o * inputs + source];
            }
        }
    }

    /** [out, in, rows, columns] → (kernel row, kernel column, in, width): one padded row of outputs for each tap, after {@link CacheLine#LEAD}. */
    public static void fillGatherRows(Matrix matrix, float[] weights, float[] rows, int width) {
        final int taps = ((Conv2d) matrix.kind()).kernel().area();
        final int in = matrix.input().channels();
        final int out = matrix.out();
        for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    rows[CacheLine.LEAD + (tap * in + c) * width + o] = weights[(o * in + c) * taps + tap];
                }
            }
        }
    }

    /** [out, in, rows, columns] → [in, out, rows, columns] with both kernel axes reversed: a convolution as the patches that it scatters. */
    public static float[] patches(Matrix matrix, float[] weights) {
        final int taps = ((Conv2d) matrix.kind()).kernel().area();
        final int in = matrix.input().channels();
        final int out = matrix.out();
        final float[] patches = new float[weights.length];
        for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    patches[(c * out + o) * taps + taps - 1 - tap] = weights[(o * in + c) * taps + tap];
                }
            }
        }
        return patches;
    }

    /**
     * Patches [from, to, rows, columns] as rows: (patch row, from, width), each of all {@code to} of all columns, padded, after
     * {@link CacheLine#LEAD}.
     */
    public static float[] patchRows(float[] patches, int from, int to, Size kernel, int width) {
        final float[] rows = new float[CacheLine.LEAD + kernel.height() * from * width];
        fillPatchRows(patches, from, to, kernel, rows, width);
        return rows;
    }

    public static void fillPatchRows(float[] patches, int from, int to, Size kernel, float[] rows, int width) {
        for (int c = 0; c < from; c++) {
            for (int o = 0; o < to; o++) {
                for (int row = 0; row < kernel.height(); row++) {
                    for (int column = 0; column < kernel.width(); column++) {
                        rows[CacheLine.LEAD + (row * from + c) * width + column * to + o] =
                                patches[((c * to + o) * kernel.height() + row) * kernel.width() + column];
                    }
                }
            }
        }
    }
}
