package io.memspike.tasks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Numbered tasks shared out over threads. */
public final class Parallel {
    private Parallel() {}

    /**
     * Does tasks 0 … count − 1 and returns when all are done.
     *
     * @param count number of tasks
     * @param threads at least 1
     * @param workers gives what does tasks, one for each thread
     * @param progress told the number of tasks done, by any thread, but one at a time
     */
    public static void run(int count, int threads, Supplier<IntConsumer> workers, IntConsumer progress) {
        final AtomicInteger next = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        final Runnable loop = () -> {
            final IntConsumer worker = workers.get();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    worker.accept(i);
                } catch (RuntimeException | Error e) {
                    next.set(count); // nobody begins another one
                    throw e;
                }
                synchronized (done) {
                    progress.accept(done.incrementAndGet());
                }
            }
        };
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            final List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(loop));
            }
            for (final Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
