package io.memspike.core.synapse.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kernel.WholeKernels;

/** The values of a list as whole numbers of steps. One per thread. */
public final class WholeFactors {
    private final WholeKernels kernels;
    private final float step;
    private final float perStep;
    private final short[] factors;
    private int extremes;

    /**
     * Room.
     *
     * @param capacity of the lists
     * @param step value of 1
     * @param kernels inner loops
     */
    public WholeFactors(int capacity, float step, WholeKernels kernels) {
        this.kernels = kernels;
        this.step = step;
        this.perStep = 1f / step;
        this.factors = new short[capacity + 1];
    }

    /**
     * Looks at a list.
     *
     * @return one factor for each entry, until the next call. Not to be modified.
     * @throws ArithmeticException where a value is not whole, or more than 255 in magnitude
     */
    public short[] of(SpikeList spikes) {
        extremes = kernels.factors(spikes.values(), step, perStep, factors, spikes.size());
        if (extremes < 0) {
            throw refusal(spikes);
        }
        return factors;
    }

    private ArithmeticException refusal(SpikeList spikes) {
        int e = 0;
        while (Math.abs(spikes.value(e) * perStep) <= WholeKernels.MOST_FACTOR
                && (float) Math.rint(spikes.value(e) * perStep) * step == spikes.value(e)) {
            e++;
        }
        return new ArithmeticException("weights in 8 bits: input " + spikes.index(e) + ": expected a whole number"
                + (step == 1f ? "" : " of " + step) + " of at most " + WholeKernels.MOST_FACTOR + ", found "
                + spikes.value(e));
    }

    /** Largest of the factors that were looked at last, at least 0. */
    public int largest() {
        return extremes & 0xFF;
    }

    /** Smallest of them, at most 0. */
    public int smallest() {
        return -(extremes >> 8);
    }
}
