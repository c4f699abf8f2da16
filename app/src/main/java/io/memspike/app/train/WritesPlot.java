package io.memspike.app.train;

import io.memspike.app.picture.Charts;
import io.memspike.tasks.train.writes.TrainWritesResult;
import io.memspike.tasks.train.writes.TrainWritesResult.Point;
import io.memspike.tasks.train.writes.WriteSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What trainings come to over their writes, as a picture. */
final class WritesPlot {
    private static final double PER_CENT = 100;

    private WritesPlot() {}

    /** One line for each kind of training, through its lengths, with bars of one standard deviation; writes in logarithms. */
    static void write(Path file, TrainWritesResult result) throws IOException {
        final XYChart chart = Charts.chart(
                result.network() + ": " + result.repeats() + (result.repeats() == 1 ? " training" : " trainings")
                        + " a point",
                "writes",
                axis(result.measure().equals("prAuc")));
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS); // beside no curve is room for sure
        final Map<WriteSetting, List<Point>> kinds = result.points().stream()
                .collect(Collectors.groupingBy(Point::setting, LinkedHashMap::new, Collectors.toList()));
        kinds.forEach((setting, points) -> add(chart, setting.name(), points));
        Charts.write(file, chart);
    }

    /** Title of the axis of worth. */
    static String axis(boolean isOfPixels) {
        return (isOfPixels ? "area under precision over recall" : "accuracy") + " (%)";
    }

    private static void add(XYChart chart, String name, List<Point> points) {
        final List<Point> ascending = points.stream()
                .sorted(Comparator.comparingDouble(Point::writes))
                .toList();
        chart.addSeries(
                        name,
                        ascending.stream().mapToDouble(Point::writes).toArray(),
                        ascending.stream()
                                .mapToDouble(point -> PER_CENT * point.test())
                                .toArray(),
                        ascending.stream()
                                .mapToDouble(point -> point.deviation() == null ? 0 : PER_CENT * point.deviation())
                                .toArray())
                .setMarker(SeriesMarkers.CIRCLE);
    }
}
