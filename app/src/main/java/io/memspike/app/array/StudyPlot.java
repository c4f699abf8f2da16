package io.memspike.app.array;

import io.memspike.app.picture.Charts;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.hardware.StudyDrawing;
import io.memspike.tasks.hardware.StudyMeasure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A study as a picture. */
final class StudyPlot {
    private StudyPlot() {}

    /** Mean of what is measured with bars of one standard deviation between devices. */
    static void write(Path file, StudyDrawing drawing) throws IOException {
        final StudyMeasure measure = drawing.measure();
        final StudyPlan plan = drawing.plan();
        final List<StudyPoint> points = drawing.points();
        final XYChart chart =
                Charts.chart(drawing.title(), plan.sweep().effect().axis(), measure.axis());
        chart.getStyler().setXAxisLogarithmic(plan.sweep().logarithmic());
        if (!plan.sweep().logarithmic()) {
            chart.getStyler().setXAxisDecimalPattern("0.######");
        }
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.addSeries(
                        plan.repeats() == 1
                                ? "one device"
                                : "mean of " + plan.repeats() + " devices ± standard deviation",
                        points.stream().mapToDouble(StudyPoint::value).toArray(),
                        points.stream()
                                .mapToDouble(point -> measure.factor() * point.mean())
                                .toArray(),
                        points.stream()
                                .mapToDouble(point -> measure.factor() * point.deviation())
                                .toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        Charts.write(file, chart);
    }
}
