package io.memspike.tasks.plan;

import java.util.List;

/** Mean and deviation of what several trainings, or several chips, came to. */
public final class Spread {
    private Spread() {}

    /** Arithmetic mean; NaN of none. */
    public static double mean(List<Double> values) {
        return values.stream().reduce(0.0, Double::sum) / values.size();
    }

    /** Sample standard deviation, with n − 1; null of fewer than two. */
    public static Double deviation(List<Double> values) {
        if (values.size() < 2) {
            return null;
        }
        final double mean = mean(values);
        double squares = 0;
        for (final double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.size() - 1));
    }
}
