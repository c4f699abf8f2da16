package io.memspike.app.stream;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.plan.LatencyMicros;
import io.memspike.tasks.stream.Stream;
import io.memspike.tasks.stream.StreamPlan;
import io.memspike.tasks.stream.StreamResult;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Classifies a live stream. */
@Command(
        name = "stream",
        description = "Classify a live stream of events, and stop at any time.",
        footer = {
            "",
            "ipc:PATH waits for a ring file that another process writes: './memspike data replay --to ipc:PATH' does,",
            "and docs/stream.md draws its bytes for C and Python. It is removed once its end has been read."
        })
public final class StreamCommand extends ExperimentCommand<StreamPlan, StreamResult> {
    private static final String NONE_USED = "no event was used: every decision is that of a recording without events";
    private static final String CUT_SHORT =
            "the writer's process ended without ending the stream: what it had sent until then is all";
    private static final int DECISIONS_SHOWN = 10;

    /** For the command line. */
    public StreamCommand() {
        super(new Stream());
    }

    @Override
    protected void sayNews(Record news, StreamPlan plan, Report report) {
        if (news instanceof Stream.Waiting waiting) {
            report.warn("waiting for " + waiting.ring());
        }
    }

    @Override
    protected void say(StreamPlan plan, StreamResult result, Report report) {
        report.line(
                "events     %d, %.0f a second: %d used, %d late, %d unused, %d dropped",
                result.events(),
                result.eventsPerSecond(),
                result.used(),
                result.late(),
                result.unused(),
                result.dropped());
        if (result.used() == 0) {
            report.lineOrWarning("           ", NONE_USED);
        }
        if (result.cutShort()) {
            report.lineOrWarning("           ", CUT_SHORT);
        }
        result.decisions().stream()
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
                result.decisions().size(),
                result.meanSteps(),
                result.accuracy() == null
                        ? ""
                        : String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * result.accuracy()));
        final LatencyMicros latency = result.latencyMicros();
        report.line(
                "latency    p50 %.0f µs, p99 %.0f µs, max %.0f µs from event to decision",
                latency.p50(), latency.p99(), latency.max());
    }
}
