package io.memspike.core.kind.neuron;

/** {@code y ← retain · y + (gain · x + offset)} of many elements: one equation of a neuron in discrete time. */
final class LowPass {
    private final float[] retain;
    private final float[] gain;
    private final float[] offset;
    private final boolean isUniform;

    private LowPass(float[] retain, float[] gain, float[] offset) {
        this.retain = retain;
        this.gain = gain;
        this.offset = offset;
        this.isUniform = isUniform(retain) && isUniform(gain) && isUniform(offset);
    }

    /** From what an element keeps; each factor is rounded to a float once. */
    @FunctionalInterface
    interface Factor {
        /** Of one element. */
        double of(int element);
    }

    static LowPass of(int n, Factor retain, Factor gain, Factor offset) {
        return new LowPass(each(n, retain), each(n, gain), each(n, offset));
    }

    /** Of {@code τ y' = −y + r x + leak}. */
    static LowPass of(Integration how, float dt, float[] tau, float[] r, float[] leak) {
        return of(
                tau.length,
                i -> how.retain(dt, tau[i]),
                i -> r[i] * how.share(dt, tau[i]),
                i -> leak[i] * how.share(dt, tau[i]));
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

    /** One step of {@code y} (≥ n), modified, with x (≥ n), not modified. */
    void step(float[] y, float[] x) {
        final int n = retain.length;
        if (isUniform) {
            final float kept = retain[0];
            final float factor = gain[0];
            final float term = offset[0];
            for (int i = 0; i < n; i++) {
                y[i] = kept * y[i] + (factor * x[i] + term);
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = retain[i] * y[i] + (gain[i] * x[i] + offset[i]);
            }
        }
    }
}
