package io.memspike.core.kind.neuron;

/** How a differential equation {@code τ y' = −y + r x + leak} becomes {@code y ← retain · y + (gain · x + offset)}. */
public enum Integration {
    /** Forward Euler: {@code retain = 1 − dt/τ}, {@code gain = r · dt/τ}, {@code offset = leak · dt/τ}. */
    EULER,
    /**
     * Each equation by itself with what enters it held for the step: {@code retain = e^(−dt/τ)}, {@code gain = r · (1 −
     * retain)}, {@code offset = leak · (1 − retain)}.
     */
    EXPONENTIAL,
    /** All equations of a neuron together with its input held for the step; of a single equation the same as the one before. */
    EXACT;

    /** What is kept after a step. */
    double retain(double dt, double tau) {
        return this == EULER ? 1 - dt / tau : StrictMath.exp(-dt / tau);
    }

    /** What is replaced in a step, 1 − retain without its rounding. */
    double share(double dt, double tau) {
        return this == EULER ? dt / tau : -StrictMath.expm1(-dt / tau);
    }
}
