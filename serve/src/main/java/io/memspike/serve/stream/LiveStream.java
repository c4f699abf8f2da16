package io.memspike.serve.stream;

import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.tasks.experiment.Failures;
import io.memspike.tasks.plan.LatencyMicros;
import io.memspike.tasks.stream.StreamClassifier;
import io.memspike.tasks.stream.StreamDecision;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** A stream under way, on a thread of its own that waits for nobody who looks. Thread-safe. */
final class LiveStream implements AutoCloseable {
    private static final long WARM_UP_NANOS = 300_000_000;
    private static final int LATEST = 12;
    private static final long JOIN_MILLIS = 5_000;

    /** How far it is. */
    enum State {
        /** It waits for the first event. */
        WAITING,
        /** Events come. */
        RUNNING,
        /** It stands still, and goes on. */
        PAUSED,
        /** There are no more events. */
        ENDED,
        /** Somebody ended it. */
        STOPPED,
        /** Something was wrong. */
        FAILED
    }

    private final StreamChoice choice;
    private final StreamFeed feed;
    private final TimeSurface surface;
    private final StreamClassifier classifier;
    private final UnaryOperator<String> unplaced;
    private final Deque<Frame.Decision> latest = new ArrayDeque<>();
    private final Thread thread;
    private volatile State state = State.WAITING;
    private volatile boolean isPaused;
    private volatile boolean isStopped;
    private String failure;
    private long decided;
    private long right;
    private long events;
    private long dropped;

    /**
     * A stream that has not begun.
     *
     * @param feed where events are from
     * @param unplaced takes names of places out of lines
     */
    LiveStream(StreamChoice choice, StreamFeed feed, UnaryOperator<String> unplaced) throws IOException {
        this.choice = choice;
        this.feed = feed;
        this.unplaced = unplaced;
        this.surface = new TimeSurface(feed.width(), feed.height());
        this.classifier = feed.classifier(choice.exit(), this::decide);
        this.thread = new Thread(this::run, "memspike-stream");
        thread.setDaemon(true);
    }

    /** What was asked for. */
    StreamChoice choice() {
        return choice;
    }

    /** Begins. */
    void begin() {
        thread.start();
    }

    private void run() {
        State end = State.STOPPED;
        try {
            classifier.warmUp(WARM_UP_NANOS);
            final EventIngest ingest = feed.open(() -> isStopped);
            if (ingest != null) {
                final EventConsumer consumer;
                try (ingest) {
                    consumer = ingest.consumer();
                    drain(consumer);
                }
                if (!isStopped) {
                    feed.requirePlayed(consumer);
                }
            }
            end = isStopped ? State.STOPPED : State.ENDED;
        } catch (IOException | RuntimeException | Error e) { // whatever it is: clients are told
            end = isStopped ? State.STOPPED : State.FAILED;
            synchronized (this) {
                failure = isStopped ? null : unplaced.apply(Failures.line(e));
            }
        } finally {
            feed.close();
            state = end;
        }
    }

    private void drain(EventConsumer consumer) {
        final IdleStrategy idle = new BackoffIdleStrategy(100, 100, 1_000, 1_000_000);
        while (!isStopped && !consumer.hasEnded()) {
            final boolean isStill = isPaused;
            final int work = isStill ? 0 : consumer.poll(this::take);
            if (work > 0) {
                state = State.RUNNING;
            } else if (isStill) {
                state = State.PAUSED;
            }
            synchronized (this) {
                events = consumer.received();
                dropped = consumer.dropped();
            }
            idle.idle(work);
        }
        if (!isStopped) {
            synchronized (this) {
                classifier.end(consumer.endNanos());
            }
        }
    }

    private synchronized void take(long[] batch, int count, long dueNanos) {
        surface.see(batch, count);
        classifier.onEvents(batch, count, dueNanos);
    }

    private void decide(StreamDecision made) { // within the lock of who takes events
        final LongFunction<Integer> truth = feed.truth();
        final Integer is = truth == null ? null : truth.apply(made.recording());
        decided++;
        right += is != null && is == made.label() ? 1 : 0;
        latest.addFirst(new Frame.Decision(made.recording(), made.label(), is, made.confidence(), made.steps()));
        if (latest.size() > LATEST) {
            latest.removeLast();
        }
    }

    /** As it is now. */
    synchronized Frame frame() {
        final List<Double> upTo = new ArrayList<>();
        final List<Long> counts = new ArrayList<>();
        if (decided > 0) {
            Frame.bins(classifier.latencyNanos(), upTo, counts);
        }
        return new Frame(
                state,
                failure,
                choice.model(),
                choice.source(),
                surface.width(),
                surface.height(),
                surface.picture(),
                surface.micros(),
                events,
                dropped,
                List.copyOf(latest),
                decided,
                feed.truth() == null ? null : (Long) right,
                decided == 0 ? null : LatencyMicros.of(classifier.latencyNanos()),
                upTo,
                counts);
    }

    /** Whether it stands still from now on, or goes on. */
    void pause(boolean paused) {
        isPaused = paused;
        feed.pause(paused);
    }

    /** Whether nothing more comes. */
    boolean hasEnded() {
        return state == State.ENDED || state == State.STOPPED || state == State.FAILED;
    }

    /** Waits until nothing more comes, so many milliseconds at most; 0 for as long as it takes. */
    void awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** Stops, and waits until it has. */
    @Override
    public void close() {
        isStopped = true;
        feed.stop();
        try {
            awaitEnd(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
