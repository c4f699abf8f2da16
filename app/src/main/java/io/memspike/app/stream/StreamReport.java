package io.memspike.app.stream;

import io.memspike.app.cli.Report;
import io.memspike.core.stream.EventConsumer;
import io.memspike.datasets.EventSource;
import io.memspike.tasks.StreamClassifier;
import io.memspike.tasks.StreamDecision;
import io.memspike.tasks.plan.LatencyMicros;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came out of a stream, and what became of its events.
 *
 * @param consumer where events came in
 * @param classifier what took them
 * @param decisions in order of time
 * @param source where events are from; null where labels and recordings are unknown
 * @param seconds from the first wait to the last decision
 */
record StreamReport(
        EventConsumer consumer,
        StreamClassifier classifier,
        List<StreamDecision> decisions,
        EventSource source,
        double seconds) {
    static final String NONE_USED = "no event was used: every decision is that of a recording without events";

    private static final int DECISIONS_SHOWN = 10;

    void write(Report report) throws IOException {
        final LatencyMicros latency = LatencyMicros.of(classifier.latencyNanos());
        final Double accuracy = accuracy();
        final long events = consumer.received() + consumer.dropped();
        report.line(
                "events     %d, %.0f a second: %d used, %d late, %d unused, %d dropped",
                events,
                consumer.received() / seconds,
                classifier.usedEvents(),
                classifier.lateEvents(),
                classifier.unusedEvents(),
                consumer.dropped());
        if (classifier.usedEvents() == 0) {
            report.line("           %s", NONE_USED);
        }
        decisions.stream()
                .limit(DECISIONS_SHOWN)
                .forEach(decision -> report.line(
                        "decision   %d for recording %d, at %.1f ms (step %d, confidence %.3f)",
                        decision.label(),
                        decision.recording(),
                        decision.atMicros() / 1e3,
                        decision.steps(),
                        decision.confidence()));
        report.line(
                "decisions  %d, mean steps %.2f%s",
                decisions.size(),
                meanSteps(),
                accuracy == null ? "" : String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * accuracy));
        report.line(
                "latency    p50 %.0f µs, p99 %.0f µs, max %.0f µs from event to decision",
                latency.p50(), latency.p99(), latency.max());
        report.put("events", events)
                .put("eventsPerSecond", consumer.received() / seconds)
                .put("decisions", rows())
                .put("latencyMicros", latency)
                .put("used", classifier.usedEvents())
                .put("dropped", consumer.dropped())
                .put("late", classifier.lateEvents())
                .put("unused", classifier.unusedEvents())
                .put("accuracy", accuracy)
                .put("meanSteps", meanSteps())
                .end();
    }

    /** Share of recordings decided rightly; null where labels are unknown. */
    private Double accuracy() {
        if (source == null || !source.isLabelled() || decisions.isEmpty()) {
            return null;
        }
        return decisions.stream()
                .mapToInt(decision -> decision.label() == source.label((int) decision.recording()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private double meanSteps() {
        return decisions.stream().mapToInt(StreamDecision::steps).average().orElse(0);
    }

    private List<Map<String, Object>> rows() {
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (final StreamDecision decision : decisions) {
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put("recording", decision.recording());
            row.put("label", decision.label());
            row.put("confidence", decision.confidence());
            row.put("atMicros", decision.atMicros());
            row.put("steps", decision.steps());
            rows.add(row);
        }
        return rows;
    }
}
