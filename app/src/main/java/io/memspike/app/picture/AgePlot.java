package io.memspike.app.picture;

import io.memspike.tasks.language.LanguageAgeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against age, with drift compensation and without, mean and deviation between chips, beside that in memory. */
public final class AgePlot {
    private static final double PERCENT = 100; // per share

    private AgePlot() {}

    /** Draws it, and writes the picture in one step. */
    public static void write(Path file, LanguageAgeResult.Drawing drawing) throws IOException {
        final LanguageAgeResult result = drawing.result();
        final CategoryChart chart = Charts.lines(drawing.title(), "time since programming", "accuracy (%)");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        final List<String> times =
                result.points().stream().map(LanguageAgeResult.Point::time).toList();
        chart.addSeries("in memory", times, Collections.nCopies(times.size(), PERCENT * result.digital()))
                .setMarker(SeriesMarkers.NONE);
        series(
                chart,
                "with drift compensation",
                times,
                result,
                LanguageAgeResult.Point::compensated,
                LanguageAgeResult.Point::compensatedDeviation);
        series(
                chart,
                "without",
                times,
                result,
                LanguageAgeResult.Point::plain,
                LanguageAgeResult.Point::plainDeviation);
        Charts.write(file, chart);
    }

    private static void series(
            CategoryChart chart,
            String name,
            List<String> times,
            LanguageAgeResult result,
            Function<LanguageAgeResult.Point, Double> mean,
            Function<LanguageAgeResult.Point, Double> deviation) {
        final List<Double> means = each(result, mean);
        (result.chips() == 1
                        ? chart.addSeries(name, times, means)
                        : chart.addSeries(name, times, means, each(result, deviation)))
                .setMarker(SeriesMarkers.CIRCLE);
    }

    private static List<Double> each(LanguageAgeResult result, Function<LanguageAgeResult.Point, Double> of) {
        return result.points().stream().map(point -> PERCENT * of.apply(point)).toList();
    }
}
