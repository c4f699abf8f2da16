package io.memspike.tasks.sweep;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.plan.Spread;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What came of a sweep; the components say what they mean. */
public record SweepResult(
        @Means("what was done at each point") String experiment,
        List<Point> points,
        @Means("number of jobs") int jobs,
        @Means("of them done by this run") int done,

        @Means("of them done before, whose results were there")
        int found,

        @Means("of them without a result, since they failed")
        int failed,

        @Means("file of the results, one line a job") Path results,
        @Means("file of the table, one line a point") Path table,
        @Means("the file, or null") Path plot,
        @Means("duration of this run in seconds") double seconds,
        @JsonIgnore List<String> swept,
        @JsonIgnore List<String> figures,
        @JsonIgnore String firstFailure) {
    /** A point; the components say what they mean. */
    public record Point(
            @Means("what the point has, by name") Map<String, Object> fields,

            @Means("mean, sample standard deviation and number of each figure, by its key")
            Map<String, Figure> figures,

            @Means("of its jobs without a result") int failures,

            @Means("whether it is on the Pareto front; null where none is asked for")
            Boolean onFront) {}

    /**
     * A figure of several seeds.
     *
     * @param mean of them
     * @param deviation between them, with n − 1; 0 of one
     * @param number of them
     */
    public record Figure(double mean, double deviation, int number) {
        static Figure of(List<Double> values) {
            return new Figure(Spread.mean(values), values.size() == 1 ? 0 : Spread.deviation(values), values.size());
        }
    }
}
