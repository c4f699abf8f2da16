package io.memspike.earlyexit;

/** The pieces of softmax, in double precision with {@code StrictMath}: the same bits everywhere. Nothing is allocated. */
final class Softmax {
    private Softmax() {}

    static void check(float threshold, float temperature) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("exit threshold: expected a number in [0, 1], found " + threshold);
        }
        if (!(temperature > 0 && temperature < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "exit temperature: expected a finite number above 0, found " + temperature);
        }
    }

    static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** {@code Σ exp((values[i] − max) / temperature)}: at least 1, since the largest contributes 1. */
    static double sum(float[] values, float max, float temperature) {
        double sum = 0;
        for (final float value : values) {
            sum += exp(value, max, temperature);
        }
        return sum;
    }

    /** {@code exp((value − max) / temperature)}. */
    static double exp(float value, float max, float temperature) {
        return StrictMath.exp(((double) value - max) / temperature);
    }
}
