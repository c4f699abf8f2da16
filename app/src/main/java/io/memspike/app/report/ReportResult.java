package io.memspike.app.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What a page says; the components say what they mean. */
record ReportResult(
        @Means(
                "of a classifier: share of test samples classified rightly, in [0, 1]; of pixels, where these are classified")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Double accuracy,

        @Means("of a classifier: the same with early stop") @JsonInclude(JsonInclude.Include.NON_NULL)
        Double accuracyEarlyStop,

        @Means("of an auto-encoder: mean squared error in the hole, in [−1, 1]")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Double holeMse,

        @Means("of a network that classifies pixels: area under precision over recall, of all images together")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Double prAuc,

        @Means("of the same: area under recall over fall-out") @JsonInclude(JsonInclude.Include.NON_NULL)
        Double rocAuc,

        @Means("mean steps with early stop") double meanSteps,
        @Means("steps without early stop") int steps,
        @Means("number of test samples, or of images") int samples,

        @Means("`classifier`, `auto-encoder` or `segmentation`")
        String kind,

        @Means("the page") Path file,
        @Means("the seed") long seed) {}
