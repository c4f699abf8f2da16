package io.memspike.serve.stream;

import io.memspike.tasks.plan.LatencyMicros;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A stream at one moment.
 *
 * @param state how far it is
 * @param failure why it ended, in one line; null where it did not fail
 * @param model whose decisions they are
 * @param source where events are from
 * @param width of the sensor
 * @param height of the sensor
 * @param surface a byte a pixel: 128 for nothing, up to 255 for brighter just now, down to 1 for darker
 * @param micros time of the latest event
 * @param events that came
 * @param dropped events that found no room
 * @param decisions the latest, newest first
 * @param decided how many there were
 * @param right of them, where labels are known; else null
 * @param latency from when the event that ends the deciding bin was due to the decision; null before the first
 * @param upTo upper ends of the latency's bins, in µs
 * @param counts decisions in each bin
 */
record Frame(
        LiveStream.State state,
        String failure,
        String model,
        String source,
        int width,
        int height,
        byte[] surface,
        long micros,
        long events,
        long dropped,
        List<Decision> decisions,
        long decided,
        Long right,
        LatencyMicros latency,
        List<Double> upTo,
        List<Long> counts) {
    private static final int FIRST_NANOS = 1_000;
    private static final double WIDER = 1.3; // each bin than the one before
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * An answer.
     *
     * @param recording number of the recording
     * @param label the class
     * @param truth what it is; null where nobody knows
     * @param confidence its probability, in [0, 1]
     * @param steps bins used
     */
    record Decision(long recording, int label, Integer truth, double confidence, int steps) {}

    /** Bins of a histogram of nanoseconds, into two lists. */
    static void bins(Histogram nanos, List<Double> upTo, List<Long> counts) {
        final List<Double> ends = new ArrayList<>();
        final List<Long> in = new ArrayList<>();
        nanos.logarithmicBucketValues(FIRST_NANOS, WIDER).forEach(bin -> {
            ends.add(bin.getValueIteratedTo() / NANOS_PER_MICRO);
            in.add(bin.getCountAddedInThisIterationStep());
        });
        int first = 0;
        while (first < in.size() && in.get(first) == 0) {
            first++;
        }
        upTo.addAll(ends.subList(first, ends.size()));
        counts.addAll(in.subList(first, in.size()));
    }
}
