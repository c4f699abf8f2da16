package io.memspike.earlyexit;

/**
 * The score is {@code 1 − H(p) / ln(classes)}, with H the entropy of {@code p = softmax(mean / temperature)}: 0 when all
 * classes are alike, 1 when one is certain. It weighs all classes, not only the leading ones.
 *
 * @param threshold score above which an inference stops, in [0, 1]
 * @param temperature divides the mean read-out before softmax, above 0
 */
public record EntropyPolicy(float threshold, float temperature) implements SoftmaxPolicy {
    /** Checks its arguments. */
    public EntropyPolicy {
        Softmax.check(threshold, temperature);
    }

    /** The policy with the default temperature. */
    public EntropyPolicy(float threshold) {
        this(threshold, DEFAULT_TEMPERATURE);
    }

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public EntropyPolicy withThreshold(float other) {
        return new EntropyPolicy(other, temperature);
    }

    @Override
    public float score(float[] meanReadout) {
        if (meanReadout.length == 1) {
            return 1f;
        }
        final float max = meanReadout[Softmax.argMax(meanReadout)];
        double sum = 0;
        double moment = 0; // Σ z exp(z) with z = (mean − max) / temperature; H = ln Σ exp(z) − moment / sum
        for (final float value : meanReadout) {
            final double e = Softmax.exp(value, max, temperature);
            sum += e;
            moment += e == 0 ? 0 : ((double) value - max) / temperature * e;
        }
        final double entropy = StrictMath.log(sum) - moment / sum;
        final double score = 1 - entropy / StrictMath.log(meanReadout.length);
        return (float) Math.max(0, Math.min(1, score));
    }
}
