package io.memspike.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that share out numbered tasks: each takes the next number until none is left. */
final class WorkerPool implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

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
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            final Thread thread = new Thread(work, "memspike-trainer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs tasks 0 … count − 1 and returns when all are done; what they wrote is visible to the caller. */
    void run(int count, Task task) {
        final AtomicInteger next = new AtomicInteger();
        final List<Callable<Void>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            final int worker = i;
            parts.add(() -> {
                for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                    task.run(worker, number);
                }
                return null;
            });
        }
        try {
            for (final var part : executor.invokeAll(parts)) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
