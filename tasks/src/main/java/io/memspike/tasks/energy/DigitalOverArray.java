package io.memspike.tasks.energy;

import io.memspike.memristor.energy.ArrayEnergy;
import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyReport;

/**
 * How many times the array's energy a digital machine takes.
 *
 * @param eventDriven one that follows the spikes
 * @param dense one that computes every step whole
 */
public record DigitalOverArray(Ratio eventDriven, Ratio dense) {
    /**
     * One machine's.
     *
     * @param arithmetic without memory
     * @param withMemory with it
     */
    public record Ratio(double arithmetic, double withMemory) {
        private static Ratio of(DigitalEnergy digital, ArrayEnergy array) {
            return new Ratio(digital.joules() / array.joules(), digital.joulesWithMemory() / array.joulesWithMemory());
        }
    }

    /** Of a mean inference. */
    public static DigitalOverArray of(EnergyReport energy) {
        final ArrayEnergy array = energy.array();
        return new DigitalOverArray(Ratio.of(energy.eventDriven(), array), Ratio.of(energy.dense(), array));
    }
}
