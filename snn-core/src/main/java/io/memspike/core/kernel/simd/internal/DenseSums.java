package io.memspike.core.kernel.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dense products, whose sums stay in registers over all rows: tiles of several groups of factors by several vectors, and single
 * groups. Casts as in {@link SimdKernels}.
 */
final class DenseSums {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    private static final VectorSpecies<Float> FEW = FloatVector.SPECIES_256;
    private static final int FEW_LANES = FEW.length();
    private static final Class<? extends FloatVector> FEW_EXACT =
            FloatVector.zero(FEW).getClass();

    private DenseSums() {}

    /** Four groups by two vectors: each vector of weights is loaded once and used four times. */
    static void tile(
            float[] rows,
            int stride,
            int offset,
            float[] factors,
            int first,
            int factorStep,
            int count,
            float[] sums,
            int at,
            int sumStep) {
        final int at1 = at + sumStep;
        final int at2 = at1 + sumStep;
        final int at3 = at2 + sumStep;
        FloatVector a0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector a1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1));
        FloatVector b1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + LANES));
        FloatVector a2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2));
        FloatVector b2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + LANES));
        FloatVector a3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3));
        FloatVector b3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3 + LANES));
        int row = offset;
        for (int e = first; e < first + count; e++, row += stride) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            final FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            FloatVector factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e]));
            a0 = EXACT.cast(a.mul(factor)).add(a0);
            b0 = EXACT.cast(b.mul(factor)).add(b0);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + factorStep]));
            a1 = EXACT.cast(a.mul(factor)).add(a1);
            b1 = EXACT.cast(b.mul(factor)).add(b1);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + 2 * factorStep]));
            a2 = EXACT.cast(a.mul(factor)).add(a2);
            b2 = EXACT.cast(b.mul(factor)).add(b2);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + 3 * factorStep]));
            a3 = EXACT.cast(a.mul(factor)).add(a3);
            b3 = EXACT.cast(b.mul(factor)).add(b3);
        }
        EXACT.cast(a0).intoArray(sums, at);
        EXACT.cast(b0).intoArray(sums, at + LANES);
        EXACT.cast(a1).intoArray(sums, at1);
        EXACT.cast(b1).intoArray(sums, at1 + LANES);
        EXACT.cast(a2).intoArray(sums, at2);
        EXACT.cast(b2).intoArray(sums, at2 + LANES);
        EXACT.cast(a3).intoArray(sums, at3);
        EXACT.cast(b3).intoArray(sums, at3 + LANES);
    }

    /** Four groups by four vectors, where there are registers for that: each factor is spread once and used four times. */
    static void wideTile(
            float[] rows,
            int stride,
            int offset,
            float[] factors,
            int first,
            int factorStep,
            int count,
            float[] sums,
            int at,
            int sumStep) {
        final int at1 = at + sumStep;
        final int at2 = at1 + sumStep;
        final int at3 = at2 + sumStep;
        FloatVector a0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d0 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        FloatVector a1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1));
        FloatVector b1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + LANES));
        FloatVector c1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + 2 * LANES));
        FloatVector d1 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at1 + 3 * LANES));
        FloatVector a2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2));
        FloatVector b2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + LANES));
        FloatVector c2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + 2 * LANES));
        FloatVector d2 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at2 + 3 * LANES));
        FloatVector a3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3));
        FloatVector b3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3 + LANES));
        FloatVector c3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3 + 2 * LANES));
        FloatVector d3 = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at3 + 3 * LANES));
        int row = offset;
        for (int e = first; e < first + count; e++, row += stride) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            final FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            final FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            final FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            FloatVector factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e]));
            a0 = EXACT.cast(a.mul(factor)).add(a0);
            b0 = EXACT.cast(b.mul(factor)).add(b0);
            c0 = EXACT.cast(c.mul(factor)).add(c0);
            d0 = EXACT.cast(d.mul(factor)).add(d0);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + factorStep]));
            a1 = EXACT.cast(a.mul(factor)).add(a1);
            b1 = EXACT.cast(b.mul(factor)).add(b1);
            c1 = EXACT.cast(c.mul(factor)).add(c1);
            d1 = EXACT.cast(d.mul(factor)).add(d1);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + 2 * factorStep]));
            a2 = EXACT.cast(a.mul(factor)).add(a2);
            b2 = EXACT.cast(b.mul(factor)).add(b2);
            c2 = EXACT.cast(c.mul(factor)).add(c2);
            d2 = EXACT.cast(d.mul(factor)).add(d2);
            factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e + 3 * factorStep]));
            a3 = EXACT.cast(a.mul(factor)).add(a3);
            b3 = EXACT.cast(b.mul(factor)).add(b3);
            c3 = EXACT.cast(c.mul(factor)).add(c3);
            d3 = EXACT.cast(d.mul(factor)).add(d3);
        }
        EXACT.cast(a0).intoArray(sums, at);
        EXACT.cast(b0).intoArray(sums, at + LANES);
        EXACT.cast(c0).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d0).intoArray(sums, at + 3 * LANES);
        EXACT.cast(a1).intoArray(sums, at1);
        EXACT.cast(b1).intoArray(sums, at1 + LANES);
        EXACT.cast(c1).intoArray(sums, at1 + 2 * LANES);
        EXACT.cast(d1).intoArray(sums, at1 + 3 * LANES);
        EXACT.cast(a2).intoArray(sums, at2);
        EXACT.cast(b2).intoArray(sums, at2 + LANES);
        EXACT.cast(c2).intoArray(sums, at2 + 2 * LANES);
        EXACT.cast(d2).intoArray(sums, at2 + 3 * LANES);
        EXACT.cast(a3).intoArray(sums, at3);
        EXACT.cast(b3).intoArray(sums, at3 + LANES);
        EXACT.cast(c3).intoArray(sums, at3 + 2 * LANES);
        EXACT.cast(d3).intoArray(sums, at3 + 3 * LANES);
    }

    /** One group of any width. */
    static void narrow(
            float[] rows,
            int stride,
            int offset,
            float[] factors,
            int first,
            int count,
            float[] sums,
            int at,
            int width) {
        int j = 0;
        for (; j + 4 * LANES <= width; j += 4 * LANES) {
            four(rows, stride, offset + j, factors, first, count, sums, at + j);
        }
        for (; j + LANES <= width; j += LANES) {
            FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + j));
            for (int e = 0; e < count; e++) {
                FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, e * stride + offset + j));
                a = EXACT.cast(x.mul(factors[first + e])).add(a);
            }
            EXACT.cast(a).intoArray(sums, at + j);
        }
        for (; LANES > FEW_LANES && j + FEW_LANES <= width; j += FEW_LANES) {
            few(rows, stride, offset + j, factors, first, count, sums, at + j);
        }
        for (; j < width; j++) {
            float a = sums[at + j];
            for (int e = 0; e < count; e++) {
                a += factors[first + e] * rows[e * stride + offset + j];
            }
            sums[at + j] = a;
        }
    }

    /** One group by a vector of a few lanes, such as adapters of low rank have outputs. */
    private static void few(
            float[] rows, int stride, int offset, float[] factors, int first, int count, float[] sums, int at) {
        FloatVector a = FEW_EXACT.cast(FloatVector.fromArray(FEW, sums, at));
        int row = offset;
        for (int e = first; e < first + count; e++, row += stride) {
            final FloatVector x = FEW_EXACT.cast(FloatVector.fromArray(FEW, rows, row));
            a = FEW_EXACT.cast(x.mul(factors[e])).add(a);
        }
        FEW_EXACT.cast(a).intoArray(sums, at);
    }

    /** One group by four vectors. */
    private static void four(
            float[] rows, int stride, int offset, float[] factors, int first, int count, float[] sums, int at) {
        FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at));
        FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + LANES));
        FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        int row = offset;
        for (int e = first; e < first + count; e++, row += stride) {
            final FloatVector factor = EXACT.cast(FloatVector.broadcast(SPECIES, factors[e]));
            FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
            a = EXACT.cast(x.mul(factor)).add(a);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
            b = EXACT.cast(x.mul(factor)).add(b);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
            c = EXACT.cast(x.mul(factor)).add(c);
            x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
            d = EXACT.cast(x.mul(factor)).add(d);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
    }
}
