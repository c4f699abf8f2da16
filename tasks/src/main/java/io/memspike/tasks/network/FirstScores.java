package io.memspike.tasks.network;

/** What the scores of random weights begin with. */
public enum FirstScores {
    /** Uniform numbers, whatever the weights. */
    RANDOM,
    /**
     * The magnitudes of the weights, times what gives them the mean of the uniform ones: the smallest weights are pruned first.
     */
    MAGNITUDE;

    /** Those named on the command line; throws {@link IllegalArgumentException} for others. */
    public static FirstScores of(String name) {
        return switch (name) {
            case "random" -> RANDOM;
            case "magnitude" -> MAGNITUDE;
            default -> throw new IllegalArgumentException("scores: expected random or magnitude, found '" + name + "'");
        };
    }

    /**
     * First scores.
     *
     * @param random uniform ones. Modified.
     * @param weights the weights. Not modified.
     * @return the same array
     */
    float[] of(float[] random, float[] weights) {
        if (this == MAGNITUDE) {
            final double mean = meanMagnitude(weights);
            final float factor = mean == 0 ? 0 : (float) (meanMagnitude(random) / mean);
            for (int i = 0; i < random.length; i++) {
                random[i] = factor * Math.abs(weights[i]);
            }
        }
        return random;
    }

    private static double meanMagnitude(float[] values) {
        double sum = 0;
        for (final float value : values) {
            sum += Math.abs(value);
        }
        return sum / Math.max(1, values.length);
    }
}
