package io.memspike.memristor.energy;

/** Parts of an array machine that take energy. */
public enum EnergyComponent {
    /** Current through cells: V² G t. */
    CELLS,
    /** Charging rows: C V². */
    DRIVERS,
    /** Turning inputs into pulses. */
    DAC,
    /** Conversions of columns. */
    ADC,
    /** Digital sums of converted numbers, and of spikes in pooling. */
    ADDITIONS,
    /** Arithmetic of neurons and read-out, digital. */
    NEURONS,
    /** Potentials of neurons, read and written at each step. */
    MEMORY
}
