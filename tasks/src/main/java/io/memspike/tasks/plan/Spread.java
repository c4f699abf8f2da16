package io.memspike.tasks.plan;

import java.util.List;

/** Mean and deviation of what several trainings, or several chips, came to. */
public final class Spread {
    private Spread() {}

    /** Arithmetic mean; NaN of none. Of equal values it is that value, to the bit. */
    public static double mean(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        final double first = values.get(0);
        double beyond = 0;
        for (final double value : values) {
            beyond += value - first;
        }
        return first + beyond / values.size();
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
