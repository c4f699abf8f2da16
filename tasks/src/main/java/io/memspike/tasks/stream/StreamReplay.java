package io.memspike.tasks.stream;

import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.EventSource;
import java.io.IOException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Plays a source into an ingest, at recorded speed or as fast as possible. At recorded speed an event is due its
 * microseconds after the start; what was due earlier goes out at once and keeps its due time. One thread.
 */
public final class StreamReplay {
    private static final long NANOS_PER_MICRO = 1_000;

    private final EventSource source;
    private final EventIngest ingest;
    private final EventProducer producer;
    private final boolean isRecordedSpeed;
    private final IdleStrategy idle = new BackoffIdleStrategy(100, 100, 1_000, 50_000);
    private long startNanos;

    /** A replay into producer 0 of an ingest. */
    public StreamReplay(EventSource source, EventIngest ingest, boolean isRecordedSpeed) {
        this.source = source;
        this.ingest = ingest;
        this.producer = ingest.producer(0);
        this.isRecordedSpeed = isRecordedSpeed;
    }

    /**
     * Plays everything and ends the stream, whatever happens.
     *
     * @return the producer, for its counters
     * @throws IOException if the source fails
     */
    public EventProducer run() throws IOException {
        startNanos = System.nanoTime();
        try {
            source.replay(isRecordedSpeed ? this::onTime : this::atOnce);
        } finally {
            producer.end();
        }
        return producer;
    }

    private void atOnce(long micros, int x, int y, boolean on) {
        producer.offer(PackedEvent.of(micros, x, y, on));
    }

    private void onTime(long micros, int x, int y, boolean on) {
        final long dueNanos = startNanos + micros * NANOS_PER_MICRO;
        if (System.nanoTime() < dueNanos) {
            producer.flush(); // nothing more for the moment
            waitUntil(dueNanos);
        }
        producer.offer(PackedEvent.of(micros, x, y, on), dueNanos);
    }

    private void waitUntil(long nanos) {
        idle.reset();
        while (System.nanoTime() < nanos
                && !ingest.isClosed()
                && !Thread.currentThread().isInterrupted()) {
            idle.idle();
        }
    }
}
