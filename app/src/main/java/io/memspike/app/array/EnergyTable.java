package io.memspike.app.array;

import io.memspike.app.cli.Report;
import io.memspike.memristor.area.ArrayArea;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.energy.ArrayEnergy;
import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerEnergy;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.energy.DigitalOverArray;
import io.memspike.tasks.energy.EnergyResult;
import java.util.Locale;

/** What {@code array energy} tells people. */
final class EnergyTable {
    private static final int NAME = 12; // characters of a layer's name, at least

    private final Report report;
    private final EnergyResult said;
    private final EnergyRun.Result result;
    private final boolean isAutoEncoder;

    EnergyTable(Report report, EnergyResult said) {
        this.report = report;
        this.said = said;
        this.result = said.run();
        this.isAutoEncoder = said.task() == EnergyResult.Task.HOLES;
    }

    /** Everything for people. */
    void lines(boolean stops) {
        final EnergyReport energy = result.stopped();
        final ArrayEnergy array = energy.array();
        report.line(
                head(),
                energy.inferences(),
                energy.meanSteps(),
                said.steps(),
                (isAutoEncoder ? 1 : 100) * result.measured());
        report.line("");
        components(energy);
        report.line("");
        report.line("%-22s %12s %14s %12s", "(nJ)", "arithmetic", "with memory", "time (us)");
        machine("array", array.joules(), array.joulesWithMemory(), array.seconds());
        machine("digital, event-driven", energy.eventDriven());
        machine("digital, dense", energy.dense());
        ratios("digital / array", said.digitalOverArray());
        if (isAutoEncoder) {
            arrayLayers(said.arrayLayers());
        }
        report.line(
                "converters: %.1f %% of the array's energy without memory, %.1f %% of theirs in reads that no row drives",
                100 * array.adcShare(), 100 * share(array.silentAdcJoules(), array.joules(EnergyComponent.ADC)));
        if (array.skippedAdcJoules() > 0) {
            report.line(
                    "silent reads: left out, which saves %.1f nJ, %.1f %% of what converters would take with them",
                    1e9 * array.skippedAdcJoules(),
                    100
                            * share(
                                    array.skippedAdcJoules(),
                                    array.skippedAdcJoules() + array.joules(EnergyComponent.ADC)));
        }
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
        area(energy);
        report.line("");
        report.line("constants: %s; %s", said.constants(), reported());
        said.assumptions().forEach(each -> report.line("- %s", each));
    }

    private String head() {
        return switch (said.task()) {
            case HOLES -> "%d pictures, %.2f of %d steps, mean squared error %.4f inside the hole; per picture:";
            case PIXELS -> "%d tiles, %.2f of %d steps, %.2f %% of their pixels right; per tile:";
            case CLASSES -> "%d samples, %.2f of %d steps, accuracy %.2f %%; per inference:";
        };
    }

    /** What others report of hardware of their own. */
    private String reported() {
        if (isAutoEncoder) {
            return "PRIME reports 62.5 x for its own array over digital hardware, and that early stop saves 12.5 % of"
                    + " computation (Wang et al., arXiv 2407.18625)";
        }
        return said.model().isQuantised()
                ? "Li et al. (arXiv 2311.07164) report of their own hardware that it takes 82.1, 51.2 and 99.8 % less than"
                        + " digital hardware for pruning-cnn, -crnn and -unet"
                : "PRIME reports 37.8 x for its own array over digital hardware";
    }

    /** Layers that lie in memory are the same on both sides, and hide what the array does. */
    private void arrayLayers(EnergyResult.ArrayLayers layers) {
        report.line(
                "layers on the array alone: %.1f nJ, with memory %.1f nJ",
                1e9 * layers.joules(), 1e9 * layers.joulesWithMemory());
        ratios("  digital / array", layers.digitalOverArray());
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

    private void ratios(String name, DigitalOverArray ratios) {
        ratio(name + ", event-driven", ratios.eventDriven());
        ratio(name + ", dense", ratios.dense());
    }

    private void ratio(String name, DigitalOverArray.Ratio ratio) {
        report.line(
                "%s: %.2f x, with memory %.2f x; the array takes %.1f and %.1f %% less",
                name, ratio.arithmetic(), ratio.withMemory(), less(ratio.arithmetic()), less(ratio.withMemory()));
    }

    private static double less(double times) {
        return 100 * (1 - 1 / times);
    }

    private void area(EnergyReport energy) {
        if (said.area() == null) {
            report.line("area: not told, for want of %s", said.missingConstants());
            return;
        }
        report.line("");
        report.line(
                "%-" + width(energy) + "s %10s %10s %10s %10s %10s %10s",
                "(mm2)",
                "cells",
                "drivers",
                "converters",
                "digital",
                "memory",
                "all");
        for (final LayerEnergy layer : energy.layers()) {
            area(name(layer), width(energy), layer.area());
        }
        area("all", width(energy), energy.area());
    }

    private void area(String name, int width, ArrayArea area) {
        report.line(
                "%-" + width + "s %10.4f %10.4f %10.4f %10.4f %10.4f %10.4f",
                name,
                1e6 * area.cells(),
                1e6 * area.drivers(),
                1e6 * area.converters(),
                1e6 * area.digital(),
                1e6 * area.memory(),
                1e6 * area.squareMetres());
    }

    private static String name(EnergyComponent component) {
        return component.name().toLowerCase(Locale.ROOT);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
