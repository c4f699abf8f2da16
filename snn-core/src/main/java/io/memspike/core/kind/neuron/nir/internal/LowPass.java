package io.memspike.core.kind.neuron.nir.internal;

import io.memspike.core.kind.neuron.nir.Integration;

/**
 * {@code y ← y + share · ((leak − y) + r · x)} of many elements: one equation of a neuron in discrete time. So written, the
 * rounding of share does not move where y comes to rest, as that of {@code 1 − share} would. Immutable and thread-safe.
 */
public final class LowPass {
    private final float[] share;
    private final float[] r;
    private final float[] leak;
    private final boolean isUniform;

    private LowPass(float[] share, float[] r, float[] leak) {
        this.share = share;
        this.r = r;
        this.leak = leak;
        this.isUniform = isUniform(share) && isUniform(r) && isUniform(leak);
    }

    /** A factor of each element. */
    @FunctionalInterface
    interface Factor {
        /** Of one element; rounded to a float once. */
        double of(int element);
    }

    /** Of {@code τ y' = −y + r x + leak}. */
    public static LowPass of(Integration how, float dt, float[] tau, float[] r, float[] leak) {
        return new LowPass(each(tau.length, i -> how.share(dt, tau[i])), r, leak);
    }

    static float[] each(int n, Factor factor) {
        final float[] factors = new float[n];
        for (int i = 0; i < n; i++) {
            factors[i] = (float) factor.of(i);
        }
        return factors;
    }

    static boolean isUniform(float[] values) {
        for (final float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** The part of the way that each element goes in a step. Not to be modified. */
    public float[] share() {
        return share;
    }

    /** Factor of what enters, by element. Not to be modified. */
    public float[] r() {
        return r;
    }

    /** Where each element rests. Not to be modified. */
    public float[] leak() {
        return leak;
    }

    /** One step of {@code y} (≥ n), modified, with x (≥ n), not modified. */
    public void step(float[] y, float[] x) {
        final int n = share.length;
        if (isUniform) {
            final float part = share[0];
            final float factor = r[0];
            final float rest = leak[0];
            for (int i = 0; i < n; i++) {
                y[i] = y[i] + part * ((rest - y[i]) + factor * x[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = y[i] + share[i] * ((leak[i] - y[i]) + r[i] * x[i]);
            }
        }
    }
}
