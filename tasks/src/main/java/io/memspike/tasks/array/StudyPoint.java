package io.memspike.tasks.array;

import io.memspike.tasks.plan.Spread;
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
        return Spread.mean(results);
    }

    /** Sample standard deviation between devices, with n − 1; 0 for one device. */
    public double deviation() {
        return results.size() == 1 ? 0 : Spread.deviation(results);
    }
}
