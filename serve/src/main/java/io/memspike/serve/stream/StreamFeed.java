package io.memspike.serve.stream;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.stream.EventClock;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredSource;
import io.memspike.tasks.experiment.Failures;
import io.memspike.tasks.plan.EventInput;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.stream.StreamBins;
import io.memspike.tasks.stream.StreamClassifier;
import io.memspike.tasks.stream.StreamDecision;
import io.memspike.tasks.stream.StreamSources;
import io.memspike.tasks.stream.StreamedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Where a stream's events come from: a source that is replayed here, or the ring of another process. */
final class StreamFeed {
    private static final long SEED = 1;
    private static final long LOOK_NANOS = 20_000_000;

    private final StreamedModel model;
    private final Kernels kernels;
    private final Path ring; // null of a replay
    private final EventInput<EventSource> opened; // null of a ring
    private final EventSource source;
    private final double speed;
    private volatile PacedReplay replay;
    private volatile Thread player;
    private volatile Throwable failure; // of the player; null where all was played

    /** Of a ring, or of a source and of whatever is closed with it, null for nothing. */
    StreamFeed(
            StreamedModel model,
            Kernels kernels,
            Path ring,
            EventInput<EventSource> opened,
            EventSource source,
            double speed) {
        this.model = model;
        this.kernels = kernels;
        this.ring = ring;
        this.opened = opened;
        this.source = source;
        this.speed = speed;
    }

    /** A source that is replayed at so many times its recorded speed. */
    static StreamFeed replayed(StreamedModel model, Kernels kernels, String source, double speed) throws IOException {
        final EventInput<EventSource> opened = StreamSources.open(source, 0, model.binMicros());
        final List<FilterChoice> filters = opened.mapped() == null ? model.filters() : List.of();
        final EventSource events =
                filters.isEmpty() ? opened.events() : new FilteredSource(opened.events(), filters, SEED);
        return new StreamFeed(model, kernels, null, opened, events, speed);
    }

    /** The ring of another process, which may be still to come. */
    static StreamFeed ring(StreamedModel model, Kernels kernels, Path ring) {
        return new StreamFeed(model, kernels, ring, null, null, 1);
    }

    int width() {
        return source == null ? SaccadeCamera.SHAPE.width() : source.width();
    }

    int height() {
        return source == null ? SaccadeCamera.SHAPE.height() : source.height();
    }

    /** What a recording is, by its number; null where nobody knows. */
    LongFunction<Integer> truth() {
        return source == null || !source.isLabelled()
                ? null
                : recording -> source.label((int) (recording % source.recordings()));
    }

    /** Who decides. */
    StreamClassifier classifier(ExitPolicy exit, Consumer<StreamDecision> sink) throws IOException {
        final Network network = Networks.of(
                model.file(),
                model.model(),
                new Shape(2, height(), width()),
                source == null ? 0 : source.classes(),
                kernels);
        final StreamBins bins =
                source == null ? StreamSources.bins(model.binMicros()) : StreamSources.bins(source, model.binMicros());
        final EventClock clock = source == null
                ? EventClock.ofMicros()
                : new EventClock(Double.POSITIVE_INFINITY, EventClock.MAX_BEHIND_MICROS);
        return new StreamClassifier(network, bins, clock, exit, sink);
    }

    /** The ring that events are read from; null where it was stopped before there was one. */
    EventIngest open(BooleanSupplier isStopped) throws IOException {
        if (ring != null) {
            while (!Files.exists(ring, LinkOption.NOFOLLOW_LINKS)) {
                if (isStopped.getAsBoolean()) {
                    return null;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (Files.isSymbolicLink(ring)) { // made since it was asked for
                throw new IOException("source: expected a ring in the server's folder, found a link");
            }
            final EventIngest other = EventIngest.open(ring);
            if (other.isClosed() || other.hasReader()) {
                other.close();
                throw new IOException(
                        "source: expected a ring that nobody has read, found one that has, or had, a reader");
            }
            return other;
        }
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        final PacedReplay playing = new PacedReplay(source, ingest.producer(0), speed);
        replay = playing;
        player = new Thread(
                () -> {
                    try {
                        playing.run();
                    } catch (IOException | RuntimeException | Error e) {
                        failure = e; // the stream ends there, and says why
                    }
                },
                "memspike-replay");
        player.setDaemon(true);
        player.start();
        return ingest;
    }

    /**
     * Waits for the end of what is played.
     *
     * @param heard who has heard it
     * @throws IOException in one line, where that ended before all was played
     */
    void requirePlayed(EventConsumer heard) throws IOException {
        if (heard.gone() > 0) {
            throw new IOException(
                    "source: expected a writer that ends the stream, found that its process has ended first");
        }
        if (player == null) {
            return;
        }
        try {
            player.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (failure != null) {
            throw new IOException(Failures.line(failure), failure);
        }
    }

    void pause(boolean paused) {
        final PacedReplay playing = replay;
        if (playing != null) {
            playing.pause(paused);
        }
    }

    void stop() {
        final PacedReplay playing = replay;
        final Thread thread = player;
        if (playing != null) {
            playing.stop();
        }
        if (thread != null) {
            thread.interrupt(); // where it waits for room
        }
    }

    void close() {
        stop();
        if (opened != null) {
            try {
                if (player != null) {
                    player.join();
                }
                opened.close();
            } catch (IOException e) {
                return; // it was read, and nothing is lost
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
