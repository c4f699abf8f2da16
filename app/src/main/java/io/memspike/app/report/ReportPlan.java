package io.memspike.app.report;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;

/** What a page tells of a model; the components say what they mean, and are null where nothing is asked for. */
record ReportPlan(
        @Option(label = "FILE", says = "a model file", required = true)
        Path model,

        DataChoice data,

        @Option(label = "FILE", says = "an event file, instead of a data set; for classifiers")
        Path events,

        @Option(
                label = "N",
                says = "the first N; 0 for all",
                shown =
                        "1000, or all where there are fewer; all of an event file, and all images that pixels are classified of")
        Integer samples,

        @Option(
                label = "THRESHOLD",
                says = "of confidence, or of a picture's change",
                shown = "0.8, PRIME's, and the model's")
        Double earlyStop,

        @Option(written = true, label = "FILE", says = "the page", required = true)
        Path out,

        long seed) {
    /** Refuses what contradicts itself. */
    ReportPlan {
        if (events != null && data.isGiven()) {
            throw new IllegalArgumentException("expected one of --dataset and --events, found both");
        }
    }
}
