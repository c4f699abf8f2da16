package io.memspike.core.stream.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.SimdTwin;

/**
 * The inner loop of delta synapses: one event's weights added to the runs of neurons that it reaches, and those that
 * exceed the limit reset to 0 in the same sweep. Scalar and SIMD with the same bits: each element is multiplied, then
 * added. Stateless and thread-safe; nothing is allocated.
 */
public interface Scatter {
    /**
     * Adds, for r in [0, runs) and j in [0, length):
     *
     * <pre>  sums[at + r·step + j] += factor · weights[from + r·stride + j],   which fires, and becomes 0, above the limit</pre>
     *
     * @param weights rows of weights. Not modified.
     * @param from first weight
     * @param stride distance of two rows
     * @param factor of every weight
     * @param sums accumulators. Modified.
     * @param at first accumulator
     * @param step distance of two runs
     * @param runs number of runs
     * @param length length of each run
     * @param limit above which a sum fires
     * @param fired receives the indices of sums that fired, ascending (≥ runs · length)
     * @return number of sums that fired
     */
    int add(
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
            int[] fired);

    /** The loop that goes with these kernels. */
    static Scatter of(Kernels kernels) {
        if (kernels.lanes() == 1) {
            return new ScalarScatter();
        }
        return SimdTwin.load(Scatter.class, "io.memspike.core.stream.simd.internal.SimdScatter");
    }
}
