package io.memspike.core.kernel.simd.internal;

import static io.memspike.core.kernel.internal.NormalNumbers.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The SIMD twin of {@link io.memspike.core.kernel.internal.NormalNumbers}: each lane does the scalar operations in their order.
 *
 * <p>In passes of few operations: JDK 17's first compiler has not enough virtual registers for all of them in one method,
 * gives up, and the method stays interpreted, with every vector on the heap.
 */
final class NormalLanes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
    private static final int LANES = FLOATS.length();
    private static final Class<? extends FloatVector> FLOAT =
            FloatVector.zero(FLOATS).getClass();
    private static final Class<? extends IntVector> INT = IntVector.zero(INTS).getClass();
    private static final IntVector NUMBERS = IntVector.zero(INTS).addIndex(1);

    private NormalLanes() {}

    /**
     * As {@link io.memspike.core.kernel.Kernels#addNormal} as far as all partners, or all of those before them, are in
     * [0, n).
     *
     * @return how many numbers these were
     */
    static int add(long key, float scale, float[] variance, float[] current, int n) {
        if (LANES > PARTNER) {
            return 0;
        }
        int from = 0;
        for (; from + PARTNER <= n; from += 2 * PARTNER) {
            final boolean both = from + 2 * PARTNER <= n;
            for (int i = from; i < from + PARTNER; i += LANES) {
                radii(key, scale * RADIUS, variance, i, both ? i + PARTNER : i);
            }
            for (int i = from; i < from + PARTNER; i += LANES) {
                addParts(key, variance, current, i, both);
            }
        }
        return Math.min(from, n / PARTNER * PARTNER);
    }

    /** Turns the variances at i into radii with the cosines' signs, and those of their partners, if not the same, into radii. */
    private static void radii(long key, float factor, float[] variance, int i, int partner) {
        IntVector x = INT.cast(INT.cast(NUMBERS).add((int) key + i));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 17)))
                .mul(FACTOR_0));
        x = INT.cast(x.add((int) (key >>> 32)));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 11)))
                .mul(FACTOR_1));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)))
                .mul(FACTOR_2));
        x = INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 14)));
        final IntVector sign = INT.cast(x.lanewise(VectorOperators.AND, Integer.MIN_VALUE));
        final IntVector p =
                INT.cast(FLOAT.cast(INT.cast(x.lanewise(VectorOperators.OR, 1)).convert(VectorOperators.I2F, 0))
                        .abs()
                        .reinterpretAsInts());
        final IntVector octave = INT.cast(INT.cast(p.sub(ROOT_HALF)).lanewise(VectorOperators.ASHR, MANTISSA_BITS));
        final IntVector mantissa = INT.cast(p.sub(octave.lanewise(VectorOperators.LSHL, MANTISSA_BITS)));
        final FloatVector f =
                FLOAT.cast(FLOAT.cast(mantissa.reinterpretAsFloats()).sub(1f));
        FloatVector log = FLOAT.cast(FLOAT.cast(f.mul(LOG_5)).add(LOG_4));
        log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_3));
        log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_2));
        log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_1));
        log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_0));
        final FloatVector whole = FLOAT.cast(
                FLOAT.cast(FloatVector.broadcast(FLOATS, UNIT_BITS)).sub(octave.convert(VectorOperators.I2F, 0)));
        final FloatVector bits = FLOAT.cast(whole.sub(log.mul(f)));
        final FloatVector power = FLOAT.cast(FloatVector.fromArray(FLOATS, variance, i));
        final FloatVector other = FLOAT.cast(FloatVector.fromArray(FLOATS, variance, partner));
        FLOAT.cast(FLOAT.cast(FLOAT.cast(bits.mul(other)).sqrt()).mul(factor)).intoArray(variance, partner);
        final FloatVector radius =
                FLOAT.cast(FLOAT.cast(FLOAT.cast(bits.mul(power)).sqrt()).mul(factor));
        FLOAT.cast(INT.cast(INT.cast(radius.reinterpretAsInts()).lanewise(VectorOperators.XOR, sign))
                        .reinterpretAsFloats())
                .intoArray(variance, i);
    }

    /** Adds radius · cos(πt/2) at i, and radius · sin(πt/2) at its partners if there are any. */
    private static void addParts(long key, float[] radii, float[] current, int i, boolean partners) {
        IntVector x = INT.cast(INT.cast(NUMBERS).add((int) key + i + PARTNER));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 17)))
                .mul(FACTOR_0));
        x = INT.cast(x.add((int) (key >>> 32)));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 11)))
                .mul(FACTOR_1));
        x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)))
                .mul(FACTOR_2));
        x = INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 14)));
        final FloatVector t =
                FLOAT.cast(FLOAT.cast(x.convert(VectorOperators.I2F, 0)).mul(UNIT));
        final FloatVector square = FLOAT.cast(t.mul(t));
        FloatVector cosine = FLOAT.cast(FLOAT.cast(square.mul(COS_4)).add(COS_3));
        cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(COS_2));
        cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(COS_1));
        cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(1f));
        final FloatVector radius = FLOAT.cast(FloatVector.fromArray(FLOATS, radii, i));
        final FloatVector clean = FLOAT.cast(FloatVector.fromArray(FLOATS, current, i));
        FLOAT.cast(clean.blend(clean.add(radius.mul(cosine)), radius.compare(VectorOperators.NE, 0f)))
                .intoArray(current, i);
        if (!partners) {
            return;
        }
        FloatVector sine = FLOAT.cast(FLOAT.cast(square.mul(SIN_3)).add(SIN_2));
        sine = FLOAT.cast(FLOAT.cast(sine.mul(square)).add(SIN_1));
        sine = FLOAT.cast(FLOAT.cast(sine.mul(square)).add(SIN_0));
        sine = FLOAT.cast(sine.mul(t));
        final FloatVector other = FLOAT.cast(FloatVector.fromArray(FLOATS, radii, i + PARTNER));
        final FloatVector quiet = FLOAT.cast(FloatVector.fromArray(FLOATS, current, i + PARTNER));
        FLOAT.cast(quiet.blend(quiet.add(other.mul(sine)), other.compare(VectorOperators.NE, 0f)))
                .intoArray(current, i + PARTNER);
    }
}
