package io.memspike.tasks.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Does many jobs: here, or on many machines. */
public interface JobRunner {
    /**
     * What came of a job.
     *
     * @param job its place among the jobs, from 0
     * @param result as JSON; null where it failed
     * @param failure why it failed, in one line; else null
     */
    record Outcome(int job, String result, String failure) {
        /** Whether there is a result. */
        public boolean isDone() {
            return failure == null;
        }
    }

    /**
     * Does jobs. One that fails fails no other.
     *
     * @param jobs what is to be done
     * @param progress told the number of jobs done
     * @return what came of each, as they come, which need not be the order of the jobs; closed by whoever asked, which gives up
     *     what has not begun
     */
    Stream<Outcome> run(List<Job> jobs, Progress progress);

    /** Whether it knows Parquet. */
    default boolean knowsParquet() {
        return false;
    }

    /**
     * Writes lines of JSON as Parquet, a column a key; after all jobs.
     *
     * @param lines a file of them
     * @param directory where to; what lies there is replaced
     */
    default void writeParquet(Path lines, Path directory) throws IOException {
        throw new UnsupportedOperationException("Parquet");
    }
}
