package io.memspike.app.picture;

import io.memspike.tasks.array.PartitionStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy and power against the number of crossbars as a picture. */
public final class PartitionPlot {
    private static final int POWER_AXIS = 1;

    private PartitionPlot() {}

    /** Draws both with the ideal accuracy beside them, and writes the picture in one step. */
    public static void write(Path file, PartitionStudy.Evaluation ideal, List<PartitionStudy.Result> results)
            throws IOException {
        final List<PartitionStudy.Result> sorted = results.stream()
                .sorted(Comparator.comparingInt(PartitionStudy.Result::crossbars))
                .toList();
        final double[] crossbars =
                sorted.stream().mapToDouble(PartitionStudy.Result::crossbars).toArray();
        final XYChart chart = Charts.chart("400 x 120 x 84 x 10 on crossbars with wires", "crossbars", "accuracy (%)");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0, 0.0).setYAxisMax(0, 100.0).setYAxisMin(POWER_AXIS, 0.0);
        chart.setYAxisGroupTitle(POWER_AXIS, "power (mW)");
        chart.getStyler().setYAxisGroupPosition(POWER_AXIS, Styler.YAxisPosition.Right);
        chart.addSeries(
                        "accuracy",
                        crossbars,
                        sorted.stream()
                                .mapToDouble(each -> 100 * each.accuracy())
                                .toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        final double last = crossbars[crossbars.length - 1];
        chart.addSeries(
                        String.format(Locale.ROOT, "without resistance of wires: %.2f %%", 100 * ideal.accuracy()),
                        new double[] {crossbars[0], last},
                        new double[] {100 * ideal.accuracy(), 100 * ideal.accuracy()})
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries(
                        "power of the drivers",
                        crossbars,
                        sorted.stream()
                                .mapToDouble(each -> 1e3 * each.powerWatts())
                                .toArray())
                .setMarker(SeriesMarkers.SQUARE)
                .setYAxisGroup(POWER_AXIS);
        Charts.write(file, chart);
    }
}
