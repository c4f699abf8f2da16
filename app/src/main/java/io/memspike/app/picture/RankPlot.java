package io.memspike.app.picture;

import io.memspike.tasks.language.LanguageStudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against the rank of adapters, or the bits of converters: in memory, on fresh chips and on aged ones. */
public final class RankPlot {
    private static final double PERCENT = 100; // per share

    private RankPlot() {}

    /** Draws it, and writes the picture in one step. */
    public static void write(Path file, LanguageStudyResult.Drawing drawing) throws IOException {
        final LanguageStudyResult result = drawing.result();
        final CategoryChart chart = Charts.lines(drawing.title(), result.sweep(), "accuracy (%)");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.addSeries("in memory", values(result), each(result, LanguageStudyResult.Point::digital))
                .setMarker(SeriesMarkers.NONE);
        series(chart, "fresh", result, LanguageStudyResult.Point::fresh);
        series(chart, "after " + result.age(), result, LanguageStudyResult.Point::aged);
        if (result.points().get(0).freshBefore() != null) {
            series(chart, "fresh, not readapted", result, LanguageStudyResult.Point::freshBefore);
            series(chart, "after " + result.age() + ", not readapted", result, LanguageStudyResult.Point::agedBefore);
        }
        Charts.write(file, chart);
    }

    private static void series(
            CategoryChart chart,
            String name,
            LanguageStudyResult result,
            Function<LanguageStudyResult.Point, LanguageStudyResult.Shares> of) {
        final List<Double> means = each(result, point -> of.apply(point).mean());
        (result.chips() == 1
                        ? chart.addSeries(name, values(result), means)
                        : chart.addSeries(
                                name,
                                values(result),
                                means,
                                each(result, point -> of.apply(point).deviation())))
                .setMarker(SeriesMarkers.CIRCLE);
    }

    private static List<String> values(LanguageStudyResult result) {
        return result.points().stream()
                .map(point -> Integer.toString(point.value()))
                .toList();
    }

    private static List<Double> each(LanguageStudyResult result, Function<LanguageStudyResult.Point, Double> of) {
        return result.points().stream().map(point -> PERCENT * of.apply(point)).toList();
    }
}
