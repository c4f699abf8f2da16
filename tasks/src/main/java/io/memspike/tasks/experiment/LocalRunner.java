package io.memspike.tasks.experiment;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Does jobs in this process.
 *
 * @param run how each is done
 * @param atOnce jobs at a time, at least 1; each has {@code run}'s threads to itself
 */
public record LocalRunner(Run run, int atOnce) implements JobRunner {
    /** One job after another. */
    public LocalRunner(Run run) {
        this(run, 1);
    }

    /** Refuses what does nothing. */
    public LocalRunner {
        if (atOnce < 1) {
            throw new IllegalArgumentException("jobs at a time: expected at least 1, found " + atOnce);
        }
    }

    @Override
    public Stream<Outcome> run(List<Job> jobs, Progress progress) {
        final Progress.Bar bar = progress.begin("jobs", jobs.size());
        final AtomicBoolean closed = new AtomicBoolean();
        final ExecutorService pool = Executors.newFixedThreadPool(atOnce, work -> {
            final Thread thread = new Thread(work, "memspike-job");
            thread.setDaemon(true);
            return thread;
        });
        final CompletionService<Outcome> done = new ExecutorCompletionService<>(pool);
        for (int i = 0; i < jobs.size(); i++) {
            final int number = i;
            done.submit(() -> closed.get() ? null : jobs.get(number).outcome(number, run));
        }
        return IntStream.range(0, jobs.size())
                .mapToObj(i -> {
                    final Outcome outcome = next(done);
                    bar.to(i + 1L);
                    return outcome;
                })
                .onClose(() -> {
                    closed.set(true);
                    pool.shutdown();
                    bar.close();
                });
    }

    private static Outcome next(CompletionService<Outcome> done) {
        try {
            return done.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("jobs were interrupted", e);
        } catch (ExecutionException e) { // of an error, such as too little memory: an outcome tells all else
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
