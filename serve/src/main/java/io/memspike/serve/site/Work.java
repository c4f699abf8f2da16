package io.memspike.serve.site;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that compute answers: as many as may work at once, and a bounded number of tasks that wait for them. Whoever
 * listens to the network never computes. Thread-safe.
 */
public final class Work implements AutoCloseable {
    private static final int MOST_WAITING = 2048;

    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService clock;

    /** So many threads. */
    Work(int threads) {
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> named("work", task));
        clock = new ScheduledThreadPoolExecutor(1, task -> named("clock", task));
    }

    private static Thread named(String name, Runnable task) {
        final Thread thread = new Thread(task, "memspike-serve-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Has a task done.
     *
     * @throws RejectedExecutionException where too many wait
     */
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                pool);
    }

    /** Repeats something short, which never waits, until the server ends. */
    public void every(long millis, Runnable task) {
        clock.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pool.shutdownNow();
    }
}
