package io.memspike.app.picture;

import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerEnergy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.CategoryChart;

/**
 * Energy of each layer as a stack of its components, in two panels: the array itself, and all of the machine, in which
 * digital neurons and their memory may be far larger.
 */
public final class EnergyPlot {
    private static final double NANO = 1e9; // per joule
    private static final Set<EnergyComponent> DIGITAL =
            EnumSet.of(EnergyComponent.DIGITAL, EnergyComponent.NEURONS, EnergyComponent.MEMORY);

    private EnergyPlot() {}

    /** Draws the stacks, layers and their sum, and writes them in one step. */
    public static void write(Path file, String title, EnergyReport report) throws IOException {
        Charts.write(file, charts(title, report));
    }

    /** The two panels. */
    public static List<CategoryChart> charts(String title, EnergyReport report) {
        final Set<EnergyComponent> array = EnumSet.complementOf(EnumSet.copyOf(DIGITAL));
        return List.of(
                panel(title + ", array", array, report),
                panel(title + ", with digital neurons", EnumSet.allOf(EnergyComponent.class), report));
    }

    private static CategoryChart panel(String title, Set<EnergyComponent> components, EnergyReport report) {
        final CategoryChart chart = Charts.stackedBars(title, "layer", "energy of an inference (nJ)");
        final List<String> names = new ArrayList<>();
        for (final LayerEnergy layer : report.layers()) {
            names.add(layer.position() + " " + layer.type());
        }
        names.add("all");
        for (final EnergyComponent component : components) {
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
