package io.memspike.core.population;

import java.util.Arrays;

/**
 * What a run's spikes have in common.
 *
 * @param rateHz spikes of a neuron a second
 * @param cvIsi coefficient of variation of the intervals between a neuron's spikes, mean over neurons of at least
 *     {@value #LEAST_SPIKES} spikes, since few intervals tell less variation than there is; NaN without any
 * @param fano variance over mean of the spikes of all in bins; NaN without spikes
 */
public record SpikeStatistics(double rateHz, double cvIsi, double fano) {
    /** Spikes that a neuron needs to count among those whose intervals vary. */
    public static final int LEAST_SPIKES = 10;

    /**
     * Those of some steps.
     *
     * @param spikes all
     * @param neurons that there are
     * @param stepMillis the clock, ms
     * @param from first step
     * @param to one past the last
     * @param bin steps of a bin; bins that the end cuts are left out
     */
    public static SpikeStatistics of(SpikeRecord spikes, int neurons, double stepMillis, int from, int to, int bin) {
        if (from < 0 || to > spikes.steps() || from >= to || bin < 1) {
            throw new IllegalArgumentException("spike statistics: expected steps within [0, " + spikes.steps()
                    + ") and bins of at least 1, found [" + from + ", " + to + ") and " + bin);
        }
        final int[] starts = spikes.starts();
        final double seconds = (to - from) * stepMillis / 1000;
        return new SpikeStatistics(
                (starts[to] - starts[from]) / (neurons * seconds),
                variation(spikes, neurons, from, to),
                fano(starts, from, to, bin));
    }

    private static double variation(SpikeRecord spikes, int neurons, int from, int to) {
        final int[] last = new int[neurons];
        Arrays.fill(last, -1);
        final int[] intervals = new int[neurons];
        final double[] sum = new double[neurons];
        final double[] squares = new double[neurons];
        for (int step = from; step < to; step++) {
            for (int s = spikes.starts()[step]; s < spikes.starts()[step + 1]; s++) {
                final int neuron = spikes.neurons()[s];
                if (last[neuron] >= 0) {
                    final double interval = step - last[neuron];
                    intervals[neuron]++;
                    sum[neuron] += interval;
                    squares[neuron] += interval * interval;
                }
                last[neuron] = step;
            }
        }
        double total = 0;
        int counted = 0;
        for (int j = 0; j < neurons; j++) {
            if (intervals[j] >= LEAST_SPIKES - 1) {
                final double mean = sum[j] / intervals[j];
                total += Math.sqrt(Math.max(0, squares[j] / intervals[j] - mean * mean)) / mean;
                counted++;
            }
        }
        return total / counted;
    }

    private static double fano(int[] starts, int from, int to, int bin) {
        final int bins = (to - from) / bin;
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < bins; b++) {
            final double count = starts[from + (b + 1) * bin] - starts[from + b * bin];
            sum += count;
            squares += count * count;
        }
        final double mean = sum / bins;
        return (squares / bins - mean * mean) / mean;
    }
}
