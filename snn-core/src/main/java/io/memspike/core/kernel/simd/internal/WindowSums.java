package io.memspike.core.kernel.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of weighted rows of four vectors for windows that overlap. Two windows go together, so that the entries which lie in both are
 * read once for eight sums; what each window adds, and in which order, stays. Casts as in {@link SimdKernels}.
 */
final class WindowSums {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    private WindowSums() {}

    /** {@code accumulateWindows} of width {@code 4 · LANES}, where a window ends behind where the next begins. */
    static void four(
            float[] rows,
            int stride,
            int offset,
            int offsetStep,
            int[] indices,
            float[] values,
            int[] starts,
            int window,
            int windowStep,
            int span,
            int windows,
            float[] sums,
            int at) {
        int w = 0;
        for (; w + 2 <= windows; w += 2) {
            final int first = window + w * windowStep;
            final int from = starts[first];
            final int second = starts[first + windowStep];
            final int end = starts[first + span];
            final int to = starts[first + windowStep + span];
            if (from == to) {
                continue;
            }
            final int start = offset - w * offsetStep;
            final int sum = at + w * 4 * LANES;
            pair(rows, stride, start, offsetStep, indices, values, from, second, end, to, sums, sum);
        }
        if (w < windows) {
            final int last = window + w * windowStep;
            RowSums.four(
                    rows,
                    stride,
                    offset - w * offsetStep,
                    indices,
                    values,
                    starts[last],
                    starts[last + span],
                    sums,
                    at + w * 4 * LANES);
        }
    }

    /** Two windows; a method of its own, which is compiled once and soon, not first for the loop that it is called from. */
    private static void pair(
            float[] rows,
            int stride,
            int start,
            int offsetStep,
            int[] indices,
            float[] values,
            int from,
            int second,
            int end,
            int to,
            float[] sums,
            int sum) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 3 * LANES));
        FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 4 * LANES));
        FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 5 * LANES));
        FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 6 * LANES));
        FloatVector h = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 7 * LANES));
        int spike = from;
        for (; spike < second; spike++) {
            final int row = indices[spike] * stride + start;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = EXACT.cast(x.mul(value)).add(d);
        }
        for (; spike < end; spike++) {
            final int row = indices[spike] * stride + start;
            final int next = row - offsetStep;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = EXACT.cast(x.mul(value)).add(d);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next));
            e = EXACT.cast(x.mul(value)).add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + LANES));
            f = EXACT.cast(x.mul(value)).add(f);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + 2 * LANES));
            g = EXACT.cast(x.mul(value)).add(g);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + 3 * LANES));
            h = EXACT.cast(x.mul(value)).add(h);
        }
        for (; spike < to; spike++) {
            final int next = indices[spike] * stride + start - offsetStep;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next));
            e = EXACT.cast(x.mul(value)).add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + LANES));
            f = EXACT.cast(x.mul(value)).add(f);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + 2 * LANES));
            g = EXACT.cast(x.mul(value)).add(g);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, next + 3 * LANES));
            h = EXACT.cast(x.mul(value)).add(h);
        }
        EXACT.cast(a).intoArray(sums, sum);
        EXACT.cast(b).intoArray(sums, sum + LANES);
        EXACT.cast(c).intoArray(sums, sum + 2 * LANES);
        EXACT.cast(d).intoArray(sums, sum + 3 * LANES);
        EXACT.cast(e).intoArray(sums, sum + 4 * LANES);
        EXACT.cast(f).intoArray(sums, sum + 5 * LANES);
        EXACT.cast(g).intoArray(sums, sum + 6 * LANES);
        EXACT.cast(h).intoArray(sums, sum + 7 * LANES);
    }
}
