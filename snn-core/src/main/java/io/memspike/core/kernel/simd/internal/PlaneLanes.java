package io.memspike.core.kernel.simd.internal;

import io.memspike.core.kernel.internal.PlaneLists;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Lists of what is not zero in two planes of bytes, eight positions at a time: both planes' bytes become shorts, which are entries side by side. */
final class PlaneLanes {
    private static final int POSITIONS = Long.BYTES; // at once
    private static final VectorSpecies<Byte> PLANE = ByteVector.SPECIES_64;
    private static final VectorSpecies<Short> PAIRS = ShortVector.SPECIES_128;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
    private static final Class<? extends ByteVector> EXACT_BYTES =
            ByteVector.zero(ByteVector.SPECIES_128).getClass();
    private static final Class<? extends ShortVector> EXACT_PAIRS =
            ShortVector.zero(PAIRS).getClass();
    private static final Class<? extends FloatVector> EXACT_FLOATS =
            FloatVector.zero(FLOATS).getClass();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PlaneLanes() {}

    /** Whether that is fast here: where a vector holds the entries of eight positions. */
    static boolean isFast() {
        return Compression.IS_FAST && FloatVector.SPECIES_PREFERRED == FLOATS;
    }

    /** As {@link io.memspike.core.kernel.Kernels#compactPlanes}. */
    static int compact(byte[] planes, int positions, int[] indices, float[] values) {
        final int end = positions & -POSITIONS;
        int count = 0;
        for (int i = 0; i < end; i += POSITIONS) {
            if (((long) LONGS.get(planes, i) | (long) LONGS.get(planes, positions + i)) == 0) {
                continue;
            }
            final ShortVector even = EXACT_PAIRS.cast(
                    ByteVector.fromArray(PLANE, planes, i).convertShape(VectorOperators.ZERO_EXTEND_B2S, PAIRS, 0));
            final ShortVector odd = EXACT_PAIRS.cast(ByteVector.fromArray(PLANE, planes, positions + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, PAIRS, 0));
            final ByteVector entries = EXACT_BYTES.cast(EXACT_PAIRS
                    .cast(even.or(odd.lanewise(VectorOperators.LSHL, Byte.SIZE)))
                    .reinterpretAsBytes());
            final FloatVector x = EXACT_FLOATS.cast(entries.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                    .convertShape(VectorOperators.I2F, FLOATS, 0));
            count = Compression.list(x.compare(VectorOperators.NE, 0f), 2 * i, x, indices, values, count);
        }
        return PlaneLists.compact(planes, positions, indices, values, count, end);
    }
}
