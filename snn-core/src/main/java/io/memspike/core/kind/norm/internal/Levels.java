package io.memspike.core.kind.norm.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.Elementwise;
import io.memspike.core.kind.norm.Quantiser;

/** The levels of a {@link Quantiser} over a range. Once that is said, any threads may round. */
public final class Levels {
    private final double intervals; // between levels
    private final boolean signed;
    private final Elementwise loops;
    private double origin;
    private double step; // 0 where all is alike
    private double first; // level of the origin, in steps

    /** Levels of a range still to be said. */
    public Levels(Quantiser quantiser, Kernels kernels) {
        this.intervals = (1 << quantiser.bits()) - 1;
        this.signed = quantiser.signed();
        this.loops = Elementwise.of(kernels);
    }

    /** Lays them over a range, least and most. */
    public void span(float[] range) {
        step = ((double) range[1] - range[0]) / intervals;
        origin = signed ? range[0] : 0;
        first = signed ? Math.floor(range[0] / step) : 0;
    }

    /** Widens a range, least and most, to take in the first n of {@code x}. */
    public void widen(float[] range, float[] x, int n) {
        loops.range(x, n, range);
    }

    /** Overwrites {@code to} (≥ n) by the levels next to {@code from} (≥ n), which is not modified. */
    public void round(float[] from, float[] to, int n) {
        if (step == 0) {
            System.arraycopy(from, 0, to, 0, n);
        } else if (origin == 0 && first == 0) {
            loops.round(from, step, (int) intervals, to, n);
        } else {
            loops.round(from, origin, step, first, to, n);
        }
    }

    /** Makes of {@code range} one that takes in nothing, and returns it. */
    public static float[] emptied(float[] range) {
        range[0] = Float.POSITIVE_INFINITY;
        range[1] = Float.NEGATIVE_INFINITY;
        return range;
    }
}
