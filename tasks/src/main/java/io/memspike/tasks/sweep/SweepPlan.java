package io.memspike.tasks.sweep;

import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sweep and how it is done; the components say what they mean. */
public record SweepPlan(
        @Option(
                label = "PLAN.yaml",
                says = "what is done at which points, [as a YAML file](sweeps.md)",
                positional = true)
        Path plan,

        @Option(
                written = true,
                label = "DIR",
                says =
                        "where results go, one line a job, and the table; jobs whose results lie there are not done again",
                shown = "the plan's name without its end, beside it")
        Path out,

        @Option(label = "local|ADDRESS", says = "who does the jobs: this process, or a cluster", otherwise = "local")
        String on,

        @Option(
                label = "N",
                says = "jobs at a time in this process, which share its threads",
                otherwise = "0",
                shown = "as many as threads")
        int atOnce,

        @Option(says = "do jobs again that failed before") boolean retry,

        @Option(
                written = true,
                label = "DIR",
                says = "write all results as Parquet, too, with `--on spark://HOST:PORT`, whose format it is")
        Path parquet,

        @Option(
                written = true,
                label = "FILE.png",
                says = "draw the first figure over one or two fields, and the Pareto front")
        Path plot) {
    private static final int MOST_AT_ONCE = 1024;

    /** Refuses a number of jobs that no machine does. */
    public SweepPlan {
        if (atOnce < 0 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("--at-once: expected 0 to " + MOST_AT_ONCE + ", found " + atOnce);
        }
    }

    /** Refuses at once a Parquet that nobody would write, or over other files. */
    void requireParquet(JobRunner runner) throws IOException {
        if (parquet == null) {
            return;
        }
        if (!runner.knowsParquet()) {
            throw new IllegalArgumentException("--parquet: expected --on spark://HOST:PORT, found --on " + on);
        }
        Checkpoints.requirePlace(parquet);
        final boolean isNew = !Files.exists(parquet) || Files.exists(parquet.resolve("_SUCCESS"));
        if (!isNew) {
            throw new IOException(
                    parquet + ": expected a new directory, or one that Parquet was written to, found something else");
        }
    }

    /** Where results go. */
    Path directory() {
        if (out != null) {
            return out;
        }
        final String name = plan.getFileName().toString();
        final int end = name.lastIndexOf('.');
        return plan.resolveSibling(end > 0 ? name.substring(0, end) : name + ".results");
    }
}
