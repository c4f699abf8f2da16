package io.memspike.app.picture;

import io.memspike.tasks.energy.TurnDrawing;
import io.memspike.tasks.energy.TurnResult;
import io.memspike.tasks.energy.TurnResult.Turned;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What each assumption does to a ratio: a bar from the ratio with nothing turned to the one with it, on a logarithmic axis. */
public final class TurnPlot {
    private static final float WIDE = 6f;
    private static final double ROOM = 0.9; // for words beside bars, as a part of the decades that bars take

    private TurnPlot() {}

    /** Draws the bars, the first choice on top, and writes them in one step. */
    public static void write(Path file, TurnDrawing drawing) throws IOException {
        Charts.write(file, chart(drawing));
    }

    /** The chart. */
    static XYChart chart(TurnDrawing drawing) {
        final TurnResult result = drawing.result();
        final XYChart chart = Charts.chart(drawing.title(), "times the array's energy", "");
        final List<Turned> turned = result.turned();
        final double[] ratios = DoubleStream.concat(
                        DoubleStream.of(result.ratio()), turned.stream().mapToDouble(Turned::ratio))
                .sorted()
                .toArray();
        final double most = ratios[ratios.length - 1];
        final double decades = Math.max(1, Math.log10(most / ratios[0]));
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisTicksVisible(false)
                .setYAxisMin(-1.0)
                .setYAxisMax((double) turned.size())
                .setXAxisMax(most * Math.pow(10, ROOM * decades));
        chart.getStyler().setLegendVisible(false);
        vertical(chart, "nothing turned", result.ratio(), turned.size(), Color.DARK_GRAY);
        if (result.target() != null) {
            vertical(chart, "reported", result.target(), turned.size(), Color.RED);
        }
        for (int i = 0; i < turned.size(); i++) {
            final double row = turned.size() - 1.0 - i;
            final String name =
                    turned.get(i).assumption() + ": " + turned.get(i).choice();
            bar(chart, name, new double[] {result.ratio(), turned.get(i).ratio()}, row);
            chart.addAnnotation(new AnnotationText(name, most * Math.pow(10, ROOM / 2 * decades), row, false));
        }
        return chart;
    }

    private static void vertical(XYChart chart, String name, double at, int rows, Color colour) {
        final XYSeries line = chart.addSeries(name, new double[] {at, at}, new double[] {-1, rows});
        line.setMarker(SeriesMarkers.NONE).setLineColor(colour).setLineStyle(new BasicStroke(1));
    }

    private static void bar(XYChart chart, String name, double[] ratios, double row) {
        chart.addSeries(name, ratios, new double[] {row, row})
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.BLUE)
                .setLineStyle(new BasicStroke(WIDE));
    }
}
