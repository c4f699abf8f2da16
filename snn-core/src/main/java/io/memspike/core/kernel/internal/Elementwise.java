package io.memspike.core.kernel.internal;

import io.memspike.core.kernel.Kernels;

/**
 * Loops over numbers one by one: what lies between products of networks with graded activations. The plain twin; a SIMD one
 * gives the same bits. Stateless and thread-safe; nothing is allocated.
 */
public class Elementwise {
    /** The twin that goes with those kernels. */
    public static Elementwise of(Kernels kernels) {
        return kernels.lanes() == 1
                ? new Elementwise()
                : SimdTwin.load(Elementwise.class, "io.memspike.core.kernel.simd.internal.SimdElementwise");
    }

    /** Overwrites {@code y} (≥ n) by the larger of {@code x} (≥ n), which is not modified, and 0. */
    public void relu(float[] x, float[] y, int n) {
        relu(x, y, 0, n);
    }

    /** The same of elements [from, to). */
    protected static void relu(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max(x[i], 0f);
        }
    }

    /** Overwrites {@code into} (≥ n) by {@code gradient} times 1 where {@code x} is above 0, else times 0. */
    public void reluBack(float[] x, float[] gradient, float[] into, int n) {
        reluBack(x, gradient, into, 0, n);
    }

    /** The same of elements [from, to). */
    protected static void reluBack(float[] x, float[] gradient, float[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] = gradient[i] * (x[i] > 0f ? 1f : 0f);
        }
    }

    /** Overwrites {@code y} (≥ n) by {@code scale · x + offset}, the factors repeated. */
    public void affine(float[] scale, float[] offset, float[] x, float[] y, int n) {
        for (int start = 0; start < n; start += scale.length) {
            affine(scale, offset, x, y, start, 0, Math.min(scale.length, n - start));
        }
    }

    /** The same of elements [start + from, start + to) of one run of the factors. */
    protected static void affine(float[] scale, float[] offset, float[] x, float[] y, int start, int from, int to) {
        for (int i = from; i < to; i++) {
            y[start + i] = scale[i] * x[start + i] + offset[i];
        }
    }

    /** Widens {@code range}, least and most, to take in the first n of {@code x}. */
    public void range(float[] x, int n, float[] range) {
        range(x, 0, n, range);
    }

    /** The same of elements [from, to). */
    protected static void range(float[] x, int from, int to, float[] range) {
        float least = range[0];
        float most = range[1];
        for (int i = from; i < to; i++) {
            least = Math.min(least, x[i]);
            most = Math.max(most, x[i]);
        }
        range[0] = least;
        range[1] = most;
    }

    /**
     * Overwrites {@code to} (≥ n) by {@code (rint((from − origin) / step) + first) · step} in double precision, where zero is
     * never negative.
     *
     * @param from (≥ n). Not modified.
     * @param origin subtracted first
     * @param step above 0; (from − origin) / step lies within ±2³⁰
     * @param first added to the rounded quotient
     */
    public void round(float[] from, double origin, double step, double first, float[] to, int n) {
        round(from, origin, step, first, to, 0, n);
    }

    /** The same of elements [begin, end). */
    protected static void round(
            float[] from, double origin, double step, double first, float[] to, int begin, int end) {
        for (int i = begin; i < end; i++) {
            to[i] = (float) ((Math.rint((from[i] - origin) / step) + first + 0.0) * step);
        }
    }

    /**
     * {@link #round} from 0 on: overwrites {@code to} (≥ n) by {@code rint(from / step) · step}.
     *
     * @param from (≥ n), mostly from 0 to {@code levels · step}. Not modified.
     * @param step above 0; from / step lies within ±2³⁰
     * @param levels how many there are above 0
     */
    public void round(float[] from, double step, int levels, float[] to, int n) {
        round(from, 0, step, 0, to, n);
    }

    /** Raises n of {@code y} from {@code to} on to those of {@code x} from {@code from} on where these are larger. */
    public void raise(float[] x, int from, float[] y, int to, int n) {
        raise(x, from, y, to, 0, n);
    }

    /** The same of elements [begin, end). */
    protected static void raise(float[] x, int from, float[] y, int to, int begin, int end) {
        for (int i = begin; i < end; i++) {
            y[to + i] = Math.max(y[to + i], x[from + i]);
        }
    }

    /**
     * Adds n numbers each to the first place where the largest was.
     *
     * @param x (≥ every place + n). Not modified.
     * @param places where in {@code x} and {@code into} to look, in this order
     * @param count how many places
     * @param most the largest, from {@code at} on. Not modified.
     * @param gradient what is added, from {@code at} on. Not modified.
     * @param into modified
     * @return whether all were found
     */
    public boolean spread(
            float[] x, int[] places, int count, float[] most, float[] gradient, int at, float[] into, int n) {
        return spread(x, places, count, most, gradient, at, into, 0, n);
    }

    /** The same of elements [from, to). */
    protected static boolean spread(
            float[] x,
            int[] places,
            int count,
            float[] most,
            float[] gradient,
            int at,
            float[] into,
            int from,
            int to) {
        boolean areFound = true;
        for (int i = from; i < to; i++) {
            int place = 0;
            while (place < count && x[places[place] + i] != most[at + i]) {
                place++;
            }
            if (place < count) {
                into[places[place] + i] += gradient[at + i];
            } else {
                areFound = false;
            }
        }
        return areFound;
    }
}
