package io.memspike.tasks.array;

import java.util.List;

/**
 * What came out at one point of a sweep.
 *
 * @param value strength of the effect
 * @param results mean of what is measured of the samples, for each device in the order of seeds: of a classifier its accuracy
 */
public record StudyPoint(double value, List<Double> results) {
    public StudyPoint {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("study: expected at least one device, found none");
        }
    }

    /** Mean of the devices. */
    public double mean() {
        return results.stream().reduce(0.0, Double::sum) / results.size();
    }

    /** Sample standard deviation between devices, with n − 1; 0 for one device. */
    public double deviation() {
        final double mean = mean();
        double squares = 0;
        for (final double result : results) {
            squares += (result - mean) * (result - mean);
        }
        return results.size() == 1 ? 0 : Math.sqrt(squares / (results.size() - 1));
    }
}
