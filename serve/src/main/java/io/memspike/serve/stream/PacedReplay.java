package io.memspike.serve.stream;

import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.EventSource;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a source into a ring at a speed of one's own, over and over where its recordings end, and stops for as long as it is
 * paused. An event's due time is moved by pauses, so they are no latency. Controlled by any thread, played by one.
 */
final class PacedReplay {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final long LONGEST_SLEEP_NANOS = 2_000_000;

    private final EventSource source;
    private final EventProducer producer;
    private final double speed;
    private volatile boolean isPaused;
    private volatile boolean isStopped;
    private long startNanos;

    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped", null, false, false);
        }
    }

    /**
     * A replay that has not begun.
     *
     * @param speed factor of the recorded speed, above 0
     */
    PacedReplay(EventSource source, EventProducer producer, double speed) {
        this.source = source;
        this.producer = producer;
        this.speed = speed;
    }

    void pause(boolean paused) {
        isPaused = paused;
    }

    void stop() {
        isStopped = true;
    }

    /** Plays until it is stopped, or a source that cannot be repeated has ended; then the stream ends. */
    void run() throws IOException {
        startNanos = System.nanoTime();
        final boolean isRepeated = source.recordings() > 0 && source.recordingMicros() != Long.MAX_VALUE;
        try {
            long offset = 0;
            do {
                final long begin = offset;
                source.replay((micros, x, y, on) -> play(begin + micros, x, y, on));
                offset += isRepeated ? source.recordings() * source.recordingMicros() : 0;
            } while (isRepeated && offset < PackedEvent.MAX_MICROS / 2);
        } catch (StoppedException e) {
            return; // as asked
        } finally {
            producer.end();
        }
    }

    private void play(long micros, int x, int y, boolean on) {
        final long after = Math.round(micros * NANOS_PER_MICRO / speed);
        if (isPaused || isStopped || System.nanoTime() - startNanos < after) {
            producer.flush();
            await(after);
        }
        producer.offer(PackedEvent.of(micros, x, y, on), startNanos + after);
    }

    private void await(long after) {
        while (!isStopped) {
            final long now = System.nanoTime();
            if (isPaused) {
                LockSupport.parkNanos(LONGEST_SLEEP_NANOS);
                startNanos += System.nanoTime() - now;
            } else if (now - startNanos < after) {
                LockSupport.parkNanos(Math.min(LONGEST_SLEEP_NANOS, startNanos + after - now));
            } else {
                return;
            }
            if (Thread.currentThread().isInterrupted()) {
                isStopped = true;
            }
        }
        throw new StoppedException();
    }
}
