package io.memspike.core.kernel;

import io.memspike.core.kernel.internal.NormalNumbers;
import io.memspike.core.kind.neuron.Lif;

/**
 * The inner loops of the engine. Every implementation gives the same bits: SIMD runs across outputs, never across
 * inputs, so each output sees the scalar operations in the scalar order. Stateless and thread-safe; nothing is
 * allocated.
 */
public interface Kernels {
    /** {@code "scalar"} or {@code "simd"}. */
    String name();

    /** Number of floats handled at once; 1 for scalar. */
    int lanes();

    /** The loops of weights in 8 bits. */
    WholeKernels whole();

    /**
     * Sparse sum of rows, the one product on which forward and backward passes are built: for j in [0, width)
     *
     * <pre>  sums[at + j] += Σ_e values[e] · rows[indices[e] · stride + offset + j],   e = from … to − 1 ascending</pre>
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows in floats
     * @param offset added to every row's start; may be negative where all addressed elements exist
     * @param indices which rows. Not modified.
     * @param values the factor of each. Not modified.
     * @param from first entry of {@code indices} and {@code values}
     * @param to one past the last entry
     * @param sums accumulators. Modified.
     * @param at first accumulator
     * @param width number of accumulators
     */
    void accumulate(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int width);

    /**
     * {@link #accumulate} of the same entries for several rows of sums, which do not overlap: for r in [0, count)
     *
     * <pre>  accumulate(rows, stride, offset + r·rowStep, indices, values, from, to, sums, at + r·sumStep, width)</pre>
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows in floats
     * @param offset added to every row's start for the first row of sums
     * @param rowStep what the offset gains from one row of sums to the next
     * @param indices which rows. Not modified.
     * @param values the factor of each. Not modified.
     * @param from first entry of {@code indices} and {@code values}
     * @param to one past the last entry
     * @param sums accumulators. Modified.
     * @param at first accumulator of the first row
     * @param sumStep distance of two rows of accumulators
     * @param count number of rows of sums
     * @param width number of accumulators of a row
     */
    default void accumulateRows(
            float[] rows,
            int stride,
            int offset,
            int rowStep,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int sumStep,
            int count,
            int width) {
        for (int r = 0; r < count; r++) {
            accumulate(rows, stride, offset + r * rowStep, indices, values, from, to, sums, at + r * sumStep, width);
        }
    }

    /**
     * {@link #accumulate} of several runs of one list into the same sums, one after the other: for r in [0, runs)
     *
     * <pre>  accumulate(rows, stride, offset − r·offsetStep, indices, values,
     *             starts[first + r·firstStep], starts[first + r·firstStep + span], sums, at, width)</pre>
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows in floats
     * @param offset added to every row's start in the first run
     * @param offsetStep what the offset loses from one run to the next
     * @param indices which rows. Not modified.
     * @param values the factor of each. Not modified.
     * @param starts first entry of each position, ascending. Not modified.
     * @param first position at which the first run begins
     * @param firstStep distance of two runs in positions
     * @param span positions of a run
     * @param runs number of runs
     * @param sums accumulators. Modified.
     * @param at first accumulator
     * @param width number of accumulators
     */
    default void accumulateRuns(
            float[] rows,
            int stride,
            int offset,
            int offsetStep,
            int[] indices,
            float[] values,
            int[] starts,
            int first,
            int firstStep,
            int span,
            int runs,
            float[] sums,
            int at,
            int width) {
        for (int r = 0; r < runs; r++) {
            final int start = first + r * firstStep;
            final int from = starts[start];
            final int to = starts[start + span];
            accumulate(rows, stride, offset - r * offsetStep, indices, values, from, to, sums, at, width);
        }
    }

    /**
     * Adds one value's patch, the step of a convolution that follows few spikes: for r in [0, count) and j in [0, width)
     *
     * <pre>  sums[at + r·sumStep + j] += value · rows[row + r·rowStep + j]</pre>
     *
     * @param rows weights. Not modified.
     * @param row start of the first row
     * @param rowStep distance of two rows in floats
     * @param value the factor of all
     * @param sums accumulators. Modified.
     * @param at first accumulator of the first row
     * @param sumStep distance of two rows' accumulators; their ranges do not overlap
     * @param count number of rows
     * @param width number of accumulators of a row
     */
    void addPatch(
            float[] rows, int row, int rowStep, float value, float[] sums, int at, int sumStep, int count, int width);

    /**
     * {@link #accumulate} for a row of windows over one list, each beginning {@code windowStep} positions after the one
     * before: for w in [0, windows)
     *
     * <pre>  accumulate(rows, stride, offset − w·offsetStep, indices, values,
     *             starts[window + w·windowStep], starts[window + w·windowStep + span], sums, at + w·width, width)</pre>
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows in floats
     * @param offset added to every row's start in the first window
     * @param offsetStep what the offset loses from one window to the next
     * @param indices which rows. Not modified.
     * @param values the factor of each. Not modified.
     * @param starts first entry of each position, ascending. Not modified.
     * @param window position at which the first window begins
     * @param windowStep distance of two windows in positions
     * @param span positions of a window
     * @param windows number of windows
     * @param sums accumulators, of one window after the other. Modified.
     * @param at first accumulator of the first window
     * @param width number of accumulators of a window
     */
    void accumulateWindows(
            float[] rows,
            int stride,
            int offset,
            int offsetStep,
            int[] indices,
            float[] values,
            int[] starts,
            int window,
            int windowStep,
            int span,
            int windows,
            float[] sums,
            int at,
            int width);

