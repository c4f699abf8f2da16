package io.memspike.core.kind.neuron.nir.internal;

import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Integration;

/** The two equations of {@link CubaLif} in discrete time. Immutable and thread-safe. */
public final class CubaEquations {
    private final LowPass synapse;
    private final LowPass membrane;
    private final float[] carried; // what v takes of the old current, or null where it takes the new one

    /** Of neurons with those constants. */
    public CubaEquations(CubaLif kind, Constants of) {
        final Integration how = kind.integrator();
        final double dt = kind.dt();
        final float[] tauSyn = of.of("tauSyn");
        final float[] tauMem = of.of("tauMem");
        final float[] r = of.of("r");
        final float[] wIn = of.of("wIn");
        final float[] vLeak = of.of("vLeak");
        final int n = r.length;
        this.synapse = LowPass.of(how, kind.dt(), tauSyn, wIn, new float[n]);
        if (how == Integration.EXACT) {
            this.carried = LowPass.each(n, i -> r[i] * carried(dt, tauSyn[i], tauMem[i]));
            final float[] held = LowPass.each(
                    n, i -> wIn[i] * (r[i] * (1 - carried(dt, tauSyn[i], tauMem[i]) / how.share(dt, tauMem[i]))));
            this.membrane = LowPass.of(how, kind.dt(), tauMem, held, vLeak);
        } else {
            this.carried = null;
            this.membrane = LowPass.of(how, kind.dt(), tauMem, r, vLeak);
        }
    }

    /** What a current of 1, decaying, adds to a potential within dt, of resistance 1. */
    public static double carried(double dt, double tauSyn, double tauMem) {
        final double syn = StrictMath.exp(-dt / tauSyn);
        final double difference = dt / tauSyn - dt / tauMem;
        // e^(−dt/τ_mem) − e^(−dt/τ_syn) = e^(−dt/τ_syn) · (e^difference − 1); its limit where the constants are equal
        return difference == 0 ? dt / tauMem * syn : dt / tauMem * syn * (StrictMath.expm1(difference) / difference);
    }

    /** Of the current. */
    public LowPass synapse() {
        return synapse;
    }

    /** Of the potential; what enters it is the current, or, exactly, what enters the neuron. */
    public LowPass membrane() {
        return membrane;
    }

    /** What the potential takes of the old current, by neuron, or null where it takes the new one. Not to be modified. */
    public float[] carried() {
        return carried;
    }

    /**
     * One step.
     *
     * @param potential v (≥ n). Modified.
     * @param current i (≥ n). Modified.
     * @param entering x (≥ n). Not modified.
     */
    public void step(float[] potential, float[] current, float[] entering) {
        if (carried == null) {
            synapse.step(current, entering);
            membrane.step(potential, current);
            return;
        }
        membrane.step(potential, entering);
        for (int i = 0; i < carried.length; i++) {
            potential[i] += carried[i] * current[i];
        }
        synapse.step(current, entering);
    }
}
