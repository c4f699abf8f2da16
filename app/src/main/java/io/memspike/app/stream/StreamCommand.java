package io.memspike.app.stream;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.core.stream.EventClock;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.StreamClassifier;
import io.memspike.tasks.StreamDecision;
import io.memspike.tasks.StreamReplay;
import io.memspike.tasks.plan.EventInput;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
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
public final class StreamCommand implements Callable<Integer> {
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

    @Option(
            names = "--max-jump-ms",
            paramLabel = "N",
            description =
                    "How far ahead of the latest a time stamp of a ring may lie; what lies beyond is counted and lost"
                            + " (default: 3000).")
    private Integer maxJumpMs;

    private final List<StreamDecision> decisions = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        final ExitPolicy exit = ExitPolicies.of(policy, earlyStop);
        final boolean isRecordedSpeed = StreamSources.isRecordedSpeed(speed);
        final IngestSpec ring = IngestSpec.blocking().with(replay.backPressure());
        final EventClock clock = clock();
        final Model model = ModelNetwork.read(file);
        if (StreamSources.isIpc(source)) {
            final Network network = Networks.of(file, model, SaccadeCamera.SHAPE, 0, common.kernels());
            listen(
                    StreamSources.ipcFile(source),
                    new StreamClassifier(network, StreamSources.bins(), clock, exit, decisions::add));
            return 0;
        }
        try (EventInput<EventSource> opened = StreamSources.open(source, replay.samples());
                EventIngest ingest = EventIngest.allocate(ring)) {
            final EventSource events = opened.events();
            final Shape input = new Shape(2, events.height(), events.width());
            final Network network = Networks.of(file, model, input, events.classes(), common.kernels());
            final StreamClassifier classifier =
                    new StreamClassifier(network, StreamSources.bins(events), clock, exit, decisions::add);
            final FutureTask<?> task = new FutureTask<>(new StreamReplay(events, ingest, isRecordedSpeed)::run);
            final EventConsumer consumer = ingest.consumer();
            final Thread thread = new Thread(task, "memspike-replay");
            thread.setDaemon(true);
            if (isRecordedSpeed) {
                classifier.warmUp(WARM_UP_NANOS);
            }
            thread.start();
            final double seconds = drain(consumer, classifier, events.recordings());
            task.get();
            report(consumer, classifier, seconds, events);
        }
        return 0;
    }

    /** The clock of a ring; sources of our own are in order, and all their time stamps are believed. */
    private EventClock clock() {
        if (!StreamSources.isIpc(source)) {
            if (maxJumpMs != null) {
                throw new IllegalArgumentException(
                        "--max-jump-ms: expected ipc:PATH, found " + source + ", whose time stamps are in order");
            }
            return new EventClock(Double.POSITIVE_INFINITY, EventClock.MAX_BEHIND_MICROS);
        }
        if (replay.samples() != 0) {
            throw new IllegalArgumentException("--samples: expected none for a ring, which is read to its end");
        }
        if (maxJumpMs == null) {
            return EventClock.ofMicros();
        }
        if (maxJumpMs < 1) {
            throw new IllegalArgumentException("--max-jump-ms: expected at least 1, found " + maxJumpMs);
        }
        return new EventClock(1e3 * maxJumpMs, EventClock.MAX_BEHIND_MICROS);
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
                final double seconds = drain(consumer, classifier, 0);
                Files.delete(ring);
                report(consumer, classifier, seconds, null);
            } finally {
                Runtime.getRuntime().removeShutdownHook(farewell);
            }
        }
    }

    /** Returns the seconds that it took. */
    private static double drain(EventConsumer consumer, StreamClassifier classifier, int recordings) {
        final long start = System.nanoTime();
        if (!consumer.drain(classifier, new BackoffIdleStrategy(1_000, 100, 1_000, 50_000))) {
            throw new IllegalStateException("stream: interrupted");
        }
        classifier.end(recordings, consumer.endNanos());
        return (System.nanoTime() - start) / 1e9;
    }

    private static void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("stream: interrupted");
        }
    }

    private void report(EventConsumer consumer, StreamClassifier classifier, double seconds, EventSource events)
            throws IOException {
        new StreamReport(consumer, classifier, decisions, events, seconds)
                .write(new Report(spec.commandLine().getOut(), common.isJson()));
        if (common.isJson() && classifier.usedEvents() == 0) {
            spec.commandLine().getErr().println("memspike: " + StreamReport.NONE_USED);
        }
    }
}
