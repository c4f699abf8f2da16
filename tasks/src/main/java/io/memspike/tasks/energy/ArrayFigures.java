package io.memspike.tasks.energy;

import io.memspike.memristor.energy.ArrayEnergy;
import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.tasks.experiment.Means;

/** What an inference takes on the array; the components say what they mean. */
public record ArrayFigures(
        @Means("current through cells") double cellsJoules,
        @Means("charging rows") double driversJoules,
        @Means("turning inputs into pulses") double dacJoules,
        @Means("conversions of columns") double adcJoules,

        @Means("digital sums of converted numbers and of spikes")
        double additionsJoules,

        @Means("layers that lie in memory") double digitalJoules,
        @Means("neurons with norms and biases") double neuronsJoules,
        @Means("potentials and weights in memory") double memoryJoules,

        @Means("part of `adcJoules` in reads in which no row of the tile is driven")
        double silentAdcJoules,

        @Means("what the converters would take in such reads that are left out; in no sum")
        double skippedAdcJoules,

        @Means("sum without memory") double joules,
        @Means("sum with memory") double joulesWithMemory,
        @Means("duration") double seconds) {
    static ArrayFigures of(ArrayEnergy array) {
        return new ArrayFigures(
                array.joules(EnergyComponent.CELLS),
                array.joules(EnergyComponent.DRIVERS),
                array.joules(EnergyComponent.DAC),
                array.joules(EnergyComponent.ADC),
                array.joules(EnergyComponent.ADDITIONS),
                array.joules(EnergyComponent.DIGITAL),
                array.joules(EnergyComponent.NEURONS),
                array.joules(EnergyComponent.MEMORY),
                array.silentAdcJoules(),
                array.skippedAdcJoules(),
                array.joules(),
                array.joulesWithMemory(),
                array.seconds());
    }
}
