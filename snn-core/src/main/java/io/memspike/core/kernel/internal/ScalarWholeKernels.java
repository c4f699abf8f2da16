package io.memspike.core.kernel.internal;

import io.memspike.core.kernel.WholeKernels;

/** Plain Java: the definition that every other implementation must equal. */
public final class ScalarWholeKernels implements WholeKernels {
    /** A float that is added to it has no bits left for fractions. */
    public static final float ROUNDING = 0x1.8p23f;

    @Override
    public void accumulate(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at,
            int width) {
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final short factor = factors[e];
            for (int j = 0; j < width; j++) {
                sums[at + j] = (short) (sums[at + j] + factor * rows[row + j]);
            }
        }
    }

    @Override
    public void addPatch(
            byte[] rows, int row, int rowStep, short factor, short[] sums, int at, int sumStep, int count, int width) {
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < width; j++) {
                final int sum = at + r * sumStep + j;
                sums[sum] = (short) (sums[sum] + factor * rows[row + r * rowStep + j]);
            }
        }
    }

    @Override
    public int factors(float[] values, float step, float perStep, short[] factors, int n) {
        return factors(values, step, perStep, factors, 0, n, 0f, 0f);
    }

    @Override
    public void drain(short[] sums, int first, float[] floats, int n) {
        drain(sums, first, floats, 0, n);
    }

    /** From element {@code from} on. */
    public static void drain(short[] sums, int first, float[] floats, int from, int n) {
        for (int i = from; i < n; i++) {
            floats[i] = sums[first + i];
            sums[first + i] = 0;
        }
    }

    /** From element {@code from} on, where the largest and the smallest before it are known; NaN where one was wrong. */
    public static int factors(
            float[] values,
            float step,
            float perStep,
            short[] factors,
            int from,
            int n,
            float largest,
            float smallest) {
        float most = largest;
        float least = smallest;
        boolean isWhole = true;
        for (int e = from; e < n; e++) {
            final float factor = values[e] * perStep + ROUNDING - ROUNDING;
            isWhole &= factor * step == values[e];
            most = Math.max(most, factor);
            least = Math.min(least, factor);
            factors[e] = (short) factor;
        }
        return isWhole && most <= MOST_FACTOR && least >= -MOST_FACTOR ? (int) most - 256 * (int) least : -1;
    }
}
