package io.memspike.tasks.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.earlyexit.Calibration;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** A threshold, and all others beside it; the components say what they mean. */
public record CalibrateResult(
        @Means("the rule") String policy,
        @Means("the threshold found") float threshold,

        @Means("with that threshold, on the held-out samples: share classified rightly, in [0, 1]")
        double accuracy,

        @Means("without early stop") double accuracyAllSteps,

        @Means("mean steps with that threshold, on the held-out samples")
        double meanSteps,

        @Means("steps of a sample") int steps,
        @Means("number of held-out samples") int samples,
        @Means("the same for thresholds from 0 to 1") List<Point> curve,
        @Means("the PNG file, or null") Path plot,
        @JsonIgnore Calibration calibration) {
    /**
     * What one threshold gives.
     *
     * @param threshold above which an inference stops
     * @param accuracy share classified rightly
     * @param meanSteps mean steps
     */
    public record Point(float threshold, double accuracy, double meanSteps) {
        static Point of(ExitCurve.Point point) {
            return new Point(point.threshold(), point.accuracy(), point.meanSteps());
        }
    }
}
