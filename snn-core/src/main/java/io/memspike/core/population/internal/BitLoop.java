package io.memspike.core.population.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.SimdTwin;

/** Adds a weight wherever rows of bits have one. Scalar and SIMD with the same bits. Stateless and thread-safe; nothing is allocated. */
public interface BitLoop {
    /** Rows that are added at a time. */
    int ROWS = 8;

    /**
     * <pre>  sums[t] ← sums[t] + weight</pre>
     *
     * once for each of the rows whose bit t is set.
     *
     * @param bits rows of bits, the lowest of a word first
     * @param rows first words of rows
     * @param at the first of {@link #ROWS} elements of {@code rows} that are taken
     * @param words of a row
     * @param weight what is added
     * @param sums 64 for each word. Modified.
     */
    void add(long[] bits, int[] rows, int at, int words, float weight, float[] sums);

    /** The loop that goes with these kernels. */
    static BitLoop of(Kernels kernels) {
        return kernels.lanes() == 1
                ? new ScalarBitLoop()
                : SimdTwin.load(BitLoop.class, "io.memspike.core.population.simd.internal.SimdBitLoop");
    }
}
