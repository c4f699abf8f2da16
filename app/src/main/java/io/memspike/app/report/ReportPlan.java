package io.memspike.app.report;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;

/**
 * What a page tells of a model; null for what is not given.
 *
 * @param model a model file
 * @param data what it is tried on, unless there are events
 * @param events an event file
 * @param samples how many; 0 for all
 * @param earlyStop a threshold
 * @param out the page
 * @param seed of all draws
 */
record ReportPlan(
        @Option(label = "FILE", says = "a model file", required = true)
        Path model,

        DataChoice data,

        @Option(label = "FILE", says = "an event file, instead of a data set; for classifiers")
        Path events,

        @Option(label = "N", says = "the first N; 0 for all", shown = "1000, all of an event file")
        Integer samples,

        @Option(
                label = "THRESHOLD",
                says = "of confidence, or of a picture's change",
                shown = "0.8, PRIME's, and the model's")
        Double earlyStop,

        @Option(label = "FILE", says = "the page", required = true)
        Path out,

        long seed) {
    /** Refuses what contradicts itself. */
    ReportPlan {
        if (events != null && data.isGiven()) {
            throw new IllegalArgumentException("expected one of --dataset and --events, found both");
        }
    }
}
