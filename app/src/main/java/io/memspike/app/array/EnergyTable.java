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
import io.memspike.tasks.EnergyEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code array energy} says: a table for people, keys for programs. */
final class EnergyTable {
    private final Report report;
    private final EnergyEvaluation.Result result;
    private final EnergyModel model;

    EnergyTable(Report report, EnergyEvaluation.Result result, EnergyModel model) {
        this.report = report;
        this.result = result;
        this.model = model;
    }

    /** Everything for people. */
    void lines(int steps, boolean stops) {
        final EnergyReport energy = result.stopped();
        final ArrayEnergy array = energy.array();
        report.line(
                "%d samples, %.2f of %d steps, accuracy %.2f %%; per inference:",
                energy.inferences(), energy.meanSteps(), steps, 100 * result.accuracy());
        report.line("");
        components(energy);
        report.line("");
        report.line("%-22s %12s %14s %12s", "(nJ)", "arithmetic", "with memory", "time (us)");
        machine("array", array.joules(), array.joulesWithMemory(), array.seconds());
        machine("digital, event-driven", energy.eventDriven());
        machine("digital, dense", energy.dense());
        ratios(energy);
        report.line(
                "converters: %.1f %% of the array's energy without memory, %.1f %% of theirs in reads that no row drives",
                100 * array.adcShare(), 100 * share(array.silentAdcJoules(), array.joules(EnergyComponent.ADC)));
        if (stops) {
            report.line(
                    "early stop: saves %.1f %% of the array's energy, %.1f nJ of all steps' %.1f nJ",
                    100 * result.saved(),
                    1e9 * (result.allSteps().array().joules() - array.joules()),
                    1e9 * result.allSteps().array().joules());
        }
        final Programming writes = energy.writes();
        report.line(
                "writes: %d cells, %d pulses, %.1f nJ, once", writes.cells(), writes.pulses(), 1e9 * writes.joules());
        report.line("");
        report.line("constants: %s; PRIME reports 37.8 x for its own array over digital hardware", origin());
        model.assumptions().forEach(each -> report.line("- %s", each));
    }

    private String origin() {
        return model.constants().origin();
    }

    private void components(EnergyReport energy) {
        final StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-12s", "(nJ)"));
        for (final EnergyComponent component : EnergyComponent.values()) {
            head.append(String.format(Locale.ROOT, " %10s", name(component)));
        }
        report.line("%s %12s", head, "time (us)");
        for (final LayerEnergy layer : energy.layers()) {
            row(layer.position() + " " + layer.type(), layer.array());
        }
        row("all", energy.array());
    }

    private void row(String name, ArrayEnergy array) {
        final StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
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
        report.put("accuracy", result.accuracy()).put("meanSteps", energy.meanSteps());
        report.put("steps", steps);
        report.put("array", keys(energy.array()));
        report.put("eventDriven", keys(energy.eventDriven()));
        report.put("dense", keys(energy.dense()));
        final Map<String, Object> over = new LinkedHashMap<>();
        over.put("eventDriven", ratios(energy, energy.eventDriven()));
        over.put("dense", ratios(energy, energy.dense()));
        report.put("digitalOverArray", over);
        report.put("adcShare", energy.array().adcShare());
        report.put("layers", energy.layers().stream().map(EnergyTable::keys).toList());
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("array", keys(result.allSteps().array()));
        all.put("eventDriven", keys(result.allSteps().eventDriven()));
        all.put("dense", keys(result.allSteps().dense()));
        report.put("allSteps", all).put("earlyStopSaves", result.saved());
        final Map<String, Object> writes = new LinkedHashMap<>();
        writes.put("cells", energy.writes().cells());
        writes.put("pulses", energy.writes().pulses());
        writes.put("joules", energy.writes().joules());
        report.put("writes", writes);
        report.put("assumptions", new ArrayList<>(model.assumptions()));
    }

    private static Map<String, Object> keys(LayerEnergy layer) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("layer", layer.position());
        keys.put("type", layer.type());
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
