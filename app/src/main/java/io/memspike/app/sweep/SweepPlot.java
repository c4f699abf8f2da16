package io.memspike.app.sweep;

import io.memspike.app.picture.Charts;
import io.memspike.tasks.sweep.SweepDrawing;
import io.memspike.tasks.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A sweep as a picture: lines over one field, a line for each value of another; a map of two fields; points and their front. */
final class SweepPlot {
    private SweepPlot() {}

    static void write(Path file, SweepDrawing drawing) throws IOException {
        if (drawing.figures().isEmpty()) {
            throw new IOException(file + ": expected a figure to draw, found none, as no job has a result");
        }
        final List<Chart<?, ?>> charts = new ArrayList<>();
        final String figure = drawing.figures().get(0);
        final List<String> numbers = drawing.swept().stream()
                .filter(name -> drawing.points().stream()
                        .allMatch(point -> point.fields().get(name) instanceof Number))
                .toList();
        if (!numbers.isEmpty()) {
            charts.add(lines(drawing, figure, numbers.get(0)));
        }
        if (drawing.swept().size() == 2) {
            charts.add(map(drawing, figure));
        }
        if (!drawing.front().isEmpty()) {
            charts.add(front(drawing));
        }
        if (charts.isEmpty()) {
            throw new IOException(file + ": expected a field of numbers, two fields or a Pareto front to draw, found "
                    + drawing.swept());
        }
        Charts.write(file, charts);
    }

    /** One series for each combination of what else differs. */
    private static Chart<?, ?> lines(SweepDrawing drawing, String figure, String over) {
        final XYChart chart = Charts.chart(drawing.title(), over, figure);
        final Map<String, List<SweepResult.Point>> series = new LinkedHashMap<>();
        for (final SweepResult.Point point : drawing.points()) {
            final Map<String, Object> others = new LinkedHashMap<>(point.fields());
            others.remove(over);
            if (point.figures().containsKey(figure)) {
                series.computeIfAbsent(others.isEmpty() ? figure : others.toString(), name -> new ArrayList<>())
                        .add(point);
            }
        }
        series.forEach((name, points) -> {
            points.sort((one, other) -> Double.compare(number(one, over), number(other, over)));
            chart.addSeries(
                            name,
                            points.stream()
                                    .mapToDouble(point -> number(point, over))
                                    .toArray(),
                            points.stream()
                                    .mapToDouble(point -> mean(point, figure))
                                    .toArray(),
                            points.stream()
                                    .mapToDouble(
                                            point -> point.figures().get(figure).deviation())
                                    .toArray())
                    .setMarker(SeriesMarkers.CIRCLE);
        });
        return chart;
    }

    private static Chart<?, ?> map(SweepDrawing drawing, String figure) {
        final List<Object> columns = values(drawing, drawing.swept().get(0));
        final List<Object> rows = values(drawing, drawing.swept().get(1));
        final List<Number[]> cells = new ArrayList<>();
        for (final SweepResult.Point point : drawing.points()) {
            if (point.figures().containsKey(figure)) {
                cells.add(new Number[] {
                    columns.indexOf(point.fields().get(drawing.swept().get(0))),
                    rows.indexOf(point.fields().get(drawing.swept().get(1))),
                    mean(point, figure)
                });
            }
        }
        final HeatMapChart chart = Charts.map(
                drawing.title() + ": " + figure,
                drawing.swept().get(0),
                drawing.swept().get(1));
        chart.addSeries(figure, columns, rows, cells);
        return chart;
    }

    private static List<Object> values(SweepDrawing drawing, String name) {
        return drawing.points().stream()
                .map(point -> point.fields().getOrDefault(name, ""))
                .distinct()
                .toList();
    }

    private static Chart<?, ?> front(SweepDrawing drawing) {
        final String across = drawing.front().get(1);
        final String up = drawing.front().get(0);
        final XYChart chart = Charts.chart(drawing.title() + ": Pareto front", across, up);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        for (final boolean isOn : new boolean[] {false, true}) {
            final List<SweepResult.Point> points = drawing.points().stream()
                    .filter(point -> Boolean.valueOf(isOn).equals(point.onFront())
                            && point.figures().containsKey(across)
                            && point.figures().containsKey(up))
                    .toList();
            if (!points.isEmpty()) {
                chart.addSeries(
                        isOn ? "on the front" : "behind",
                        points.stream()
                                .mapToDouble(point -> mean(point, across))
                                .toArray(),
                        points.stream().mapToDouble(point -> mean(point, up)).toArray());
            }
        }
        return chart;
    }

    private static double number(SweepResult.Point point, String field) {
        return ((Number) point.fields().get(field)).doubleValue();
    }

    private static double mean(SweepResult.Point point, String figure) {
        return point.figures().get(figure).mean();
    }
}
