package io.memspike.topology;

import io.memspike.core.internal.Gate;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A fixed number of threads, the caller among them, that share out numbered tasks: each takes its own part of the numbers,
 * the same from round to round, since what a task left lies in the caches of whoever did it; then what others have left of
 * theirs. One caller at a time.
 */
final class WorkerPool implements AutoCloseable {
    private static final int LINE = 32; // numbers in two cache lines, which are fetched together

    private final Gate gate; // passed when a round begins and when it ends
    private final AtomicIntegerArray next; // of each worker's part, a cache line apart
    private final int workers;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Task task; // of this round, as count is: written before it begins
    private int count;

    /** A numbered task. */
    @FunctionalInterface
    interface Task {
        /** Does task {@code number}; at most one call at a time has this {@code worker}. */
        void run(int worker, int number);
    }

    WorkerPool(int threads) {
        this(threads, Thread::start);
    }

    /** The same, with who starts its other threads; each runs until the pool is closed. */
    WorkerPool(int threads, Consumer<Thread> begin) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        workers = threads;
        next = new AtomicIntegerArray(threads * LINE);
        gate = new Gate(threads);
        for (int i = 1; i < threads; i++) {
            final int worker = i;
            final Thread thread = new Thread(() -> serve(worker), "memspike-trainer-" + worker);
            thread.setDaemon(true);
            begin.accept(thread);
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
        for (int worker = 0; worker < workers; worker++) {
            next.set(worker * LINE, from(worker));
        }
        failure.set(null);
        gate.pass();
        work(0);
        gate.pass();
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
        while (gate.pass()) {
            work(worker);
            gate.pass();
        }
    }

    private void work(int worker) {
        try {
            for (int i = 0; i < workers; i++) {
                workPart(worker, (worker + i) % workers);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void workPart(int worker, int part) {
        final int at = part * LINE;
        final int end = from(part + 1);
        for (int number = next.getAndIncrement(at); number < end; number = next.getAndIncrement(at)) {
            task.run(worker, number);
        }
    }

    private int from(int part) {
        return (int) ((long) count * part / workers);
    }

    @Override
    public void close() {
        gate.close();
    }
}
