package io.memspike.core.stream.simd.internal;

import io.memspike.core.stream.internal.ScalarScatter;
import io.memspike.core.stream.internal.Scatter;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop on the widest vectors that the machine prefers, tails scalar. No vector lives from one turn of a loop to the
 * next: JDK 17 would put it on the heap. Casts: see {@code SimdKernels}.
 */
public final class SimdScatter implements Scatter {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    /** The SIMD loop. */
    public SimdScatter() {}

    @Override
    public int add(
            float[] weights,
            int from,
            int stride,
            float factor,
            float[] sums,
            int at,
            int step,
            int runs,
            int length,
            float limit,
            int[] fired) {
        final int whole = length - length % LANES;
        int count = 0;
        for (int r = 0; r < runs; r++) {
            final int w = from + r * stride;
            final int s = at + r * step;
            for (int j = 0; j < whole; j += LANES) {
                final FloatVector product = EXACT.cast(EXACT.cast(FloatVector.fromArray(SPECIES, weights, w + j))
                        .mul(factor));
                final FloatVector x = EXACT.cast(
                        EXACT.cast(FloatVector.fromArray(SPECIES, sums, s + j)).add(product));
                x.intoArray(sums, s + j);
                if (x.compare(VectorOperators.GT, limit).anyTrue()) {
                    count = ScalarScatter.fire(sums, s + j, s + j + LANES, limit, fired, count);
                }
            }
            for (int j = whole; j < length; j++) {
                sums[s + j] += factor * weights[w + j];
            }
            count = ScalarScatter.fire(sums, s + whole, s + length, limit, fired, count);
        }
        return count;
    }
}
