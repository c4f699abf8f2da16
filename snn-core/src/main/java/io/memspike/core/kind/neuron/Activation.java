package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.internal.Exponential;
import io.memspike.core.kind.neuron.internal.NormalDistribution;
import java.util.List;

/**
 * Units without spikes and state: a function of each element.
 *
 * @param function which
 * @param gain factor of x before the function, finite
 */
public record Activation(Function function, @Default("1") float gain) implements Kind {
    /** Functions by their name in files. */
    public enum Function {
        /** {@code max(x, 0)}. */
        RELU,
        /** {@code 1 / (1 + e^−x)}. */
        SIGMOID,
        /** Hyperbolic tangent. */
        TANH,
        /** {@code x · Φ(x)} with the normal distribution Φ (Hendrycks and Gimpel, arXiv 1606.08415), Φ within 2e-9. */
        GELU,
        /**
         * 1 from 0 on, else −1. Its slope in training is 1 within [−1, 1], where the gradient goes straight through (M. Courbariaux
         * and others, "Binarized neural networks", arXiv 1602.02830, equation 4).
         */
        SIGN
    }

    public Activation {
        require(Float.isFinite(gain), "activation: expected a finite gain, found %s", gain);
    }

    /** The function at x, the same bits everywhere. */
    public float of(float x) {
        return (float) at(x);
    }

    /** The function at x. */
    public double at(double x) {
        final double scaled = gain * x;
        return switch (function) {
            case RELU -> Math.max(scaled, 0);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-scaled));
            case TANH -> StrictMath.tanh(scaled);
            case GELU -> scaled * NormalDistribution.below(scaled);
            case SIGN -> scaled >= 0 ? 1 : scaled < 0 ? -1 : Double.NaN;
        };
    }

    /**
     * The function's slope.
     *
     * @param x where
     * @param y the function there
     */
    public double slopeAt(double x, double y) {
        return switch (function) {
            case RELU -> gain * x > 0 ? gain : 0;
            case SIGMOID -> gain * (y * (1 - y));
            case TANH -> gain * (1 - y * y);
            case SIGN -> Math.abs((double) gain * x) <= 1 ? gain : 0;
            case GELU -> {
                final double scaled = gain * x;
                final double density = Exponential.of(-0.5 * scaled * scaled) / Math.sqrt(2 * Math.PI);
                yield gain * (NormalDistribution.below(scaled) + scaled * density);
            }
        };
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
