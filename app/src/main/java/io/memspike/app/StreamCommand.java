package io.memspike.app;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.StreamBins;
import io.memspike.tasks.StreamClassifier;
import io.memspike.tasks.StreamDecision;
import io.memspike.tasks.StreamReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies a live stream: producer thread, ring, network on the calling thread. */
@Command(
        name = "stream",
        description = "Classify a live stream of events, and stop at any time.",
        footer = {
            "",
            "ipc:PATH waits for a ring file that another process writes: './memspike data replay --to ipc:PATH' does,",
            "and docs/stream.md draws its bytes for C and Python. It is removed once its end has been read."
        })
final class StreamCommand implements Callable<Integer> {
    private static final int DECISIONS_SHOWN = 10;
    private static final long WARM_UP_NANOS = 1_000_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Mixin
    private ReplayOptions replay;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE|saccade:D|ipc:PATH",
            description = "An N-MNIST .bin file, an event file, saccade:mnist for digits in front of the camera,"
                    + " or ipc:PATH for a ring that another process writes.")
    private String source;

    @Option(
            names = "--speed",
            defaultValue = "max",
            paramLabel = "recorded|max",
            description = "Recorded speed, or as fast as possible (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--early-stop",
            defaultValue = "0.8",
            paramLabel = "THRESHOLD|off",
            description =
                    "Stop each inference once the policy's score exceeds this, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private String earlyStop;

    @Option(
            names = "--policy",
            defaultValue = "confidence",
            paramLabel = "confidence|margin|entropy",
            description = "The early-stop rule (default: ${DEFAULT-VALUE}).")
    private String policy;

    private final List<StreamDecision> decisions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        final ExitPolicy exit = EvaluateCommand.exitPolicy(policy, earlyStop);
        final boolean isRecordedSpeed = StreamSources.isRecordedSpeed(speed);
        final IngestSpec ring = IngestSpec.blocking().with(replay.backPressure());
        final Model model = ModelNetwork.read(file);
        if (StreamSources.isIpc(source)) {
            listen(StreamSources.ipcFile(source), classifier(model, SaccadeCamera.SHAPE, StreamSources.bins(), exit));
            return 0;
        }
        try (StreamSources.Opened opened = StreamSources.open(source, replay.samples());
                EventIngest ingest = EventIngest.allocate(ring)) {
            final EventSource events = opened.source();
            final StreamClassifier classifier =
                    classifier(model, new Shape(2, events.height(), events.width()), StreamSources.bins(opened), exit);
            final FutureTask<?> task = new FutureTask<>(new StreamReplay(events, ingest, isRecordedSpeed)::run);
            final EventConsumer consumer = ingest.consumer();
            final Thread thread = new Thread(task, "memspike-replay");
            thread.setDaemon(true);
            if (isRecordedSpeed) {
                classifier.warmUp(WARM_UP_NANOS);
            }
            thread.start();
            final double seconds = drain(consumer, classifier);
            task.get();
            report(consumer, classifier, seconds, events);
        }
        return 0;
    }

    private StreamClassifier classifier(Model model, Shape input, StreamBins bins, ExitPolicy exit)
            throws FileFormatException {
        try {
            final Network network = ModelNetwork.of(
                    model, input, common.kernels(), ReadNoise.NONE, Networks.trainedConverters(file, model));
            return new StreamClassifier(network, bins, exit, decisions::add);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage() + " (events are " + input + ")");
        }
    }

    /** Reads the ring of another process, then removes its file. */
    private void listen(Path ring, StreamClassifier classifier) throws IOException {
        classifier.warmUp(WARM_UP_NANOS);
        if (!Files.exists(ring)) {
            spec.commandLine().getErr().println("memspike: waiting for " + ring);
            final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(5);
            while (!Files.exists(ring)) {
                idle.idle();
                requireNotInterrupted();
            }
        }
        try (EventIngest ingest = EventIngest.open(ring)) {
            if (ingest.isClosed()) {
                throw new IOException(ring + ": expected an open ring, found one that its reader has left; remove it");
            }
            final Thread farewell = new Thread(ingest::close); // a signal ends the process, not the writer's wait
            Runtime.getRuntime().addShutdownHook(farewell);
            try {
                final EventConsumer consumer = ingest.consumer();
                final double seconds = drain(consumer, classifier);
                Files.delete(ring);
                report(consumer, classifier, seconds, null);
            } finally {
                Runtime.getRuntime().removeShutdownHook(farewell);
            }
        }
    }

    /** Returns the seconds that it took. */
    private static double drain(EventConsumer consumer, StreamClassifier classifier) {
        final long start = System.nanoTime();
        if (!consumer.drain(classifier, new BackoffIdleStrategy(1_000, 100, 1_000, 50_000))) {
            throw new IllegalStateException("stream: interrupted");
        }
        classifier.end(consumer.endNanos());
        return (System.nanoTime() - start) / 1e9;
    }

    private static void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("stream: interrupted");
        }
    }

    /** Share of recordings decided rightly; null where labels are unknown. */
    private Double accuracy(EventSource events) {
        if (events == null || !events.isLabelled() || decisions.isEmpty()) {
            return null;
        }
        return decisions.stream()
                .mapToInt(decision -> decision.label() == events.label((int) decision.recording()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private void report(EventConsumer consumer, StreamClassifier classifier, double seconds, EventSource events)
            throws IOException {
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final Histogram latency = classifier.latencyNanos();
        final Double accuracy = accuracy(events);
        report.line(
                "events     %d, %.0f a second, %d dropped, %d late",
                consumer.received(), consumer.received() / seconds, consumer.dropped(), classifier.lateEvents());
        decisions.stream()
                .limit(DECISIONS_SHOWN)
                .forEach(decision -> report.line(
                        "decision   %d at %.1f ms (step %d, confidence %.3f)",
                        decision.label(), decision.atMicros() / 1e3, decision.steps(), decision.confidence()));
        report.line(
                "decisions  %d, mean steps %.2f%s",
                decisions.size(),
                meanSteps(),
                accuracy == null ? "" : String.format(java.util.Locale.ROOT, ", accuracy %.2f %%", 100 * accuracy));
        report.line(
                "latency    p50 %.0f µs, p99 %.0f µs, max %.0f µs from event to decision",
                Latencies.micros(latency, 50), Latencies.micros(latency, 99), Latencies.micros(latency, 100));
        report.put("events", consumer.received())
                .put("eventsPerSecond", consumer.received() / seconds)
                .put("decisions", rows())
                .put("latencyMicros", Latencies.row(latency))
                .put("dropped", consumer.dropped())
                .put("late", classifier.lateEvents())
                .put("accuracy", accuracy)
                .put("meanSteps", meanSteps())
                .end();
    }

    private double meanSteps() {
        return decisions.stream().mapToInt(StreamDecision::steps).average().orElse(0);
    }

    private List<Map<String, Object>> rows() {
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (final StreamDecision decision : decisions) {
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put("label", decision.label());
            row.put("confidence", decision.confidence());
            row.put("atMicros", decision.atMicros());
            row.put("steps", decision.steps());
            rows.add(row);
        }
        return rows;
    }
}
