package io.memspike.core.kernel.simd;

import static io.memspike.core.kernel.NormalNumbers.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The SIMD twin of {@link io.memspike.core.kernel.NormalNumbers}: each lane does the scalar operations in their order. */
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
        final int low = (int) key;
        final int high = (int) (key >>> 32);
        final float factor = scale * RADIUS;
        int from = 0;
        for (; from + PARTNER <= n; from += 2 * PARTNER) {
            final boolean both = from + 2 * PARTNER <= n;
            for (int i = from; i < from + PARTNER; i += LANES) {
                final FloatVector power = FLOAT.cast(FloatVector.fromArray(FLOATS, variance, i));
                final FloatVector partner = FLOAT.cast(FloatVector.fromArray(FLOATS, variance, both ? i + PARTNER : i));
                final VectorMask<Float> noisy = power.compare(VectorOperators.NE, 0f);
                final VectorMask<Float> noisyPartner = partner.compare(VectorOperators.NE, 0f);
                if (!noisy.or(noisyPartner).anyTrue()) {
                    continue;
                }
                // p and its logarithm
                IntVector x = INT.cast(INT.cast(NUMBERS).add(low + i));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 17)))
                        .mul(FACTOR_0));
                x = INT.cast(x.add(high));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 11)))
                        .mul(FACTOR_1));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)))
                        .mul(FACTOR_2));
                x = INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 14)));
                final IntVector sign = INT.cast(x.lanewise(VectorOperators.AND, Integer.MIN_VALUE));
                final IntVector p = INT.cast(
                        FLOAT.cast(INT.cast(x.lanewise(VectorOperators.OR, 1)).convert(VectorOperators.I2F, 0))
                                .abs()
                                .reinterpretAsInts());
                final IntVector octave =
                        INT.cast(INT.cast(p.sub(ROOT_HALF)).lanewise(VectorOperators.ASHR, MANTISSA_BITS));
                final IntVector mantissa = INT.cast(p.sub(octave.lanewise(VectorOperators.LSHL, MANTISSA_BITS)));
                final FloatVector f =
                        FLOAT.cast(FLOAT.cast(mantissa.reinterpretAsFloats()).sub(1f));
                FloatVector log = FLOAT.cast(FLOAT.cast(f.mul(LOG_5)).add(LOG_4));
                log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_3));
                log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_2));
                log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_1));
                log = FLOAT.cast(FLOAT.cast(log.mul(f)).add(LOG_0));
                final FloatVector whole = FLOAT.cast(FLOAT.cast(FloatVector.broadcast(FLOATS, UNIT_BITS))
                        .sub(octave.convert(VectorOperators.I2F, 0)));
                final FloatVector bits = FLOAT.cast(whole.sub(log.mul(f)));

                // t, its sine and its cosine
                x = INT.cast(INT.cast(NUMBERS).add(low + i + PARTNER));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 17)))
                        .mul(FACTOR_0));
                x = INT.cast(x.add(high));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 11)))
                        .mul(FACTOR_1));
                x = INT.cast(INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)))
                        .mul(FACTOR_2));
                x = INT.cast(x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 14)));
                final FloatVector t =
                        FLOAT.cast(FLOAT.cast(x.convert(VectorOperators.I2F, 0)).mul(UNIT));
                final FloatVector square = FLOAT.cast(t.mul(t));
                FloatVector sine = FLOAT.cast(FLOAT.cast(square.mul(SIN_3)).add(SIN_2));
                sine = FLOAT.cast(FLOAT.cast(sine.mul(square)).add(SIN_1));
                sine = FLOAT.cast(FLOAT.cast(sine.mul(square)).add(SIN_0));
                sine = FLOAT.cast(sine.mul(t));
                FloatVector cosine = FLOAT.cast(FLOAT.cast(square.mul(COS_4)).add(COS_3));
                cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(COS_2));
                cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(COS_1));
                cosine = FLOAT.cast(FLOAT.cast(cosine.mul(square)).add(1f));
                cosine =
                        FLOAT.cast(INT.cast(INT.cast(cosine.reinterpretAsInts()).lanewise(VectorOperators.XOR, sign))
                                .reinterpretAsFloats());

                final FloatVector radius = FLOAT.cast(
                        FLOAT.cast(FLOAT.cast(bits.mul(power)).sqrt()).mul(factor));
                final FloatVector clean = FLOAT.cast(FloatVector.fromArray(FLOATS, current, i));
                FLOAT.cast(clean.blend(clean.add(radius.mul(cosine)), noisy)).intoArray(current, i);
                if (both) {
                    final FloatVector other = FLOAT.cast(
                            FLOAT.cast(FLOAT.cast(bits.mul(partner)).sqrt()).mul(factor));
                    final FloatVector quiet = FLOAT.cast(FloatVector.fromArray(FLOATS, current, i + PARTNER));
                    FLOAT.cast(quiet.blend(quiet.add(other.mul(sine)), noisyPartner))
                            .intoArray(current, i + PARTNER);
                }
            }
        }
        return Math.min(from, n / PARTNER * PARTNER);
    }
}
