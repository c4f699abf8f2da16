package io.memspike.app.picture;

import io.memspike.tasks.segment.ScoreCurve;
import io.memspike.tasks.segment.ScoreDrawing;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How well scores part two classes, as a picture: the receiver operating characteristic, and precision over recall below it. */
public final class ScorePlot {
    private static final int MOST_POINTS = 1000; // more are not seen

    private ScorePlot() {}

    /** Draws both and writes them in one step. */
    public static void write(Path file, ScoreDrawing drawing) throws IOException {
        Charts.write(file, List.of(roc(drawing), precisionRecall(drawing)));
    }

    /** Recall over fall-out. */
    public static XYChart roc(ScoreDrawing drawing) {
        final ScoreCurve curve = drawing.curve();
        final XYChart chart = Charts.chart(drawing.title() + ": ROC", "1 − specificity", "sensitivity");
        add(chart, String.format(Locale.ROOT, "area %.4f", curve.rocArea()), curve, curve::fallOut, curve::recall, 0);
        final ScoreCurve.Decision chosen = drawing.chosen();
        if (chosen != null) {
            mark(chart, chosen, 1 - chosen.specificity(), chosen.sensitivity());
        }
        return chart;
    }

    /** Precision over recall. */
    public static XYChart precisionRecall(ScoreDrawing drawing) {
        final ScoreCurve curve = drawing.curve();
        final XYChart chart = Charts.chart(drawing.title() + ": precision and recall", "recall", "precision");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        add(
                chart,
                String.format(Locale.ROOT, "area %.4f", curve.precisionRecallArea()),
                curve,
                curve::recall,
                curve::precision,
                1);
        final ScoreCurve.Decision chosen = drawing.chosen();
        if (chosen != null) {
            mark(chart, chosen, chosen.sensitivity(), chosen.precision());
        }
        return chart;
    }

    /** From (0, {@code begin}) on. */
    private static void add(
            XYChart chart, String name, ScoreCurve curve, IntToDoubleFunction x, IntToDoubleFunction y, double begin) {
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        final int points = Math.min(MOST_POINTS, curve.points());
        final double[] across = new double[points + 1];
        final double[] up = new double[points + 1];
        up[0] = begin;
        for (int i = 0; i < points; i++) {
            final int point = (int) (((long) curve.points() * (i + 1) - 1) / points); // the last among them
            across[i + 1] = x.applyAsDouble(point);
            up[i + 1] = y.applyAsDouble(point);
        }
        chart.addSeries(name, across, up).setMarker(SeriesMarkers.NONE);
    }

    private static void mark(XYChart chart, ScoreCurve.Decision chosen, double x, double y) {
        chart.addSeries(
                        String.format(Locale.ROOT, "F1 %.4f at %.3f", chosen.f1(), chosen.threshold()),
                        new double[] {x},
                        new double[] {y})
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Color.RED)
                .setLineColor(new Color(0, 0, 0, 0));
    }
}
