package io.memspike.tasks.plan;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of durations, in µs.
 *
 * @param p50 the median
 * @param p90 of ten nine are as fast
 * @param p99 of a hundred
 * @param p999 of a thousand
 * @param max the longest
 */
public record LatencyMicros(double p50, double p90, double p99, double p999, double max) {
    /** Of a histogram of nanoseconds. */
    public static LatencyMicros of(Histogram nanos) {
        return new LatencyMicros(
                micros(nanos, 50), micros(nanos, 90), micros(nanos, 99), micros(nanos, 99.9), micros(nanos, 100));
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
