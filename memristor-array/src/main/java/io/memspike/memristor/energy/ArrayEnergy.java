package io.memspike.memristor.energy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an inference takes on the array.
 *
 * @param components joules of each component
 * @param silentAdcJoules those of the converters in reads in which no row of the tile is driven
 * @param skippedAdcJoules those that the converters would take in such reads that are left out; no part of the components
 * @param seconds duration
 */
public record ArrayEnergy(
        Map<EnergyComponent, Double> components, double silentAdcJoules, double skippedAdcJoules, double seconds) {
    /** Nothing. */
    public static final ArrayEnergy NONE = new ArrayEnergy(Map.of(), 0, 0, 0);

    public ArrayEnergy {
        final Map<EnergyComponent, Double> all = new EnumMap<>(EnergyComponent.class);
        for (final EnergyComponent component : EnergyComponent.values()) {
            all.put(component, components.getOrDefault(component, 0.0));
        }
        components = Collections.unmodifiableMap(all);
    }

    /** Joules of a component. */
    public double joules(EnergyComponent component) {
        return components.get(component);
    }

    /** Joules of all components. */
    public double joulesWithMemory() {
        return joules() + joules(EnergyComponent.MEMORY);
    }

    /** Joules of all components but memory. */
    public double joules() {
        double sum = 0;
        for (final EnergyComponent component : EnergyComponent.values()) {
            sum += component == EnergyComponent.MEMORY ? 0 : joules(component);
        }
        return sum;
    }

    /** Share of the converters in {@link #joules()}, in [0, 1]. */
    public double adcShare() {
        return joules() == 0 ? 0 : joules(EnergyComponent.ADC) / joules();
    }

    /** Both, one after the other. */
    public ArrayEnergy plus(ArrayEnergy other) {
        final Map<EnergyComponent, Double> sums = new EnumMap<>(components);
        other.components.forEach((component, joules) -> sums.merge(component, joules, Double::sum));
        return new ArrayEnergy(
                sums,
                silentAdcJoules + other.silentAdcJoules,
                skippedAdcJoules + other.skippedAdcJoules,
                seconds + other.seconds);
    }

    /** The mean of {@code inferences}, of which this is the sum. */
    ArrayEnergy mean(double inferences) {
        final Map<EnergyComponent, Double> means = new EnumMap<>(components);
        means.replaceAll((component, joules) -> joules / inferences);
        return new ArrayEnergy(
                means, silentAdcJoules / inferences, skippedAdcJoules / inferences, seconds / inferences);
    }
}
