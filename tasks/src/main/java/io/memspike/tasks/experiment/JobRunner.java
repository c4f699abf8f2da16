package io.memspike.tasks.experiment;

import java.util.List;
import java.util.stream.Stream;

/** Does many jobs: here, or on many machines. */
public interface JobRunner {
    /**
     * Does jobs.
     *
     * @param jobs what is to be done
     * @param progress told the number of jobs done
     * @return the results as JSON, in the order of the jobs, as they come
     * @throws java.io.UncheckedIOException from the stream, where a job's files are not as they should be
     */
    Stream<String> run(List<Job> jobs, Progress progress);
}
