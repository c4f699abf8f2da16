package io.memspike.core.kind.norm.internal;

import io.memspike.core.kind.norm.Quantiser;

/** The levels of a {@link Quantiser} over a range. Once that is said, any threads may round. */
public final class Levels {
    private final double intervals; // between levels
    private final boolean signed;
    private double least;
    private double step; // 0 where all is alike
    private double first; // level of the least, in steps

    /** Levels of a range still to be said. */
    public Levels(Quantiser quantiser) {
        this.intervals = (1 << quantiser.bits()) - 1;
        this.signed = quantiser.signed();
    }

    /** Lays them over a range. */
    public void span(float from, float to) {
        least = from;
        step = ((double) to - from) / intervals;
        first = Math.floor(least / step);
    }

    /** Overwrites {@code to} (≥ n) by the levels next to {@code from} (≥ n), which is not modified. */
    public void round(float[] from, float[] to, int n) {
        if (step == 0) {
            System.arraycopy(from, 0, to, 0, n);
        } else if (signed) {
            for (int i = 0; i < n; i++) {
                to[i] = (float) ((Math.rint((from[i] - least) / step) + first) * step);
            }
        } else {
            for (int i = 0; i < n; i++) {
                to[i] = (float) (Math.rint(from[i] / step) * step);
            }
        }
    }

    /** Least of the first n. */
    public static float least(float[] values, int n) {
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    /** Largest of the first n. */
    public static float most(float[] values, int n) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }
}
