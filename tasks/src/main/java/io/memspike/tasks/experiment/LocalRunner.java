package io.memspike.tasks.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Does jobs in this process, one after another, since each makes use of all threads.
 *
 * @param run how each is done
 */
public record LocalRunner(Run run) implements JobRunner {
    @Override
    public Stream<String> run(List<Job> jobs, Progress progress) {
        final Progress.Bar bar = progress.begin("jobs", jobs.size());
        final AtomicInteger done = new AtomicInteger();
        return jobs.stream()
                .map(job -> {
                    final String result = result(job);
                    bar.to(done.incrementAndGet());
                    return result;
                })
                .onClose(bar::close);
    }

    private String result(Job job) {
        try {
            return job.run(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
