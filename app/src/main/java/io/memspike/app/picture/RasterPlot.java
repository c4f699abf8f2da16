package io.memspike.app.picture;

import io.memspike.core.population.SpikeRecord;
import io.memspike.tasks.simulate.RasterDrawing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Whose spikes came when, of some neurons and the last of the time, with the rate of all below. */
public final class RasterPlot {
    private static final int NEURONS = 250;
    private static final double SECONDS = 0.5; // at most, the last ones
    private static final double BIN_SECONDS = 0.001;

    private RasterPlot() {}

    /** Draws both, and writes them in one step. */
    public static void write(Path file, RasterDrawing drawing) throws IOException {
        final int steps = drawing.spikes().steps();
        final int from = Math.max(0, steps - (int) Math.round(SECONDS / drawing.stepSeconds()));
        Charts.write(file, List.of(raster(drawing, from), rate(drawing, from)));
    }

    /** Every so many neurons one, so that all groups are seen. */
    static XYChart raster(RasterDrawing drawing, int from) {
        final SpikeRecord spikes = drawing.spikes();
        final int every = Math.max(1, drawing.neurons() / NEURONS);
        final int first = spikes.starts()[from];
        final int size = spikes.size() - first;
        final double[] x = new double[size];
        final double[] y = new double[size];
        int n = 0;
        for (int step = from; step < spikes.steps(); step++) {
            for (int s = spikes.starts()[step]; s < spikes.starts()[step + 1]; s++) {
                if (spikes.neurons()[s] % every == 0) {
                    x[n] = (step + 1) * drawing.stepSeconds();
                    y[n++] = spikes.neurons()[s];
                }
            }
        }
        final XYChart chart = Charts.chart(
                String.format(
                        Locale.ROOT,
                        "%s: spikes of every %d. of %,d neurons",
                        drawing.name(),
                        every,
                        drawing.neurons()),
                "s",
                "neuron");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax((double) drawing.neurons());
        chart.getStyler().setMarkerSize(2);
        if (n > 0) {
            chart.addSeries("spikes", Arrays.copyOf(x, n), Arrays.copyOf(y, n))
                    .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                    .setMarker(SeriesMarkers.CIRCLE);
        }
        return chart;
    }

    /** In bins of a millisecond. */
    static XYChart rate(RasterDrawing drawing, int from) {
        final int[] starts = drawing.spikes().starts();
        final int bin = Math.max(1, (int) Math.round(BIN_SECONDS / drawing.stepSeconds()));
        final int bins = Math.max(1, (starts.length - 1 - from) / bin);
        final double[] x = new double[bins];
        final double[] y = new double[bins];
        for (int b = 0; b < bins; b++) {
            final int begin = from + b * bin;
            final int end = Math.min(starts.length - 1, begin + bin);
            x[b] = end * drawing.stepSeconds();
            y[b] = (starts[end] - starts[begin]) / (drawing.neurons() * (end - begin) * drawing.stepSeconds());
        }
        final XYChart chart = Charts.chart("Rate of all, in bins of 1 ms", "s", "Hz");
        chart.getStyler().setLegendVisible(false);
        chart.addSeries("rate", x, y).setMarker(SeriesMarkers.NONE);
        return chart;
    }
}
