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

    /** Overwrites {@code into} (≥ n) by ∂L/∂x from ∂L/∂y, which like x is not modified. */
    public void back(float[] x, float[] gradient, float[] into, int n) {
        if (relu != null) {
            relu.reluBack(x, gradient, into, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            into[i] = gradient[i] * (float) activation.slopeAt(x[i], activation.at(x[i]));
        }
    }
}