    /**
     * {@link #accumulate} where nearly all factors differ from zero: several sums share each row that is loaded. For g in
     * [0, groups) and j in [0, width)
     *
     * <pre>  sums[at + g·sumStep + j] += Σ_e factors[first + g·factorStep + e] · rows[e·stride + offset + j],  e = 0 … count − 1</pre>
     *
     * <p>Same bits as {@link #accumulate} over the factors that are not zero, where the sums start from zero. The sums of
     * different groups do not overlap.
     *
     * @param rows matrix of rows {@code stride} apart. Not modified.
     * @param stride distance of two rows in floats
     * @param offset start of row 0
     * @param factors factors. Not modified.
     * @param first factor of row 0 in group 0
     * @param factorStep distance of two groups' factors
     * @param count number of rows
     * @param sums accumulators. Modified.
     * @param at first accumulator of group 0
     * @param sumStep distance of two groups' accumulators
     * @param groups number of groups
     * @param width number of accumulators of a group
     */
    void accumulateDense(
            float[] rows,
            int stride,
            int offset,
            float[] factors,
            int first,
            int factorStep,
            int count,
            float[] sums,
            int at,
            int sumStep,
            int groups,
            int width);

    /**
     * One step of leaky integrate-and-fire neurons, in place: {@code u ← leaky(retain · u · (1 − spike) + I)}, where
     * {@code spike} is that of the previous step, i.e. whether the old u exceeded the threshold.
     *
     * @param spec constants
     * @param current input current I (≥ n). Not modified.
     * @param potential membrane potential u (≥ n), 0 at the start. Modified.
     * @param fired overwritten by the neurons whose new u exceeds the threshold, ascending (&gt; n)
     * @param n number of neurons
     * @return how many fired
     */
    int lif(Lif spec, float[] current, float[] potential, int[] fired, int n);

    /**
     * {@link #lif} of neurons behind a norm: the input current is {@code scale · I + offset}, and the new potential is
     * written elsewhere than the old one, or in its place.
     *
     * @param spec constants
     * @param scale factors of I, repeated every {@code scale.length} elements, a multiple of {@code 16}. Not modified.
     * @param offset terms, likewise. Not modified.
     * @param current I (≥ n). Not modified.
     * @param before membrane potential of the step before (≥ n). Not modified unless it is {@code after}.
     * @param after overwritten by the new membrane potential (≥ n)
     * @param fired overwritten by the neurons that fire, ascending (&gt; n)
     * @param n number of neurons
     * @return how many fired
     */
    int normLif(
            Lif spec,
            float[] scale,
            float[] offset,
            float[] current,
            float[] before,
            float[] after,
            int[] fired,
            int n);

    /**
     * Makes a list of what is not zero.
     *
     * @param dense values (≥ n). Not modified.
     * @param n number of values
     * @param indices overwritten by the positions of values that are not zero, ascending (&gt; n)
     * @param values overwritten by those values (&gt; n)
     * @return how many
     */
    int compact(float[] dense, int n, int[] indices, float[] values);

    /**
     * Makes a list of where values are not positive, as a camera's margins are where a threshold is reached.
     *
     * @param values none is NaN (≥ to). Not modified.
     * @param from first position
     * @param to one past the last
     * @param indices overwritten by the positions of zeros and negative values, ascending (&gt; to − from)
     * @return how many
     */
    int notPositive(float[] values, int from, int to, int[] indices);

    /**
     * Makes a list of what is not zero in two planes of counts, as of a camera's OFF and ON events: entry 2i is the first
     * plane's at position i, entry 2i + 1 the second's.
     *
     * @param planes counts without sign, one plane behind the other (≥ 2 · positions). Not modified.
     * @param positions counts of a plane
     * @param indices overwritten by the numbers of entries that are not zero, ascending (&gt; 2 · positions)
     * @param values overwritten by those counts (&gt; 2 · positions)
     * @return how many
     */
    int compactPlanes(byte[] planes, int positions, int[] indices, float[] values);

    /**
     * Adds normal noise: for i in [0, n)
     *
     * <pre>  current[i] += (scale · √variance[i]) · x(key, i)</pre>
     *
     * with the standard normal numbers x of {@link NormalNumbers}. Where the variance is 0 the current keeps its bits.
     *
     * @param key which numbers; mixed, as {@link io.memspike.core.RandomStream#mix} does
     * @param scale factor of all deviations
     * @param variance (≥ n), at least 0. Used up: what it holds afterwards is of no meaning.
     * @param current (≥ n). Modified.
     * @param n how many
     */
    void addNormal(long key, float scale, float[] variance, float[] current, int n);
}
