package io.memspike.core.kernel.simd.internal;

import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Lif;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Neurons of {@link Lif}, a lane each. Casts as in {@link SimdKernels}. */
final class LifLanes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    private LifLanes() {}

    static int lif(Lif spec, float[] current, float[] potential, int[] fired, int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final FloatVector zero = EXACT.cast(FloatVector.zero(SPECIES));
        int count = 0;
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
            final FloatVector old = EXACT.cast(FloatVector.fromArray(SPECIES, potential, i));
            final FloatVector decayed = EXACT.cast(old.mul(retain));
            final FloatVector kept = EXACT.cast(decayed.blend(zero, old.compare(VectorOperators.GT, threshold)));
            final FloatVector x = EXACT.cast(kept.add(EXACT.cast(FloatVector.fromArray(SPECIES, current, i))));
            final FloatVector leaked = EXACT.cast(x.mul(slope));
            final FloatVector u = EXACT.cast(leaked.blend(x, x.compare(VectorOperators.GT, 0f)));
            u.intoArray(potential, i);
            if (Compression.IS_FAST) {
                count = Compression.list(u.compare(VectorOperators.GT, threshold), i, fired, count);
            } else if (Compression.HAS_FAST_MASKS) {
                long bits = u.compare(VectorOperators.GT, threshold).toLong();
                while (bits != 0) {
                    fired[count++] = i + Long.numberOfTrailingZeros(bits);
                    bits &= bits - 1;
                }
            } else {
                for (int lane = i; lane < i + LANES; lane++) {
                    fired[count] = lane; // overwritten by the next where this one has not fired
                    count += potential[lane] > threshold ? 1 : 0;
                }
            }
        }
        return ScalarKernels.lif(spec, current, potential, fired, count, i, n);
    }

    static int normLif(
            Lif spec,
            float[] scale,
            float[] offset,
            float[] current,
            float[] before,
            float[] after,
            int[] fired,
            int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final FloatVector zero = EXACT.cast(FloatVector.zero(SPECIES));
        int count = 0;
        for (int start = 0; start < n; start += scale.length) {
            final int run = Math.min(scale.length, n - start);
            int i = 0;
            for (; i + LANES <= run; i += LANES) {
                final int at = start + i;
                final FloatVector old = EXACT.cast(FloatVector.fromArray(SPECIES, before, at));
                final FloatVector decayed = EXACT.cast(old.mul(retain));
                final FloatVector kept = EXACT.cast(decayed.blend(zero, old.compare(VectorOperators.GT, threshold)));
                final FloatVector in = EXACT.cast(FloatVector.fromArray(SPECIES, current, at));
                final FloatVector scaled = EXACT.cast(in.mul(EXACT.cast(FloatVector.fromArray(SPECIES, scale, i))));
                final FloatVector normed =
                        EXACT.cast(scaled.add(EXACT.cast(FloatVector.fromArray(SPECIES, offset, i))));
                final FloatVector x = EXACT.cast(kept.add(normed));
                final FloatVector leaked = EXACT.cast(x.mul(slope));
                final FloatVector u = EXACT.cast(leaked.blend(x, x.compare(VectorOperators.GT, 0f)));
                u.intoArray(after, at);
                if (Compression.IS_FAST) {
                    count = Compression.list(u.compare(VectorOperators.GT, threshold), at, fired, count);
                } else if (Compression.HAS_FAST_MASKS) {
                    long bits = u.compare(VectorOperators.GT, threshold).toLong();
                    while (bits != 0) {
                        fired[count++] = at + Long.numberOfTrailingZeros(bits);
                        bits &= bits - 1;
                    }
                } else {
                    for (int lane = at; lane < at + LANES; lane++) {
                        fired[count] = lane; // overwritten by the next where this one has not fired
                        count += after[lane] > threshold ? 1 : 0;
                    }
                }
            }
            count = ScalarKernels.normLif(spec, scale, offset, current, before, after, fired, count, start, i, run);
        }
        return count;
    }
}
