package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.nir.internal.LowPass;
import java.util.Arrays;

/**
 * The way back through {@code y ← y + share · ((leak − y) + r · x)}, and what the equation's numbers do: sums over the steps
 * of a sample, one for each element.
 */
final class LowPassGradient {
    private LowPass pass;
    private final double[] ofShare; // ∂L/∂share, or null where nobody asks
    private final double[] ofR;
    private final double[] ofLeak;

    LowPassGradient(int size, boolean isAsked) {
        this.ofShare = isAsked ? new double[size] : null;
        this.ofR = isAsked ? new double[size] : null;
        this.ofLeak = isAsked ? new double[size] : null;
    }

    /** Begins a sample. */
    void begin(LowPass ofSample) {
        pass = ofSample;
        if (ofShare != null) {
            Arrays.fill(ofShare, 0);
            Arrays.fill(ofR, 0);
            Arrays.fill(ofLeak, 0);
        }
    }

    /**
     * One step back.
     *
     * @param delta ∂L/∂y after the step (≥ n). Not modified.
     * @param y before the step (≥ n). Not modified.
     * @param x what entered (≥ n). Not modified.
     * @param ofY ∂L/∂y before the step (≥ n), added to
     * @param ofX overwritten by ∂L/∂x (≥ n), or null where nobody asks
     */
    void back(float[] delta, float[] y, float[] x, float[] ofY, float[] ofX) {
        final float[] share = pass.share();
        final float[] r = pass.r();
        for (int i = 0; i < share.length; i++) {
            ofY[i] += (1f - share[i]) * delta[i];
        }
        for (int i = 0; ofX != null && i < share.length; i++) {
            ofX[i] = share[i] * r[i] * delta[i];
        }
        for (int i = 0; ofShare != null && i < share.length; i++) {
            ofShare[i] += delta[i] * (((double) pass.leak()[i] - y[i]) + (double) r[i] * x[i]);
            ofR[i] += (double) delta[i] * share[i] * x[i];
            ofLeak[i] += (double) delta[i] * share[i];
        }
    }

    double ofShare(int i) {
        return ofShare[i];
    }

    double ofR(int i) {
        return ofR[i];
    }

    double ofLeak(int i) {
        return ofLeak[i];
    }
}
