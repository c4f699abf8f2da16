package io.memspike.app.report;

import io.memspike.app.picture.Charts;
import io.memspike.tasks.SampleTrace;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of a report's page. */
final class ReportCharts {
    private static final int NEURONS = 80; // of a layer in a raster
    private static final int TRACES = 6;
    private static final int[] LAYER_COLOURS = {0x7a8699, 0x1f77b4, 0xd6604d, 0x2ca25f, 0x8856a7};

    private ReportCharts() {}

    /** Spikes of one sample: layers above each other. */
    static XYChart raster(String title, List<String> names, List<boolean[][]> layers) {
        final XYChart chart =
                steps(title, "neurons that fire, " + NEURONS + " of a layer at most", layers.get(0).length);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(4);
        chart.getStyler().setYAxisTicksVisible(false);
        int base = 0;
        for (int l = 0; l < layers.size(); l++) {
            final int[] shown = SampleTrace.someActive(layers.get(l), NEURONS);
            final List<Double> x = new ArrayList<>();
            final List<Double> y = new ArrayList<>();
            for (int i = 0; i < shown.length; i++) {
                for (int t = 0; t < layers.get(l).length; t++) {
                    if (layers.get(l)[t][shown[i]]) {
                        x.add(t + 1.0);
                        y.add((double) base + i);
                    }
                }
            }
            if (!x.isEmpty()) {
                chart.addSeries(names.get(l), x, y)
                        .setMarker(SeriesMarkers.SQUARE)
                        .setMarkerColor(new Color(LAYER_COLOURS[l % LAYER_COLOURS.length]));
            }
            base += shown.length + 6;
        }
        chart.getStyler().setYAxisMin(-4.0).setYAxisMax((double) base);
        return chart;
    }

    /** Membrane potentials of a layer's liveliest neurons, with the threshold where all have the same. */
    static XYChart potentials(String title, SampleTrace.Neurons layer) {
        final int steps = layer.potentials().length;
        final XYChart chart = steps(title, "membrane potential", steps);
        for (final int neuron : SampleTrace.liveliest(layer, TRACES)) {
            final double[] values = Arrays.stream(layer.potentials())
                    .mapToDouble(step -> step[neuron])
                    .toArray();
            chart.addSeries("neuron " + neuron, numbers(steps), values).setMarker(SeriesMarkers.CIRCLE);
        }
        if (!Float.isNaN(layer.threshold())) {
            line(chart, "threshold " + layer.threshold(), layer.threshold(), steps);
        }
        return chart;
    }

    /** Curves over the steps. */
    static XYChart curves(String title, String yAxis, List<String> names, List<double[]> values) {
        final int steps = values.get(0).length;
        final XYChart chart = steps(title, yAxis, steps);
        for (int i = 0; i < values.size(); i++) {
            chart.addSeries(names.get(i), numbers(steps), values.get(i)).setMarker(SeriesMarkers.CIRCLE);
        }
        return chart;
    }

    /** A dashed level. */
    static void line(XYChart chart, String name, double level, int steps) {
        chart.addSeries(name, new double[] {1, steps}, new double[] {level, level})
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.BLACK)
                .setLineStyle(
                        new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, new float[] {6, 4}, 0));
    }

    private static XYChart steps(String title, String yAxis, int steps) {
        final XYChart chart = Charts.chart(title, "step", yAxis);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setXAxisMin(0.5).setXAxisMax(steps + 0.5).setMarkerSize(5);
        return chart;
    }

    /** How many samples stopped at which step. */
    static CategoryChart histogram(String title, String yAxis, int[] counts) {
        final CategoryChart chart = Charts.stackedBars(title, "steps until the stop", yAxis);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.addSeries(
                yAxis,
                IntStream.rangeClosed(1, counts.length).boxed().toList(),
                Arrays.stream(counts).boxed().toList());
        return chart;
    }

    /** Who was taken for whom; {@code counts} (true class, decision). */
    static HeatMapChart confusion(String title, int[][] counts) {
        final HeatMapChart chart = map(title, "decision", "true class", 700, 560);
        final int[] classes = IntStream.range(0, counts.length).toArray();
        final int[][] shares = new int[counts.length][counts.length]; // (decision, true class) in per cent
        for (int truth = 0; truth < counts.length; truth++) {
            final int all = Math.max(1, Arrays.stream(counts[truth]).sum());
            for (int decision = 0; decision < counts.length; decision++) {
                shares[decision][truth] = Math.round(100f * counts[truth][decision] / all);
            }
        }
        chart.addSeries("% of a class", classes, classes, shares);
        chart.getStyler().setShowValue(true).setMin(0).setMax(100);
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0xfee08b), new Color(0x2c7fb8)});
        return chart;
    }

    /** A recording as the loudness of bands of pitch in frames; {@code values} (bands, frames) in [0, 1]. */
    static HeatMapChart spectrogram(String title, double[][] values) {
        final HeatMapChart chart = map(title, "frame", "band of pitch", 560, 380);
        final List<Number[]> cells = new ArrayList<>();
        for (int band = 0; band < values.length; band++) {
            for (int frame = 0; frame < values[band].length; frame++) {
                cells.add(new Number[] {frame, band, values[band][frame]});
            }
        }
        chart.addSeries(
                "loudness",
                IntStream.range(0, values[0].length).boxed().toList(),
                IntStream.range(0, values.length).boxed().toList(),
                cells);
        chart.getStyler().setShowValue(false).setMin(0).setMax(1).setHeatMapValueDecimalPattern("0.##");
        chart.getStyler().setRangeColors(new Color[] {new Color(0x440154), new Color(0x21918c), new Color(0xfde725)});
        return chart;
    }

    private static HeatMapChart map(String title, String xAxis, String yAxis, int width, int height) {
        System.setProperty("java.awt.headless", "true");
        final HeatMapChart chart = new HeatMapChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setPlotContentSize(1);
        return chart;
    }

    /** Cost against what is lost, with the chosen point. */
    static XYChart tradeOff(String title, String yAxis, List<double[]> points, double[] chosen, double threshold) {
        final XYChart chart = Charts.chart(title, "mean steps", yAxis);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.addSeries(
                        "threshold from large to 0",
                        points.stream().mapToDouble(point -> point[0]).toArray(),
                        points.stream().mapToDouble(point -> point[1]).toArray())
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries(String.format(Locale.ROOT, "chosen: %.3g", threshold), new double[] {chosen[0]}, new double[] {
                    chosen[1]
                })
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Color.RED)
                .setLineColor(new Color(0, 0, 0, 0));
        return chart;
    }

    private static double[] numbers(int steps) {
        return IntStream.rangeClosed(1, steps).asDoubleStream().toArray();
    }
}
