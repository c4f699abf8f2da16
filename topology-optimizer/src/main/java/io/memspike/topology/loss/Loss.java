package io.memspike.topology.loss;

/**
 * Losses on the read-out of all steps, for one sample. The answer at step t is the mean of the read-out over steps 0…t, or what
 * the read-out is at t.
 */
public enum Loss {
    /** Cross-entropy of the last answer. */
    MEAN,
    /** Average over all steps of the cross-entropy of their answers: makes early stops accurate. */
    RUNNING,
    /**
     * Squared error of the last answer, {@code mean((a − y)²)} with y 1 for the right class and 0 for the others: what rates are
     * led to where neurons answer.
     */
    SQUARED;

    /** The loss named on the command line; throws {@link IllegalArgumentException} for others. */
    public static Loss of(String name) {
        return switch (name) {
            case "mean" -> MEAN;
            case "running" -> RUNNING;
            case "squared" -> SQUARED;
            default ->
                throw new IllegalArgumentException("loss: expected mean, running or squared, found '" + name + "'");
        };
    }

    /**
     * Value and gradient.
     *
     * @param readout m, (steps, classes). Not modified.
     * @param label the right class
     * @param gradient ∂loss/∂m, (steps, classes). Overwritten.
     * @return the loss, of cross-entropies in nats
     */
    public double evaluate(float[][] readout, int label, float[][] gradient) {
        return evaluate(readout, true, label, gradient);
    }

    /** The same, where answers are means or are not. */
    double evaluate(float[][] readout, boolean isMean, int label, float[][] gradient) {
        return Readouts.evaluate(
                readout,
                isMean,
                this == RUNNING,
                gradient,
                (sum, count, share, prefix) -> this == SQUARED
                        ? squaredError(sum, count, label, prefix)
                        : share * crossEntropy(sum, count, label, share, prefix));
    }

    private static double squaredError(double[] sum, int count, int label, double[] gradient) {
        double total = 0;
        for (int c = 0; c < sum.length; c++) {
            final double difference = sum[c] / count - (c == label ? 1 : 0);
            total += difference * difference / sum.length;
            gradient[c] = 2 * difference / sum.length / count;
        }
        return total;
    }

    /**
     * Cross-entropy of what softmax makes of {@code sum / count}, and {@code share} of its gradient.
     *
     * @param gradient ∂/∂sum. Overwritten.
     */
    static double crossEntropy(double[] sum, int count, int label, double share, double[] gradient) {
        double largest = Double.NEGATIVE_INFINITY;
        for (final double s : sum) {
            largest = Math.max(largest, s / count);
        }
        double total = 0;
        for (int c = 0; c < sum.length; c++) {
            gradient[c] = StrictMath.exp(sum[c] / count - largest);
            total += gradient[c];
        }
        for (int c = 0; c < sum.length; c++) {
            gradient[c] = share * (gradient[c] / total - (c == label ? 1 : 0)) / count;
        }
        return StrictMath.log(total) - (sum[label] / count - largest);
    }
}
