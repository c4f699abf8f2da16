package io.memspike.tasks.stream;

import io.memspike.core.stream.EventConsumer;
import io.memspike.datasets.EventSource;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.plan.LatencyMicros;
import java.util.List;

/** What came out of a stream, and what became of its events; the components say what they mean. */
public record StreamResult(
        @Means("events that were offered") long events,

        @Means("events that arrived a second, from the first wait to the last decision")
        double eventsPerSecond,

        List<Decision> decisions,

        @Means("from when the event that ends the deciding bin was due to the decision, in µs; a stall counts")
        LatencyMicros latencyMicros,

        @Means("events that were taken into the bin in which they belong")
        long used,

        @Means("events that found no room") long dropped,

        @Means(
                "events that came behind their bin: taken into the bin at hand, or left out where their recording had ended,"
                        + " too")
        long late,

        @Means(
                "events after the decision of their recording or past its end, and those whose time stamp was not believed")
        long unused,

        @Means("share of decisions that are right, in [0, 1]; null where labels are unknown")
        Double accuracy,

        @Means("mean bins until the decision") double meanSteps,

        @Means(
                "whether the process that wrote the ring ended without ending the stream: what it had sent until then is all")
        boolean cutShort) {
    /** An answer; the components say what they mean. */
    public record Decision(
            @Means("number of the recording, from 0; counted on where the clock restarts")
            long recording,

            @Means("the class") int label,
            @Means("its probability in [0, 1]") double confidence,

            @Means("time by the stream's clock at which it was decided: the end of the deciding bin")
            long atMicros,

            @Means("bins used") int steps) {
        private static Decision of(StreamDecision made) {
            return new Decision(made.recording(), made.label(), made.confidence(), made.atMicros(), made.steps());
        }
    }

    /**
     * What came out.
     *
     * @param decisions in order of time
     * @param source where events are from; null where labels and recordings are unknown
     * @param seconds from the first wait to the last decision
     */
    static StreamResult of(
            EventConsumer consumer,
            StreamClassifier classifier,
            List<StreamDecision> decisions,
            EventSource source,
            double seconds) {
        return new StreamResult(
                consumer.received() + consumer.dropped(),
                consumer.received() / seconds,
                decisions.stream().map(Decision::of).toList(),
                LatencyMicros.of(classifier.latencyNanos()),
                classifier.usedEvents(),
                consumer.dropped(),
                classifier.lateEvents(),
                classifier.unusedEvents(),
                accuracy(decisions, source),
                decisions.stream().mapToInt(StreamDecision::steps).average().orElse(0),
                consumer.gone() > 0);
    }

    /** Share of recordings decided rightly; null where labels are unknown. */
    private static Double accuracy(List<StreamDecision> decisions, EventSource source) {
        if (source == null || !source.isLabelled() || decisions.isEmpty()) {
            return null;
        }
        return decisions.stream()
                .mapToInt(decision -> decision.label() == source.label((int) decision.recording()) ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
