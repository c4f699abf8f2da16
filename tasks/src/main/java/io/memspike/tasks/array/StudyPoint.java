package io.memspike.tasks.array;

import java.util.List;

/**
 * What came out at one point of a sweep.
 *
 * @param value strength of the effect
 * @param accuracies share of samples classified rightly, in [0, 1], of each device in the order of seeds
 */
public record StudyPoint(double value, List<Double> accuracies) {
    public StudyPoint {
        accuracies = List.copyOf(accuracies);
        if (accuracies.isEmpty()) {
            throw new IllegalArgumentException("study: expected at least one device, found none");
        }
    }

    /** Mean accuracy of the devices. */
    public double mean() {
        return accuracies.stream().reduce(0.0, Double::sum) / accuracies.size();
    }

    /** Sample standard deviation between devices, with n − 1; 0 for one device. */
    public double deviation() {
        final double mean = mean();
        double squares = 0;
        for (final double accuracy : accuracies) {
            squares += (accuracy - mean) * (accuracy - mean);
        }
        return accuracies.size() == 1 ? 0 : Math.sqrt(squares / (accuracies.size() - 1));
    }
}
