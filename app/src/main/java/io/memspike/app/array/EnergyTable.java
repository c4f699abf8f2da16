package io.memspike.app.array;

import io.memspike.app.cli.Report;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.energy.ArrayEnergy;
import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerCounts;
import io.memspike.memristor.energy.LayerEnergy;
import io.memspike.tasks.EnergyRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code array energy} says: a table for people, keys for programs. */
final class EnergyTable {
    private static final int NAME = 12; // characters of a layer's name, at least

    private final Report report;
    private final EnergyRun.Result result;
    private final EnergyModel model;
    private final boolean isAutoEncoder;

    EnergyTable(Report report, EnergyRun.Result result, EnergyModel model, boolean isAutoEncoder) {
        this.report = report;
        this.result = result;
        this.model = model;
        this.isAutoEncoder = isAutoEncoder;
    }

    /** Everything for people. */
    void lines(int steps, boolean stops) {
        final EnergyReport energy = result.stopped();
        final ArrayEnergy array = energy.array();
        report.line(
                isAutoEncoder
                        ? "%d pictures, %.2f of %d steps, mean squared error %.4f inside the hole; per picture:"
                        : "%d samples, %.2f of %d steps, accuracy %.2f %%; per inference:",
                energy.inferences(),
                energy.meanSteps(),
                steps,
                (isAutoEncoder ? 1 : 100) * result.measured());
        report.line("");
        components(energy);
        report.line("");
        report.line("%-22s %12s %14s %12s", "(nJ)", "arithmetic", "with memory", "time (us)");
        machine("array", array.joules(), array.joulesWithMemory(), array.seconds());
        machine("digital, event-driven", energy.eventDriven());
        machine("digital, dense", energy.dense());
        ratios(energy);
        if (isAutoEncoder) {
            arrayLayers(energy.ofArray());
        }
        report.line(
                "converters: %.1f %% of the array's energy without memory, %.1f %% of theirs in reads that no row drives",
                100 * array.adcShare(), 100 * share(array.silentAdcJoules(), array.joules(EnergyComponent.ADC)));
        if (stops) {
            report.line(
                    "early stop: saves %.1f %% of the steps and %.1f %% of the array's energy, %.1f nJ of all steps' %.1f nJ",
                    100 * result.savedSteps(),
                    100 * result.saved(),
                    1e9 * (result.allSteps().array().joules() - array.joules()),
                    1e9 * result.allSteps().array().joules());
        }
        final Programming writes = energy.writes();
        report.line(
                "writes: %d cells, %d pulses, %.1f nJ, once", writes.cells(), writes.pulses(), 1e9 * writes.joules());
        report.line("");
        report.line(
                isAutoEncoder
                        ? "constants: %s; PRIME reports 62.5 x for its own array over digital hardware, and that early stop"
                                + " saves 12.5 %% of computation (Wang et al., arXiv 2407.18625)"
                        : "constants: %s; PRIME reports 37.8 x for its own array over digital hardware",
                origin());
        model.assumptions().forEach(each -> report.line("- %s", each));
    }

    /** Layers that lie in memory are the same on both sides, and hide what the array does. */
    private void arrayLayers(EnergyReport layers) {
        report.line(
                "layers on the array alone: %.1f nJ, with memory %.1f nJ",
                1e9 * layers.array().joules(), 1e9 * layers.array().joulesWithMemory());
        ratios("  digital / array, event-driven", ratios(layers, layers.eventDriven()));
        ratios("  digital / array, dense", ratios(layers, layers.dense()));
    }

    private String origin() {
        return model.constants().origin();
    }

