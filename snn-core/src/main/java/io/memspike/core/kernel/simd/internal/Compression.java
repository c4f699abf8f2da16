package io.memspike.core.kernel.simd.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lists the set lanes of a mask in one instruction. Java has it since 19, later than the version that this project is
 * compiled for, hence the method handle: a constant, which the compiler sees through.
 */
final class Compression {
    private static final VectorSpecies<Integer> SPECIES = FloatVector.SPECIES_PREFERRED.withLanes(int.class);
    private static final int LANES = SPECIES.length();
    private static final IntVector NUMBERS = IntVector.zero(SPECIES).addIndex(1);
    private static final Class<? extends IntVector> EXACT =
            IntVector.zero(SPECIES).getClass();
    private static final Class<? extends FloatVector> EXACT_FLOAT =
            FloatVector.zero(FloatVector.SPECIES_PREFERRED).getClass();
    private static final MethodHandle COMPRESS = find(IntVector.class);
    private static final MethodHandle COMPRESS_FLOAT = find(FloatVector.class);

    /** Whether {@link #list} compiles to few instructions: with AVX-512 since Java 19, with narrower vectors since 23. */
    static final boolean IS_FAST = COMPRESS != null && Runtime.version().feature() >= (LANES == 16 ? 19 : 23);

    /** Whether masks turn into bits: before this Java version they do so by way of the heap. */
    static final boolean HAS_FAST_MASKS = Runtime.version().feature() >= 19;

    private Compression() {}

    private static MethodHandle find(Class<?> vectors) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(vectors, "compress", MethodType.methodType(vectors, VectorMask.class));
        } catch (ReflectiveOperationException e) {
            return null; // an older Java
        }
    }

    /**
     * Appends the set lanes.
     *
     * @param mask of float lanes
     * @param first number of lane 0
     * @param list overwritten from {@code count} on, by as many elements as there are lanes: no more than the neurons
     *     up to this vector where {@code count} entries lie before it
     * @param count entries so far
     * @return entries then
     */
    static int list(VectorMask<Float> mask, int first, int[] list, int count) {
        final VectorMask<Integer> set = mask.cast(SPECIES);
        final IntVector lanes = (IntVector) EXACT.cast(NUMBERS).add(first);
        try {
            EXACT.cast((IntVector) COMPRESS.invokeExact(lanes, (VectorMask) set))
                    .intoArray(list, count);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("vector compression throws nothing checked", e);
        }
        return count + set.trueCount();
    }

    /**
     * Appends the set lanes, and their values.
     *
     * @param mask as there
     * @param first number of lane 0
     * @param x the lanes' values
     * @param list overwritten as there
     * @param values likewise
     * @param count entries so far
     * @return entries then
     */
    static int list(VectorMask<Float> mask, int first, FloatVector x, int[] list, float[] values, int count) {
        try {
            EXACT_FLOAT
                    .cast((FloatVector)
                            COMPRESS_FLOAT.invokeExact((FloatVector) EXACT_FLOAT.cast(x), (VectorMask) mask))
                    .intoArray(values, count);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("vector compression throws nothing checked", e);
        }
        return list(mask, first, list, count);
    }
}
