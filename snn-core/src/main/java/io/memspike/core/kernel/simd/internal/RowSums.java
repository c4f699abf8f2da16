package io.memspike.core.kernel.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of weighted rows that stay in registers over all entries, by how many vectors a row has. With four and more the latency of an
 * addition hides behind the others. Casts as in {@link SimdKernels}.
 */
final class RowSums {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    private RowSums() {}

    static void one(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        for (int e = from; e < to; e++) {
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, indices[e] * stride + offset));
            a = EXACT.cast(x.mul(values[e])).add(a);
        }
        EXACT.cast(a).intoArray(sums, at);
    }

    static void two(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[e]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
    }

    static void three(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[e]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
    }

    /** Four vectors of sums stay in registers across all spikes: enough to hide the latency of an addition. */
    static void four(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[e]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = EXACT.cast(x.mul(value)).add(d);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
    }

    static void eight(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 4 * LANES));
        FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 5 * LANES));
        FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 6 * LANES));
        FloatVector h = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 7 * LANES));
        for (int spike = from; spike < to; spike++) {
            final int row = indices[spike] * stride + offset;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = EXACT.cast(x.mul(value)).add(d);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 4 * LANES));
            e = EXACT.cast(x.mul(value)).add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 5 * LANES));
            f = EXACT.cast(x.mul(value)).add(f);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 6 * LANES));
            g = EXACT.cast(x.mul(value)).add(g);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 7 * LANES));
            h = EXACT.cast(x.mul(value)).add(h);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
        EXACT.cast(e).intoArray(sums, at + 4 * LANES);
        EXACT.cast(f).intoArray(sums, at + 5 * LANES);
        EXACT.cast(g).intoArray(sums, at + 6 * LANES);
        EXACT.cast(h).intoArray(sums, at + 7 * LANES);
    }

    /** {@link #eight} for values of 1: the same bits without the multiplication, a fifth faster. */
    static void eightOfSpikes(
            float[] rows, int stride, int offset, int[] indices, int from, int to, float[] sums, int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 4 * LANES));
        FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 5 * LANES));
        FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 6 * LANES));
        FloatVector h = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 7 * LANES));
        for (int spike = from; spike < to; spike++) {
            final int row = indices[spike] * stride + offset;
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = x.add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = x.add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = x.add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = x.add(d);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 4 * LANES));
            e = x.add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 5 * LANES));
            f = x.add(f);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 6 * LANES));
            g = x.add(g);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 7 * LANES));
            h = x.add(h);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
        EXACT.cast(e).intoArray(sums, at + 4 * LANES);
        EXACT.cast(f).intoArray(sums, at + 5 * LANES);
        EXACT.cast(g).intoArray(sums, at + 6 * LANES);
        EXACT.cast(h).intoArray(sums, at + 7 * LANES);
    }

    static void threeByThree(
            float[] rows,
            int stride,
            int offset,
            int rowStep,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int sumStep) {
        final int at1 = at + sumStep;
        final int at2 = at1 + sumStep;
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1));
        FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + LANES));
        FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + 2 * LANES));
        FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2));
        FloatVector h = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + LANES));
        FloatVector i = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + 2 * LANES));
        for (int spike = from; spike < to; spike++) {
            final int row = indices[spike] * stride + offset;
            final int row1 = row + rowStep;
            final int row2 = row1 + rowStep;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row1));
            d = EXACT.cast(x.mul(value)).add(d);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row1 + LANES));
            e = EXACT.cast(x.mul(value)).add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row1 + 2 * LANES));
            f = EXACT.cast(x.mul(value)).add(f);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row2));
            g = EXACT.cast(x.mul(value)).add(g);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row2 + LANES));
            h = EXACT.cast(x.mul(value)).add(h);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row2 + 2 * LANES));
            i = EXACT.cast(x.mul(value)).add(i);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at1);
        EXACT.cast(e).intoArray(sums, at1 + LANES);
        EXACT.cast(f).intoArray(sums, at1 + 2 * LANES);
        EXACT.cast(g).intoArray(sums, at2);
        EXACT.cast(h).intoArray(sums, at2 + LANES);
        EXACT.cast(i).intoArray(sums, at2 + 2 * LANES);
    }

    static void threeByTwo(
            float[] rows,
            int stride,
            int offset,
            int rowStep,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int sumStep) {
        final int at1 = at + sumStep;
        final int at2 = at1 + sumStep;
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + LANES));
        FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2));
        FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + LANES));
        for (int spike = from; spike < to; spike++) {
            final int row = indices[spike] * stride + offset;
            final int row1 = row + rowStep;
            final int row2 = row1 + rowStep;
            final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(value)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(value)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row1));
            c = EXACT.cast(x.mul(value)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row1 + LANES));
            d = EXACT.cast(x.mul(value)).add(d);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row2));
            e = EXACT.cast(x.mul(value)).add(e);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row2 + LANES));
            f = EXACT.cast(x.mul(value)).add(f);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at1);
        EXACT.cast(d).intoArray(sums, at1 + LANES);
        EXACT.cast(e).intoArray(sums, at2);
        EXACT.cast(f).intoArray(sums, at2 + LANES);
    }
}
