package io.memspike.core.kernel.simd.internal;

import io.memspike.core.kernel.internal.Elementwise;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Elementwise} on the widest vectors that the machine prefers, the tail in scalars. Casts as in {@link SimdKernels}. */
public final class SimdElementwise extends Elementwise {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int HALF_LANES = DOUBLES.length();
    private static final Class<? extends DoubleVector> DOUBLE =
            DoubleVector.zero(DOUBLES).getClass();
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final Class<? extends FloatVector> HALF_EXACT =
            FloatVector.zero(HALF).getClass();

    /** Added and taken away again, this rounds doubles within ±2⁵¹ to whole numbers, halves to even. */
    private static final double WHOLE = 0x1.8p52;
    /** So far from a half, where it lies within ±2³⁰, a product with the reciprocal rounds as the quotient does. */
    private static final double NEAR = 0.5 - 0x1p-20;

    /** The same of floats within ±2²². */
    private static final float WHOLE_FLOAT = 0x1.8p23f;
    /** Twice how far a quotient by way of the reciprocal may be off, of its size. */
    private static final float QUOTIENT_ERROR = 0x1p-22f;

    private static final float NEAR_FLOAT = 0.5f - 0x1p-18f;
    /** Of a float: 12 of its digits, so that products with small whole numbers are exact. */
    private static final int UPPER_BITS = 0xFFFFF000;

