package io.memspike.tasks.experiment;

import io.memspike.core.internal.Services;
import java.io.IOException;
import java.util.SortedMap;

/**
 * An experiment to be done somewhere: its result is a function of this JSON and of the files that it names.
 *
 * @param experiment its name
 * @param planJson its plan as JSON
 */
public record Job(String experiment, String planJson) {
    /** Refuses what is not there. */
    public Job {
        if (experiment == null || planJson == null) {
            throw new IllegalArgumentException(
                    "job: expected an experiment and a plan, found " + experiment + " and " + planJson);
        }
    }

    /** A plan as a job. */
    public static <P extends Record> Job of(Experiment<P, ?> experiment, P plan) {
        return new Job(experiment.name(), Plans.write(plan));
    }

    /** All experiments that are made known, by name. */
    @SuppressWarnings("rawtypes")
    public static SortedMap<String, Experiment> experiments() {
        return Services.byName(Experiment.class, "experiment", Experiment::name);
    }

    /**
     * Does it.
     *
     * @param run how; durations in the result depend on it
     * @return the result as JSON
     * @throws IllegalArgumentException where there is no such experiment, or no such plan of it
     */
    public String run(Run run) throws IOException {
        return Results.json(run(found(), run));
    }

    /**
     * The settings of its experiment.
     *
     * @throws IllegalArgumentException where there is no such experiment
     */
    public PlanFields fields() {
        return new PlanFields(found().plan());
    }

    private Experiment<?, ?> found() {
        final Experiment<?, ?> found = experiments().get(experiment);
        if (found == null) {
            throw new IllegalArgumentException("experiment: expected one of "
                    + String.join(", ", experiments().keySet()) + ", found '" + experiment + "'");
        }
        return found;
    }

    /**
     * Does it from its beginning, whatever becomes of it: what an attempt before left unfinished in files of its own is gone.
     *
     * @param number its place among the jobs
     * @param run how
     * @return its result, or why there is none
     */
    public JobRunner.Outcome outcome(int number, Run run) {
        try {
            JobFiles.prepare(this);
            return new JobRunner.Outcome(number, run(run), null);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return new JobRunner.Outcome(number, null, Failures.line(e));
        }
    }

    private <P extends Record, R extends Record> R run(Experiment<P, R> found, Run run) throws IOException {
        return found.run(Plans.read(planJson, found.plan()), run);
    }
}
