package io.memspike.core.runtime;

import org.HdrHistogram.Histogram;

/**
 * How a run went.
 *
 * @param results number of results that the sink took
 * @param failures number of samples that failed instead
 * @param isComplete whether every sample of the range was dealt out; false where the run was closed or interrupted
 * @param backPressure number of times that the dealer found the ring full
 * @param elapsedNanos duration of the run
 * @param latencyNanos per sample, from its being published on the ring to its decision, with loading; under full load most of it is
 *     waiting on the ring
 * @param serviceNanos per sample, from its first step's events being ready to its decision: the latency of one sample at a time, in
 *     which later steps may be loaded
 */
public record InferenceSummary(
        int results,
        int failures,
        boolean isComplete,
        long backPressure,
        long elapsedNanos,
        Histogram latencyNanos,
        Histogram serviceNanos) {
    /** Throughput of the run. */
    public double samplesPerSecond() {
        return results * 1e9 / Math.max(1, elapsedNanos);
    }
}