    private void components(EnergyReport energy) {
        final StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width(energy) + "s", "(nJ)"));
        for (final EnergyComponent component : EnergyComponent.values()) {
            head.append(String.format(Locale.ROOT, " %10s", name(component)));
        }
        report.line("%s %12s", head, "time (us)");
        for (final LayerEnergy layer : energy.layers()) {
            row(name(layer), width(energy), layer.array());
        }
        row("all", width(energy), energy.array());
    }

    private static String name(LayerEnergy layer) {
        return layer.position() + " " + layer.type() + (layer.isDigital() ? " (digital)" : "");
    }

    private static int width(EnergyReport energy) {
        return energy.layers().stream().mapToInt(layer -> name(layer).length()).reduce(NAME, Math::max);
    }

    private void row(String name, int width, ArrayEnergy array) {
        final StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", name));
        for (final EnergyComponent component : EnergyComponent.values()) {
            row.append(String.format(Locale.ROOT, " %10.2f", 1e9 * array.joules(component)));
        }
        report.line("%s %12.1f", row, 1e6 * array.seconds());
    }

    private void machine(String name, DigitalEnergy digital) {
        machine(name, digital.joules(), digital.joulesWithMemory(), digital.seconds());
    }

    private void machine(String name, double joules, double withMemory, double seconds) {
        report.line("%-22s %12.1f %14.1f %12.1f", name, 1e9 * joules, 1e9 * withMemory, 1e6 * seconds);
    }

    private void ratios(EnergyReport energy) {
        ratios("digital / array, event-driven", ratios(energy, energy.eventDriven()));
        ratios("digital / array, dense", ratios(energy, energy.dense()));
    }

    private void ratios(String name, Map<String, Double> ratios) {
        report.line("%s: %.2f x, with memory %.2f x", name, ratios.get("arithmetic"), ratios.get("withMemory"));
    }

    private static Map<String, Double> ratios(EnergyReport energy, DigitalEnergy digital) {
        final ArrayEnergy array = energy.array();
        final Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("arithmetic", digital.joules() / array.joules());
        ratios.put("withMemory", digital.joulesWithMemory() / array.joulesWithMemory());
        return ratios;
    }

    /** Everything for programs. */
    void keys(int steps) {
        final EnergyReport energy = result.stopped();
        report.put("accuracy", isAutoEncoder ? null : result.measured())
                .put("holeMse", isAutoEncoder ? result.measured() : null)
                .put("meanSteps", energy.meanSteps());
        report.put("steps", steps);
        report.put("array", keys(energy.array()));
        report.put("eventDriven", keys(energy.eventDriven()));
        report.put("dense", keys(energy.dense()));
        report.put("digitalOverArray", over(energy));
        final EnergyReport ofArray = energy.ofArray();
        final Map<String, Object> placed = new LinkedHashMap<>();
        placed.put("joules", ofArray.array().joules());
        placed.put("joulesWithMemory", ofArray.array().joulesWithMemory());
        placed.put("digitalOverArray", over(ofArray));
        report.put("arrayLayers", placed);
        report.put("adcShare", energy.array().adcShare());
        report.put("layers", energy.layers().stream().map(EnergyTable::keys).toList());
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("array", keys(result.allSteps().array()));
        all.put("eventDriven", keys(result.allSteps().eventDriven()));
        all.put("dense", keys(result.allSteps().dense()));
        report.put("allSteps", all).put("earlyStopSaves", result.saved()).put("stepsSaved", result.savedSteps());
        final Map<String, Object> writes = new LinkedHashMap<>();
        writes.put("cells", energy.writes().cells());
        writes.put("pulses", energy.writes().pulses());
        writes.put("joules", energy.writes().joules());
        report.put("writes", writes);
        report.put("assumptions", new ArrayList<>(model.assumptions()));
    }

    private static Map<String, Object> over(EnergyReport energy) {
        final Map<String, Object> over = new LinkedHashMap<>();
        over.put("eventDriven", ratios(energy, energy.eventDriven()));
        over.put("dense", ratios(energy, energy.dense()));
        return over;
    }

    private static Map<String, Object> keys(LayerEnergy layer) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("layer", layer.position());
        keys.put("type", layer.type());
        keys.put("digital", layer.isDigital());
        keys.put("tiles", layer.tiles());
        keys.put("counts", keys(layer.counts()));
        keys.put("array", keys(layer.array()));
        keys.put("eventDriven", keys(layer.eventDriven()));
        keys.put("dense", keys(layer.dense()));
        return keys;
    }

    private static Map<String, Object> keys(LayerCounts counts) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("spikes", counts.spikes());
        keys.put("synapticOperations", counts.synapticOperations());
        keys.put("rowActivations", counts.rowActivations());
        keys.put("cellReads", counts.cellReads());
        keys.put("conversions", counts.conversions());
        keys.put("silentConversions", counts.silentConversions());
        keys.put("digitalOperations", counts.digitalOperations());
        keys.put("neuronUpdates", counts.neuronUpdates());
        return keys;
    }

    private static Map<String, Object> keys(ArrayEnergy array) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        for (final EnergyComponent component : List.of(EnergyComponent.values())) {
            keys.put(name(component) + "Joules", array.joules(component));
        }
        keys.put("silentAdcJoules", array.silentAdcJoules());
        keys.put("joules", array.joules());
        keys.put("joulesWithMemory", array.joulesWithMemory());
        keys.put("seconds", array.seconds());
        return keys;
    }

    private static Map<String, Object> keys(DigitalEnergy digital) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("joules", digital.joules());
        keys.put("joulesWithMemory", digital.joulesWithMemory());
        keys.put("seconds", digital.seconds());
        return keys;
    }

    private static String name(EnergyComponent component) {
        return component.name().toLowerCase(Locale.ROOT);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
