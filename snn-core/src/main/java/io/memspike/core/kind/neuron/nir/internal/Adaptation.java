package io.memspike.core.kind.neuron.nir.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import java.util.Arrays;

/** What raises the thresholds of {@link AdaptiveLif}. Belongs to one thread. */
public final class Adaptation {
    private final float[] base;
    private final float[] retain;
    private final float[] beta;
    private final float[] values;
    private final float[] thresholds; // now

    /** Of neurons with those constants, at 0. */
    public Adaptation(AdaptiveLif kind, Constants of) {
        final float[] tau = of.of("tauAdaptation");
        this.base = of.of("vThreshold");
        this.retain = LowPass.each(tau.length, i -> kind.integrator().retain(kind.dt(), tau[i]));
        this.beta = of.of("beta");
        this.values = new float[tau.length];
        this.thresholds = new float[tau.length];
    }

    /** Back to 0. */
    public void reset() {
        Arrays.fill(values, 0f);
    }

    /** One step, with the spikes of the step before. */
    public void step(SpikeList former) {
        for (int i = 0; i < values.length; i++) {
            values[i] = retain[i] * values[i];
        }
        for (int e = 0; e < former.size(); e++) {
            values[former.index(e)] += 1f;
        }
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = base[i] + beta[i] * values[i];
        }
    }

    /** a of each neuron. Not to be modified. */
    public float[] values() {
        return values;
    }

    /** Threshold of each neuron at this step. Not to be modified. */
    public float[] thresholds() {
        return thresholds;
    }

    /** What is kept of a in a step, by neuron. Not to be modified. */
    public float[] retain() {
        return retain;
    }

    /** What a adds to a threshold, by neuron. Not to be modified. */
    public float[] beta() {
        return beta;
    }
}
