package io.memspike.tasks.hardware;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.plan.ConverterChoice;
import java.nio.file.Path;
import java.util.List;

/** What a model achieves on arrays; the components say what they mean. */
public record StudyResult(
        @Means("name of the effect") String sweep,
        List<Point> points,
        @Means("as given") String device,
        @Means("the converters in words, or null") String converters,
        @Means("devices at each point, as given") int repeats,
        @Means("number of samples, or of images") int samples,
        @Means("seed of the first device, as given") long seed,
        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot,
        @JsonIgnore String cells,
        @JsonIgnore StudyMeasure measure,
        @JsonIgnore StudyPlan plan,
        @JsonIgnore ConverterPlan trained,
        @JsonIgnore List<StudyPoint> found) {
    /** One strength; the components say what they mean. */
    public record Point(
            @Means("its strength") double value,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Means("of a classifier: mean share of samples classified rightly, in [0, 1]")
            Double accuracy,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Means("of an auto-encoder instead: mean squared error inside the hole, in [−1, 1]")
            Double holeMse,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Means(
                    "of a network that classifies pixels instead: area under precision over recall, mean of whole images")
            Double prAuc,

            @Means("its sample standard deviation between devices")
            double deviation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Means("that of each device")
            List<Double> accuracies,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Means("that of each device")
            List<Double> holeMses,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Means("that of each device")
            List<Double> prAucs) {
        private static Point of(StudyMeasure measure, StudyPoint point) {
            final boolean isAccuracy = measure == StudyMeasure.ACCURACY;
            final boolean isError = measure == StudyMeasure.HOLE_ERROR;
            final boolean isArea = measure == StudyMeasure.PR_AUC;
            return new Point(
                    point.value(),
                    isAccuracy ? point.mean() : null,
                    isError ? point.mean() : null,
                    isArea ? point.mean() : null,
                    point.deviation(),
                    isAccuracy ? point.results() : null,
                    isError ? point.results() : null,
                    isArea ? point.results() : null);
        }
    }

    static StudyResult of(
            StudyChoice choice,
            String cells,
            int samples,
            StudyMeasure measure,
            StudyPlan plan,
            ConverterPlan trained,
            List<StudyPoint> found) {
        final ConverterPlan converters = plan.fixed().converters();
        return new StudyResult(
                plan.sweep().effect().option(),
                found.stream().map(point -> Point.of(measure, point)).toList(),
                choice.array().device(),
                converters.isExact() ? null : ConverterChoice.words(converters),
                plan.repeats(),
                samples,
                plan.seed(),
                choice.csv(),
                choice.plot(),
                cells,
                measure,
                plan,
                trained,
                found);
    }
}
