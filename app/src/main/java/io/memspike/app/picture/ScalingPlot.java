package io.memspike.app.picture;

import io.memspike.tasks.simulate.SimulateScaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Synaptic events a second against synapses, both logarithmic, a line for each number of inputs. */
public final class ScalingPlot {
    private ScalingPlot() {}

    /** Draws it, and writes the picture in one step. */
    public static void write(Path file, SimulateScaling.Drawing drawing) throws IOException {
        final SimulateScaling.Result result = drawing.result();
        final XYChart chart = Charts.chart(
                String.format(
                        Locale.ROOT,
                        "%s, %s s of each on %d threads",
                        drawing.network().name().toLowerCase(Locale.ROOT),
                        result.simulatedSeconds(),
                        result.threads()),
                "synapses",
                "synaptic events/s");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        result.sizes().stream()
                .map(SimulateScaling.Size::inputs)
                .distinct()
                .forEach(inputs -> series(
                        chart,
                        inputs,
                        result.sizes().stream()
                                .filter(size ->
                                        size.inputs() == inputs && size.synapticEvents() > 0) // no logarithm of 0
                                .toList()));
        Charts.write(file, chart);
    }

    private static void series(XYChart chart, int inputs, List<SimulateScaling.Size> sizes) {
        if (!sizes.isEmpty()) {
            chart.addSeries(
                            inputs + " inputs each",
                            sizes.stream()
                                    .mapToDouble(SimulateScaling.Size::synapses)
                                    .toArray(),
                            sizes.stream()
                                    .mapToDouble(SimulateScaling.Size::eventsPerSecond)
                                    .toArray())
                    .setMarker(SeriesMarkers.CIRCLE);
        }
    }
}
