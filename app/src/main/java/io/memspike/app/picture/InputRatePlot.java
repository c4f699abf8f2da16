package io.memspike.app.picture;

import io.memspike.bench.LineFit;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The cost of a step against its spikes as a picture. */
public final class InputRatePlot {
    private InputRatePlot() {}

    /** Draws the points and their line from 0 spikes on, and writes the picture in one step. */
    public static void write(Path file, List<LineFit.Point> points, LineFit fit) throws IOException {
        final XYChart chart = Charts.chart("Cost of a step: 2,312 inputs, 256 neurons", "spikes", "ns");
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries(
                        "measured: 1, 2, 5, 10, 20 % of the inputs",
                        points.stream().mapToDouble(LineFit.Point::x).toArray(),
                        points.stream().mapToDouble(LineFit.Point::y).toArray())
                .setMarker(SeriesMarkers.CIRCLE)
                .setLineColor(new Color(0, 0, 0, 0));
        final double last = points.get(points.size() - 1).x();
        chart.addSeries(
                        String.format(Locale.ROOT, "%.0f ns + %.2f ns a spike", fit.intercept(), fit.slope()),
                        new double[] {0, last},
                        new double[] {fit.at(0), fit.at(last)})
                .setMarker(SeriesMarkers.NONE);
        Charts.write(file, chart);
    }
}
