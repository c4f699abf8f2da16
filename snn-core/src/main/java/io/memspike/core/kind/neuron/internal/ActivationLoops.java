package io.memspike.core.kind.neuron.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.Elementwise;
import io.memspike.core.kind.neuron.Activation;

/**
 * An {@link Activation} of many numbers.
 *
 * @param activation which
 * @param relu loops of the plain rectifier, or null where it is another function
 */
public record ActivationLoops(Activation activation, Elementwise relu) {
    /** Loops by those kernels. */
    public static ActivationLoops of(Activation activation, Kernels kernels) {
        final boolean isPlain = activation.function() == Activation.Function.RELU && activation.gain() == 1f;
        return new ActivationLoops(activation, isPlain ? Elementwise.of(kernels) : null);
    }

    /** Overwrites {@code y} (≥ n) by the function at each of {@code x} (≥ n), which is not modified. */
    public void apply(float[] x, float[] y, int n) {
        if (relu != null) { // in floats, the same bits
            relu.relu(x, y, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[i] = activation.of(x[i]);
        }
    }

    /** Whether {@link #back} looks at y, not at x: a rectifier's y is above 0 where x is. */
    public boolean looksBackAtOutput() {
        return relu != null;
    }

    /**
     * Overwrites {@code into} (≥ n) by ∂L/∂x from ∂L/∂y.
     *
     * @param x what entered (≥ n), or of no meaning where it {@link #looksBackAtOutput}. Not modified.
     * @param y what left (≥ n), or of no meaning where it does not. Not modified.
     */
    public void back(float[] x, float[] y, float[] gradient, float[] into, int n) {
        if (relu != null) {
            relu.reluBack(y, gradient, into, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            into[i] = gradient[i] * (float) activation.slopeAt(x[i], activation.at(x[i]));
        }
    }
}
