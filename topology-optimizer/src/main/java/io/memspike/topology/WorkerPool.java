package io.memspike.topology;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed number of threads, the caller among them, that share out numbered tasks: each takes the next number until none
 * is left. Rounds follow each other closely, so whoever waits looks for a moment before it sleeps: waking a thread takes
 * longer than many a round. One caller at a time.
 */
final class WorkerPool implements AutoCloseable {
    private static final long LOOK_NANOS = 200_000;

    private final Phaser gate; // advances when a round begins and when it ends
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long lookNanos;
    private Task task; // of this round, as count is: written before it begins
    private int count;

    /** A numbered task. */
    @FunctionalInterface
    interface Task {
        /** Does task {@code number}; at most one call at a time has this {@code worker}. */
        void run(int worker, int number);
    }

    WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        gate = new Phaser(threads);
        lookNanos = threads <= Runtime.getRuntime().availableProcessors() ? LOOK_NANOS : 0;
        for (int i = 1; i < threads; i++) {
            final int worker = i;
            final Thread thread = new Thread(() -> serve(worker), "memspike-trainer-" + worker);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Runs tasks 0 … count − 1 and returns when all are done; what they wrote is visible to the caller, and to the tasks
     * of later rounds. The first exception or error of a task is handed on, at the end of the round.
     *
     * @throws IllegalStateException where the caller was interrupted
     */
    void run(int tasks, Task what) {
        task = what;
        count = tasks;
        next.set(0);
        failure.set(null);
        passGate();
        work(0);
        passGate();
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("training was interrupted");
        }
        final Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void serve(int worker) {
        while (passGate()) {
            work(worker);
            passGate();
        }
    }

    private void work(int worker) {
        try {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                task.run(worker, number);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Waits for all threads; false where the pool is closed. */
    private boolean passGate() {
        final int phase = gate.arrive();
        final long end = System.nanoTime() + lookNanos;
        while (gate.getPhase() == phase && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return gate.awaitAdvance(phase) >= 0;
    }

    @Override
    public void close() {
        gate.forceTermination();
    }
}
