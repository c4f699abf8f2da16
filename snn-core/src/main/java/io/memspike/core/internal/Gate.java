package io.memspike.core.internal;

import java.util.concurrent.Phaser;

/**
 * Where a fixed number of threads wait for each other, again and again: what they wrote before is visible to all behind it.
 * Rounds follow each other closely, so whoever waits looks for a moment before it sleeps: waking a thread takes longer than
 * many a round.
 */
public final class Gate {
    private static final long LOOK_NANOS = 200_000;

    private final Phaser phaser;
    private final long lookNanos;

    /** For that many threads, at least 1. */
    public Gate(int threads) {
        phaser = new Phaser(threads);
        lookNanos = threads <= Runtime.getRuntime().availableProcessors() ? LOOK_NANOS : 0;
    }

    /** Waits for all threads; false where the gate is closed, for whoever waits there too. */
    public boolean pass() {
        final int phase = phaser.arrive();
        final long end = System.nanoTime() + lookNanos;
        while (phaser.getPhase() == phase && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return phaser.awaitAdvance(phase) >= 0;
    }

    /** Nobody waits any more. */
    public void close() {
        phaser.forceTermination();
    }
}
