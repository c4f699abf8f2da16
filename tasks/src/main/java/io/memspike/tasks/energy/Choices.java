package io.memspike.tasks.energy;

import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.ArrayHardware.SilentReads;
import io.memspike.memristor.energy.EnergyAssumptions.WeightTraffic;
import io.memspike.memristor.energy.EnergyConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * All that can be assumed of an energy that was counted: for each {@link Assumption} that matters the standard first.
 */
final class Choices {
    private final List<List<Choice>> all = new ArrayList<>();
    private final EnergyResult counted;
    private final EnergyPlan plan;

    Choices(EnergyPlan plan, EnergyResult counted) {
        this.plan = plan;
        this.counted = counted;
        technology();
        numbers();
        memory();
        machine();
        converters();
        work();
    }

    /** The choices of each assumption, the standard first. */
    List<List<Choice>> all() {
        return List.copyOf(all);
    }

    private void technology() {
        final String name = counted.constants().equals("energy-40nm.json") ? "45nm" : "40nm";
        final EnergyConstants other = plan.technology().in(name);
        final String given = plan.technology().told() == null
                ? ""
                : ", with " + plan.technology().told();
        final List<Choice> technologies = new ArrayList<>();
        technologies.add(choice("as " + counted.constants() + " says" + given, set -> {}));
        technologies.add(choice(
                "both machines in " + name.replace("nm", " nm") + given,
                set -> set.priced = set.priced.with(other, other)));
        if (AssumptionSet.isScaledTo7(counted.model().constants())) {
            technologies.add(choice("digital parts of both in 7 nm", set -> set.in7Nanometres = true));
        }
        add(Assumption.TECHNOLOGY, technologies.toArray(Choice[]::new));
    }

    private void numbers() {
        add(
                Assumption.NUMBERS,
                choice("32-bit floats", set -> {}),
                choice("16-bit floats", set -> set.numbers = AssumptionSet.Numbers.FLOAT_16),
                choice("8-bit integers", set -> set.numbers = AssumptionSet.Numbers.INTEGER_8));
    }

    private void memory() {
        add(
                Assumption.MEMORY,
                choice("none, all is reused", set -> {}),
                choice("every operand of every operation", set -> set.countsMemory = true),
                choice("every weight once a step, from outside the chip", set -> {
                    set.countsMemory = true;
                    set.priced = set.priced.with(WeightTraffic.ONCE_A_STEP);
                }));
    }

    private void machine() {
        add(
                Assumption.MACHINE,
                choice("follows the spikes", set -> {}),
                choice("computes every step whole", set -> set.isDense = true),
                choice("the same on a graphics board at its peak", set -> set.isDense = set.isBoard = true));
    }

    private void converters() {
        final List<Choice> bits = new ArrayList<>();
        IntStream.concat(IntStream.of(plan.adcBits()), IntStream.of(4, 6, 8, 10).filter(b -> b != plan.adcBits()))
                .forEach(b -> bits.add(choice(
                        Integer.toString(b),
                        set -> set.priced =
                                set.priced.with(set.priced.hardware().withBits(b)))));
        add(Assumption.BITS, bits.toArray(Choice[]::new));
        add(
                Assumption.SHARING,
                choice("a pair of columns on each tile", set -> {}),
                choice("every column by itself", sharing(ArrayHardware.Sharing.COLUMN)),
                choice("all tiles one below the other", sharing(ArrayHardware.Sharing.TILES)),
                choice("a converter for each column", set -> set.columns = 1),
                choice("64 columns in turn", set -> set.columns = 64));
        final boolean isTaken = plan.hardware().silent() == SilentReads.TAKEN;
        final SilentReads other = isTaken ? SilentReads.SKIPPED_WHERE_EQUAL : SilentReads.TAKEN;
        add(
                Assumption.SILENT_READS,
                choice(isTaken ? "taken" : "skipped where nothing else changes", set -> {}),
                choice(
                        isTaken ? "skipped where nothing else changes" : "taken",
                        set -> set.priced =
                                set.priced.with(set.priced.hardware().with(other))));
    }

    private static Consumer<AssumptionSet> sharing(ArrayHardware.Sharing sharing) {
        return set -> set.priced = set.priced.with(set.priced.hardware().with(sharing));
    }

    private void work() {
        add(
                Assumption.ACTIVITY,
                choice("as counted", set -> {}),
                choice("half of it", set -> set.priced = set.priced.withActivity(0.5)),
                choice("twice that", set -> set.priced = set.priced.withActivity(2)));
        if (!plan.earlyStop().equals("off")) {
            add(
                    Assumption.EARLY_STOP,
                    choice("on both machines", set -> {}),
                    choice("on the array alone", set -> set.digitalStops = false),
                    choice("on neither", set -> set.digitalStops = set.arrayStops = false));
        }
        add(
                Assumption.NEURONS,
                choice("counted", set -> {}),
                choice("left out on both machines", set -> set.priced = set.priced.withNeurons(false)));
        if (counted.task() == EnergyResult.Task.HOLES) {
            add(
                    Assumption.LAYERS,
                    choice("those on the array", set -> {}),
                    choice("all, those in memory too", set -> set.isArrayAlone = false));
        }
    }

    private static Choice choice(String says, Consumer<AssumptionSet> turn) {
        return new Choice(null, says, turn);
    }

    private void add(Assumption assumption, Choice... choices) {
        final List<Choice> named = new ArrayList<>();
        for (final Choice each : choices) {
            named.add(new Choice(assumption, each.says(), each.turn()));
        }
        all.add(named);
    }
}
