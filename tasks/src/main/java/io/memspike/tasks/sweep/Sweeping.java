package io.memspike.tasks.sweep;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Does an experiment at many points, each a {@link Job}, and tells what came of all; see {@link SweepPlan}. */
@AutoService(Experiment.class)
@SuppressWarnings("rawtypes")
public final class Sweeping implements Experiment<SweepPlan, SweepResult> {
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public SweepResult run(SweepPlan plan, Run run) throws IOException {
        final long start = System.nanoTime();
        final SweepText text = SweepText.read(plan.plan());
        final Path directory = plan.directory();
        run.requireDrawing(plan.plot(), plan.plan());
        SweepTable.requireKeys(plan.plan(), text);
        final JobRunner runner = JobRunners.find(plan.on(), run, plan.atOnce());
        plan.requireParquet(runner);
        final List<SweepJob> jobs = SweepJobs.of(plan.plan(), directory, text);
        final Path file = directory.resolve("results.jsonl");
        final Path csv = directory.resolve("table.csv");
        try (ResultLines lines = ResultLines.open(file)) {
            final Map<String, SweepJob> missing = new LinkedHashMap<>(); // equal points are one job
            jobs.stream()
                    .filter(job -> !lines.has(job) || plan.retry() && lines.failure(job) != null)
                    .forEach(job -> missing.put(job.id(), job));
            doJobs(runner, List.copyOf(missing.values()), run, lines);
            final SweepTable table = SweepTable.of(text, jobs, lines);
            table.write(csv);
            if (plan.parquet() != null) {
                runner.writeParquet(file, plan.parquet());
            }
            run.draw(
                    plan.plot(),
                    new SweepDrawing(
                            plan.plan().getFileName().toString(),
                            text.swept(),
                            table.figures(),
                            List.copyOf(text.front().keySet()),
                            table.points()));
            final List<String> failures =
                    jobs.stream().map(lines::failure).filter(Objects::nonNull).toList();
            return new SweepResult(
                    text.experiment().name(),
                    table.points(),
                    jobs.size(),
                    missing.size(),
                    jobs.size() - missing.size(),
                    failures.size(),
                    file,
                    csv,
                    plan.plot(),
                    (System.nanoTime() - start) / NANOS,
                    text.swept(),
                    table.figures(),
                    failures.isEmpty() ? null : failures.get(0));
        }
    }

    private static void doJobs(JobRunner runner, List<SweepJob> missing, Run run, ResultLines lines)
            throws IOException {
        final List<Job> jobs = missing.stream().map(SweepJob::job).toList();
        try (Stream<JobRunner.Outcome> outcomes = runner.run(jobs, run.progress())) {
            for (final Iterator<JobRunner.Outcome> each = outcomes.iterator(); each.hasNext(); ) {
                final JobRunner.Outcome outcome = each.next();
                lines.add(missing.get(outcome.job()), outcome);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
