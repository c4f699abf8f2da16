package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.graph.Default;

/**
 * What training takes for the derivative of a spike by its potential, by the distance x of the potential from the threshold.
 * The larger the width w, the farther from the threshold a neuron still learns.
 *
 * @param function its form
 * @param width w, above 0, in the unit of the potential
 * @param detachedReset whether no gradient passes through what a spike resets; else the reset follows the spike there, too
 */
public record Surrogate(
        Function function,
        @Default("1") float width,
        @Default("false") boolean detachedReset) {
    /** PRIME's (Wang et al., arXiv 2407.18625): 1 within half a unit of the threshold. */
    public static final Surrogate PRIME = new Surrogate(Function.RECTANGULAR, 1f);

    /** Forms by their name in files. */
    public enum Function {
        /** {@code 1/w where |x| < w/2, else 0} (Wu et al., Frontiers in Neuroscience 2018). */
        RECTANGULAR,
        /** {@code 1/(1 + |x|/w)²}: SuperSpike with β = 1/w (Zenke and Ganguli, Neural Computation 2018). */
        FAST_SIGMOID,
        /** {@code max(0, 1 − |x|/w)/w} (Esser et al., PNAS 2016; Bellec et al., NeurIPS 2018). */
        TRIANGULAR,
        /** {@code (1/w)/(1 + (πx/w)²)}: with w = 2/α that of Fang et al. (ICCV 2021). */
        ARCTANGENT
    }

    /** With a gradient through the reset. */
    public Surrogate(Function function, float width) {
        this(function, width, false);
    }

    public Surrogate {
        require(
                width > 0 && Float.isFinite(width) && Float.isFinite(1f / width),
                "surrogate: expected a width above 0, found %s",
                width);
    }

    /** The derivative at a distance of the potential from the threshold. */
    public float at(float distance) {
        final float x = Math.abs(distance);
        return switch (function) {
            case RECTANGULAR -> x < 0.5f * width ? 1f / width : 0f;
            case FAST_SIGMOID -> {
                final float slope = 1f + x / width;
                yield 1f / (slope * slope);
            }
            case TRIANGULAR -> Math.max(0f, 1f - x / width) / width;
            case ARCTANGENT -> {
                final float scaled = (float) Math.PI * x / width;
                yield 1f / width / (1f + scaled * scaled);
            }
        };
    }
}
