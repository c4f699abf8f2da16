package io.memspike.app.picture;

import io.memspike.earlyexit.ExitCurve;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy against mean steps as a picture. */
public final class CurvePlot {
    private CurvePlot() {}

    /** Draws the curve with the chosen point and writes it in one step. */
    public static void write(Path file, String policy, List<ExitCurve.Point> curve, ExitCurve.Point chosen, int steps)
            throws IOException {
        Charts.write(file, chart(policy, curve, chosen, steps));
    }

    /** The curve with the chosen point. */
    public static XYChart chart(String policy, List<ExitCurve.Point> curve, ExitCurve.Point chosen, int steps) {
        final XYChart chart = Charts.chart("Early stop: " + policy, "mean steps of " + steps, "accuracy (%)");
        chart.getStyler().setYAxisDecimalPattern("0.##");
        chart.addSeries(
                        "threshold from 0 to 1",
                        curve.stream().mapToDouble(ExitCurve.Point::meanSteps).toArray(),
                        curve.stream()
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
