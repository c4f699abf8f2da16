package io.memspike.memristor.energy;

import java.util.Objects;

/**
 * What work that was counted is priced under; an {@link EnergyModel} can be asked again {@linkplain EnergyModel#under under}
 * others.
 *
 * @param hardware the array
 * @param array what the parts of the array's machine take, its digital ones included
 * @param digital what the parts of the digital machine take
 * @param traffic how a digital machine comes by its weights
 * @param neurons whether neurons, norms, biases and read-out are counted, on both machines alike
 * @param activity factor to what was counted of spikes, above 0: synaptic operations, driven rows and current through cells
 */
public record EnergyAssumptions(
        ArrayHardware hardware,
        EnergyConstants array,
        EnergyConstants digital,
        WeightTraffic traffic,
        boolean neurons,
        double activity) {
    /** How a digital machine comes by its weights, where memory is counted. */
    public enum WeightTraffic {
        /** A weight for each operation, and a current there and back, from the smallest memory that holds all. */
        EACH_OPERATION,
        /** Every weight once at every step, from memory outside the chip; the rest of a step stays in registers. */
        ONCE_A_STEP
    }

    /** Refuses an activity that no input has. */
    public EnergyAssumptions {
        Objects.requireNonNull(hardware);
        Objects.requireNonNull(array);
        Objects.requireNonNull(digital);
        Objects.requireNonNull(traffic);
        if (!(activity > 0 && activity <= 1e6)) {
            throw new IllegalArgumentException("energy: expected an activity in (0, 1e6], found " + activity);
        }
    }

    /** All as it was counted, one technology for both machines. */
    public static EnergyAssumptions of(ArrayHardware hardware, EnergyConstants constants) {
        return new EnergyAssumptions(hardware, constants, constants, WeightTraffic.EACH_OPERATION, true, 1);
    }

    /** The same with another array. */
    public EnergyAssumptions with(ArrayHardware other) {
        return new EnergyAssumptions(other, array, digital, traffic, neurons, activity);
    }

    /** The same with other constants. */
    public EnergyAssumptions with(EnergyConstants ofArray, EnergyConstants ofDigital) {
        return new EnergyAssumptions(hardware, ofArray, ofDigital, traffic, neurons, activity);
    }

    /** The same with other traffic. */
    public EnergyAssumptions with(WeightTraffic other) {
        return new EnergyAssumptions(hardware, array, digital, other, neurons, activity);
    }

    /** The same with neurons counted or not. */
    public EnergyAssumptions withNeurons(boolean counted) {
        return new EnergyAssumptions(hardware, array, digital, traffic, counted, activity);
    }

    /** The same at another activity. */
    public EnergyAssumptions withActivity(double factor) {
        return new EnergyAssumptions(hardware, array, digital, traffic, neurons, factor);
    }
}
