package io.memspike.earlyexit;

/**
 * The score is the distance {@code p₁ − p₂} of the two largest probabilities of {@code softmax(mean / temperature)}: 0 when
 * two classes tie, whatever the others do.
 *
 * @param threshold score above which an inference stops, in [0, 1]
 * @param temperature divides the mean read-out before softmax, above 0
 */
public record MarginPolicy(float threshold, float temperature) implements SoftmaxPolicy {
    /** Checks its arguments. */
    public MarginPolicy {
        Softmax.check(threshold, temperature);
    }

    /** The policy with the default temperature. */
    public MarginPolicy(float threshold) {
        this(threshold, DEFAULT_TEMPERATURE);
    }

    @Override
    public String name() {
        return "margin";
    }

    @Override
    public MarginPolicy withThreshold(float other) {
        return new MarginPolicy(other, temperature);
    }

    @Override
    public float score(float[] meanReadout) {
        final int first = Softmax.argMax(meanReadout);
        final float max = meanReadout[first];
        float second = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < meanReadout.length; i++) {
            second = i != first && meanReadout[i] > second ? meanReadout[i] : second;
        }
        final double sum = Softmax.sum(meanReadout, max, temperature);
        return (float) ((1 - Softmax.exp(second, max, temperature)) / sum);
    }
}
