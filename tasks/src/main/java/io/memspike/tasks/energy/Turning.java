package io.memspike.tasks.energy;

import io.memspike.memristor.energy.ArrayEnergy;
import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.tasks.energy.TurnResult.Met;
import io.memspike.tasks.energy.TurnResult.Turned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the assumptions behind an energy that was counted: one by one, and together until a ratio is met. One thread. */
final class Turning {
    /** Most assumptions that are turned at once. */
    static final int MOST = 4;

    /** Sets that are told, those that turn the fewest first. */
    static final int TOLD = 12;

    /** How near the ratio of a set must be to the one looked for, as a fraction of it. */
    static final double WITHIN = 0.05;

    private final EnergyResult counted;
    private final List<List<Choice>> choices;

    Turning(EnergyPlan plan, EnergyResult counted) {
        this.counted = counted;
        this.choices = new Choices(plan, counted).all();
    }

    /** Each choice but the standard, alone. */
    List<Turned> oneByOne() {
        final double standard = standard().ratio();
        final List<Turned> all = new ArrayList<>();
        for (final List<Choice> each : choices) {
            for (final Choice choice : each.subList(1, each.size())) {
                final Priced priced = priced(List.of(choice));
                all.add(new Turned(
                        choice.assumption().says(),
                        each.get(0).says(),
                        choice.says(),
                        priced.ratio(),
                        priced.ratio() / standard,
                        priced.array,
                        priced.digital,
                        priced.arraySeconds));
            }
        }
        return all;
    }

    /** With nothing turned. */
    Priced standard() {
        return priced(List.of());
    }

    /** The standard of every assumption, in words. */
    List<String> standards() {
        return choices.stream().map(each -> each.get(0).words()).toList();
    }

    /**
     * Sets that meet a ratio, of which none does without one of its choices; those with fewest choices first, the nearest of
     * equally many first. Where none is within reach, the nearest alone.
     */
    List<Met> meeting(double target) {
        final List<List<Choice>> found = new ArrayList<>();
        final List<Met> met = new ArrayList<>();
        Met nearest = null;
        for (int turned = 0; turned <= MOST && turned <= choices.size(); turned++) {
            final List<Met> here = new ArrayList<>();
            for (final List<Choice> set : sets(turned, 0)) {
                if (found.stream().anyMatch(set::containsAll)) {
                    continue;
                }
                final double ratio = priced(set).ratio();
                final Met one = new Met(set.stream().map(Choice::words).toList(), ratio);
                nearest =
                        nearest == null || distance(ratio, target) < distance(nearest.ratio(), target) ? one : nearest;
                if (distance(ratio, target) <= WITHIN) {
                    found.add(set);
                    here.add(one);
                }
            }
            here.sort(Comparator.comparingDouble(each -> distance(each.ratio(), target)));
            met.addAll(here);
        }
        return met.isEmpty() ? List.of(nearest) : List.copyOf(met.subList(0, Math.min(TOLD, met.size())));
    }

    private static double distance(double ratio, double target) {
        return Math.abs(ratio / target - 1);
    }

    /** All sets of so many choices, of assumptions from one on. */
    private List<List<Choice>> sets(int size, int from) {
        if (size == 0) {
            return List.of(List.of());
        }
        final List<List<Choice>> all = new ArrayList<>();
        for (int a = from; a <= choices.size() - size; a++) {
            for (final List<Choice> rest : sets(size - 1, a + 1)) {
                for (final Choice choice :
                        choices.get(a).subList(1, choices.get(a).size())) {
                    final List<Choice> set = new ArrayList<>(List.of(choice));
                    set.addAll(rest);
                    all.add(set);
                }
            }
        }
        return all;
    }

    private Priced priced(List<Choice> turned) {
        final AssumptionSet set =
                new AssumptionSet(counted.model().priced(), counted.task() == EnergyResult.Task.HOLES);
        turned.forEach(choice -> choice.turn().accept(set));
        final EnergyModel model = counted.model().under(set.assumptions());
        final EnergyReport stopped = model.report(counted.run().used(), counted.samples());
        final EnergyReport all = set.arrayStops && set.digitalStops
                ? stopped
                : model.report(counted.run().all(), counted.samples());
        final ArrayEnergy array = set.counted(set.arrayStops ? stopped : all).array();
        final DigitalEnergy digital = set.digital(set.digitalStops ? stopped : all);
        final boolean withMemory = set.countsMemory && !set.isBoard;
        return new Priced(
                withMemory ? array.joulesWithMemory() : array.joules(),
                withMemory ? digital.joulesWithMemory() : digital.joules(),
                array.seconds());
    }

    /** Both sides of a ratio. */
    record Priced(double array, double digital, double arraySeconds) {
        double ratio() {
            return digital / array;
        }
    }
}
