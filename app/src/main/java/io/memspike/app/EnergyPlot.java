package io.memspike.app;

import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerEnergy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;

/** Energy of each layer as a stack of its components. */
final class EnergyPlot {
    private static final double NANO = 1e9; // per joule

    private EnergyPlot() {}

    /** Draws the stacks, layers and their sum, and writes them in one step. */
    static void write(Path file, String title, EnergyReport report) throws IOException {
        Pictures.write(file, chart(title, report));
    }

    /** The stacks, layers and their sum. */
    static CategoryChart chart(String title, EnergyReport report) {
        final CategoryChart chart = Pictures.stackedBars(title, "layer", "energy of an inference (nJ)");
        final List<String> names = new ArrayList<>();
        for (final LayerEnergy layer : report.layers()) {
            names.add(layer.position() + " " + layer.type());
        }
        names.add("all");
        for (final EnergyComponent component : EnergyComponent.values()) {
            final List<Double> joules = new ArrayList<>();
            for (final LayerEnergy layer : report.layers()) {
                joules.add(NANO * layer.array().joules(component));
            }
            joules.add(NANO * report.array().joules(component));
            chart.addSeries(component.name().toLowerCase(Locale.ROOT), names, joules);
        }
        return chart;
    }
}