    @Override
    public void relu(float[] x, float[] y, int n) {
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, x, i));
            EXACT.cast(a.max(0f)).intoArray(y, i);
        }
        relu(x, y, i, n);
    }

    @Override
    public void reluBack(float[] x, float[] gradient, float[] into, int n) {
        final FloatVector zero = EXACT.cast(FloatVector.zero(SPECIES));
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, x, i));
            final FloatVector slope = EXACT.cast(zero.blend(1f, a.compare(VectorOperators.GT, 0f)));
            final FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, gradient, i));
            EXACT.cast(g.mul(slope)).intoArray(into, i);
        }
        reluBack(x, gradient, into, i, n);
    }

    @Override
    public void affine(float[] scale, float[] offset, float[] x, float[] y, int n) {
        for (int start = 0; start < n; start += scale.length) {
            final int run = Math.min(scale.length, n - start);
            int i = 0;
            for (; i + LANES <= run; i += LANES) {
                final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, x, start + i));
                final FloatVector scaled = EXACT.cast(a.mul(EXACT.cast(FloatVector.fromArray(SPECIES, scale, i))));
                EXACT.cast(scaled.add(EXACT.cast(FloatVector.fromArray(SPECIES, offset, i))))
                        .intoArray(y, start + i);
            }
            affine(scale, offset, x, y, start, i, run);
        }
    }

    @Override
    public void range(float[] x, int n, float[] range) {
        FloatVector least = EXACT.cast(FloatVector.broadcast(SPECIES, range[0]));
        FloatVector most = EXACT.cast(FloatVector.broadcast(SPECIES, range[1]));
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, x, i));
            least = EXACT.cast(least.min(a));
            most = EXACT.cast(most.max(a));
        }
        range[0] = EXACT.cast(least).reduceLanes(VectorOperators.MIN);
        range[1] = EXACT.cast(most).reduceLanes(VectorOperators.MAX);
        range(x, i, n, range);
    }

    @Override
    public void round(float[] from, double origin, double step, double first, float[] to, int n) {
        final double reciprocal = 1 / step;
        int i = 0;
        final int end = HALF.loopBound(n);
        for (; i < end; i += HALF_LANES) {
            final FloatVector x = HALF_EXACT.cast(FloatVector.fromArray(HALF, from, i));
            final DoubleVector apart =
                    DOUBLE.cast(DOUBLE.cast(x.castShape(DOUBLES, 0)).sub(origin));
            final DoubleVector quotient = DOUBLE.cast(apart.mul(reciprocal));
            final DoubleVector whole =
                    DOUBLE.cast(DOUBLE.cast(quotient.add(WHOLE)).sub(WHOLE));
            final DoubleVector rest =
                    DOUBLE.cast(DOUBLE.cast(quotient.sub(whole)).lanewise(VectorOperators.ABS));
            if (rest.compare(VectorOperators.LT, NEAR).allTrue()) {
                final DoubleVector level =
                        DOUBLE.cast(DOUBLE.cast(whole.add(first)).mul(step));
                HALF_EXACT.cast(level.castShape(HALF, 0)).intoArray(to, i);
            } else {
                round(from, origin, step, first, to, i, i + HALF_LANES);
            }
        }
        round(from, origin, step, first, to, i, n);
    }

    /**
     * In floats: a quotient well off the halves rounds as the exact one does, and a level is the sum of its products with the
     * upper and the lower bits of the step, wherever that is found to hold for every level.
     */
    @Override
    public void round(float[] from, double step, int levels, float[] to, int n) {
        final float upper = Float.intBitsToFloat(Float.floatToRawIntBits((float) step) & UPPER_BITS);
        final float lower = (float) (step - upper);
        if (n < levels * LANES || !areLevels(step, levels, upper, lower)) {
            round(from, 0, step, 0, to, n);
            return;
        }
        final float reciprocal = (float) (1 / step);
        final float most = levels - 0.25f;
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, from, i));
            final FloatVector quotient = EXACT.cast(x.mul(reciprocal));
            final FloatVector whole =
                    EXACT.cast(EXACT.cast(quotient.add(WHOLE_FLOAT)).sub(WHOLE_FLOAT));
            final FloatVector rest = EXACT.cast(EXACT.cast(quotient.sub(whole)).lanewise(VectorOperators.ABS));
            final FloatVector size = EXACT.cast(quotient.lanewise(VectorOperators.ABS));
            final FloatVector near = EXACT.cast(rest.add(EXACT.cast(size.mul(QUOTIENT_ERROR))));
            final FloatVector beyond = EXACT.cast(size.sub(most)); // the levels: below as well where it is none
            if (EXACT.cast(near.max(beyond))
                    .compare(VectorOperators.LT, NEAR_FLOAT)
                    .allTrue()) {
                EXACT.cast(EXACT.cast(whole.mul(upper)).add(EXACT.cast(whole.mul(lower))))
                        .intoArray(to, i);
            } else {
                round(from, 0, step, 0, to, i, i + LANES);
            }
        }
        round(from, 0, step, 0, to, i, n);
    }

    private static boolean areLevels(double step, int levels, float upper, float lower) {
        boolean are = true;
        for (int level = 1; level <= levels; level++) {
            are &= (float) (level * step) == level * upper + level * lower;
        }
        return are;
    }

    @Override
    public void raise(float[] x, int from, float[] y, int to, int n) {
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, y, to + i));
            EXACT.cast(a.max(EXACT.cast(FloatVector.fromArray(SPECIES, x, from + i))))
                    .intoArray(y, to + i);
        }
        raise(x, from, y, to, i, n);
    }

    @Override
    public boolean spread(
            float[] x, int[] places, int count, float[] most, float[] gradient, int at, float[] into, int n) {
        boolean areFound = true;
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector largest = EXACT.cast(FloatVector.fromArray(SPECIES, most, at + i));
            final FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, gradient, at + i));
            VectorMask<Float> isOpen = SPECIES.maskAll(true);
            for (int place = 0; place < count; place++) {
                final int p = places[place] + i;
                final FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, x, p));
                final VectorMask<Float> isHere =
                        a.compare(VectorOperators.EQ, largest).and(isOpen);
                final FloatVector sum = EXACT.cast(FloatVector.fromArray(SPECIES, into, p));
                EXACT.cast(sum.blend(EXACT.cast(sum.add(g)), isHere)).intoArray(into, p);
                isOpen = isOpen.andNot(isHere);
            }
            areFound &= !isOpen.anyTrue();
        }
        return spread(x, places, count, most, gradient, at, into, i, n) && areFound;
    }
}
