package io.memspike.app.picture;

import io.memspike.tasks.hardware.ConverterStudyDrawing;
import io.memspike.tasks.hardware.ConverterStudyResult;
import io.memspike.tasks.hardware.ConverterStudyResult.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against bits, with training that knew of the converters and without, and below it what converters take. */
public final class ConverterStudyPlot {
    private static final String BITS = "bits of a conversion";
    private static final double PERCENT = 100; // per share
    private static final double NANO = 1e9; // per joule

    private ConverterStudyPlot() {}

    /** Draws both charts, and writes them in one step. */
    public static void write(Path file, ConverterStudyDrawing drawing) throws IOException {
        Charts.write(file, List.of(accuracy(drawing), energy(drawing)));
    }

    private static XYChart accuracy(ConverterStudyDrawing drawing) {
        final ConverterStudyResult result = drawing.result();
        final XYChart chart = Charts.chart("Behind converters: " + drawing.title(), BITS, "accuracy (%)");
        chart.getStyler().setXAxisDecimalPattern("0").setLegendPosition(Styler.LegendPosition.OutsideS);
        series(chart, "trained with them", result, Point::awareAccuracy, Point::awareDeviation);
        series(chart, "trained without", result, Point::plainAccuracy, Point::plainDeviation);
        chart.addSeries("without converters", bits(result), each(result, PERCENT, point -> result.idealAccuracy()))
                .setMarker(SeriesMarkers.NONE);
        return chart;
    }

    private static void series(
            XYChart chart,
            String name,
            ConverterStudyResult result,
            ToDoubleFunction<Point> mean,
            ToDoubleFunction<Point> deviation) {
        final double[] means = each(result, PERCENT, mean);
        (result.repeats() == 1
                        ? chart.addSeries(name, bits(result), means)
                        : chart.addSeries(name, bits(result), means, each(result, PERCENT, deviation)))
                .setMarker(SeriesMarkers.CIRCLE);
    }

    private static XYChart energy(ConverterStudyDrawing drawing) {
        final ConverterStudyResult result = drawing.result();
        final XYChart chart = Charts.chart("Energy of an inference", BITS, "nJ");
        chart.getStyler()
                .setXAxisDecimalPattern("0")
                .setYAxisLogarithmic(true)
                .setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.addSeries("converters", bits(result), each(result, NANO, Point::adcJoules))
                .setMarker(SeriesMarkers.CIRCLE);
        chart.addSeries("the whole array, without memory", bits(result), each(result, NANO, Point::arrayJoules))
                .setMarker(SeriesMarkers.CIRCLE);
        return chart;
    }

    private static double[] bits(ConverterStudyResult result) {
        return each(result, 1, Point::bits);
    }

    private static double[] each(ConverterStudyResult result, double factor, ToDoubleFunction<Point> of) {
        return result.points().stream()
                .mapToDouble(point -> factor * of.applyAsDouble(point))
                .toArray();
    }
}
