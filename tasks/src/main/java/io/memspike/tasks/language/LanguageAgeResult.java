package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What came out; the components say what they mean. */
public record LanguageAgeResult(
        @Means("share of the texts classified rightly in memory, in [0, 1]")
        double digital,

        List<Point> points,
        @Means("number of test texts") int texts,
        @Means("number of chips") int chips,
        @Means("seed of the first chip") long seed,
        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot) {
    /** One time; the components say what they mean. */
    public record Point(
            @Means("the time, as given") String time,
            @Means("the same in seconds") double seconds,

            @Means("mean share of the texts classified rightly on chips, in [0, 1], with drift compensation")
            double compensated,

            @Means("its sample standard deviation between chips; null of one")
            Double compensatedDeviation,

            @Means("that of each chip") List<Double> compensatedOf,
            @Means("the same without drift compensation") double plain,
            @Means("its deviation; null of one") Double plainDeviation,
            @Means("that of each chip") List<Double> plainOf) {}

    /**
     * A result, to be drawn.
     *
     * @param title what it is of
     * @param result what came out
     */
    public record Drawing(String title, LanguageAgeResult result) {}
}
