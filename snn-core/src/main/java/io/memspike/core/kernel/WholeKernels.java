package io.memspike.core.kernel;

/**
 * The inner loops of weights in 8 bits, whose sums are whole numbers. They are exact, so order does not matter: implementations
 * may add in any. Rows of weights hold numbers in [−127, 127], factors are in [−{@value #MOST_FACTOR}, {@value #MOST_FACTOR}].
 * Stateless and thread-safe; nothing is allocated.
 */
public interface WholeKernels {
    /** Largest magnitude of a factor: any weight times it fits into 16 bits. */
    int MOST_FACTOR = 255;

    /** Largest magnitude of a weight. */
    int MOST_WEIGHT = Byte.MAX_VALUE;

    /**
     * Sparse sum of rows in 16 bits: for j in [0, width)
     *
     * <pre>  sums[at + j] += Σ_e factors[e] · rows[indices[e] · stride + offset + j],   e = from … to − 1</pre>
     *
     * <p>Whoever asks knows that no sum leaves 16 bits in the end; on the way it may.
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows
     * @param offset added to every row's start; may be negative where all addressed elements exist
     * @param indices which rows. Not modified.
     * @param factors the factor of each. Not modified.
     * @param from first entry of {@code indices} and {@code factors}
     * @param to one past the last entry
     * @param sums accumulators. Modified.
     * @param at first accumulator
     * @param width number of accumulators
     */
    void accumulate(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at,
            int width);

    /**
     * {@link #accumulate} of the same entries for several rows of sums, which do not overlap: for r in [0, count)
     *
     * <pre>  accumulate(rows, stride, offset + r·rowStep, indices, factors, from, to, sums, at + r·sumStep, width)</pre>
     */
    default void accumulateRows(
            byte[] rows,
            int stride,
            int offset,
            int rowStep,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at,
            int sumStep,
            int count,
            int width) {
        for (int r = 0; r < count; r++) {
            accumulate(rows, stride, offset + r * rowStep, indices, factors, from, to, sums, at + r * sumStep, width);
        }
    }

    /**
     * Adds one factor's patch: for r in [0, count) and j in [0, width)
     *
     * <pre>  sums[at + r·sumStep + j] += factor · rows[row + r·rowStep + j]</pre>
     *
     * @param rows weights. Not modified.
     * @param row start of the first row
     * @param rowStep distance of two rows
     * @param factor the factor of all
     * @param sums accumulators. Modified.
     * @param at first accumulator of the first row
     * @param sumStep distance of two rows' accumulators; their ranges do not overlap
     * @param count number of rows
     * @param width number of accumulators of a row
     */
    void addPatch(
            byte[] rows, int row, int rowStep, short factor, short[] sums, int at, int sumStep, int count, int width);

    /**
     * Values as whole numbers of steps: {@code factors[e] = round(values[e] · perStep)}, ties to even.
     *
     * @param values (≥ n). Not modified.
     * @param step value of 1
     * @param perStep {@code 1 / step}
     * @param factors overwritten (≥ n)
     * @param n how many
     * @return the largest factor, or 0, plus 256 times the magnitude of the smallest, or 0; -1 where a value is no whole number of steps, or one of
     *     more than {@value #MOST_FACTOR}
     */
    int factors(float[] values, float step, float perStep, short[] factors, int n);

    /**
     * Hands sums on as floats, and begins anew: for i in [0, n), {@code floats[i] = sums[first + i]}, then that sum is 0.
     *
     * @param sums accumulators. Modified.
     * @param first the first of them
     * @param floats overwritten (≥ n)
     * @param n how many
     */
    void drain(short[] sums, int first, float[] floats, int n);
}
