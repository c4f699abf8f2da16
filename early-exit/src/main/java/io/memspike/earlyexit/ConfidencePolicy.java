package io.memspike.earlyexit;

/**
 * PRIME's rule: the score is the largest probability, {@code max softmax(mean / temperature)}; never below 1/classes.
 * Source: Wang et al., arXiv 2407.18625, where an inference stops at 0.8.
 *
 * @param threshold score above which an inference stops, in [0, 1]
 * @param temperature divides the mean read-out before softmax, above 0
 */
public record ConfidencePolicy(float threshold, float temperature) implements SoftmaxPolicy {
    /** Checks its arguments. */
    public ConfidencePolicy {
        Softmax.check(threshold, temperature);
    }

    /** The policy with the default temperature. */
    public ConfidencePolicy(float threshold) {
        this(threshold, DEFAULT_TEMPERATURE);
    }

    @Override
    public String name() {
        return "confidence";
    }

    @Override
    public ConfidencePolicy withThreshold(float other) {
        return new ConfidencePolicy(other, temperature);
    }

    @Override
    public float score(float[] meanReadout) {
        final float max = meanReadout[Softmax.argMax(meanReadout)];
        return (float) (1 / Softmax.sum(meanReadout, max, temperature));
    }
}
