package io.memspike.core.kind.neuron.nir;

/** How a differential equation {@code τ y' = leak − y + r x} becomes {@code y ← y + share · ((leak − y) + r · x)}. */
public enum Integration {
    /** Forward Euler: {@code share = dt/τ}. */
    EULER,
    /** Each equation by itself with what enters it held for the step: {@code share = 1 − e^(−dt/τ)}. */
    EXPONENTIAL,
    /** All equations of a neuron together with its input held for the step; of a single equation the same as the one before. */
    EXACT;

    /** The part of the way to where it would come to rest that y goes in a step. */
    public double share(double dt, double tau) {
        return this == EULER ? dt / tau : -StrictMath.expm1(-dt / tau);
    }

    /** What is kept after a step, 1 − share without its rounding. */
    public double retain(double dt, double tau) {
        return this == EULER ? 1 - dt / tau : StrictMath.exp(-dt / tau);
    }

    /** What share gains where tau grows: ∂share/∂τ, and the opposite of ∂retain/∂τ. */
    public double shareSlope(double dt, double tau) {
        final double slope = -dt / (tau * tau);
        return this == EULER ? slope : slope * StrictMath.exp(-dt / tau);
    }
}
