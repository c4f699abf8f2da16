package io.memspike.app.picture;

import io.memspike.earlyexit.ExitCurve;
import io.memspike.tasks.evaluate.ExitDrawing;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against mean steps as a picture. */
public final class CurvePlot {
    private CurvePlot() {}

    /** Draws the curve with the chosen point and writes it in one step. */
    public static void write(Path file, ExitDrawing curve) throws IOException {
        Charts.write(file, chart(curve));
    }

    /** The curve with the chosen point. */
    public static XYChart chart(ExitDrawing curve) {
        final ExitCurve.Point chosen = curve.chosen();
        final XYChart chart =
                Charts.chart("Early stop: " + curve.policy(), "mean steps of " + curve.steps(), "accuracy (%)");
        chart.getStyler().setYAxisDecimalPattern("0.##");
        chart.addSeries(
                        "threshold from 0 to 1",
                        curve.points().stream()
                                .mapToDouble(ExitCurve.Point::meanSteps)
                                .toArray(),
                        curve.points().stream()
                                .mapToDouble(point -> 100 * point.accuracy())
                                .toArray())
                .setMarker(SeriesMarkers.NONE);
        final XYSeries point = chart.addSeries(
                String.format(java.util.Locale.ROOT, "chosen: %.3f", chosen.threshold()),
                new double[] {chosen.meanSteps()},
                new double[] {100 * chosen.accuracy()});
        point.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Color.RED).setLineColor(new Color(0, 0, 0, 0));
        return chart;
    }
}
