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
    /** Digital sums of converted numbers, and of spikes in pooling; scales of columns and tokens, where tokens drive. */
    ADDITIONS,
    /** Arithmetic of layers that lie in memory, an addition for each synaptic operation. */
    DIGITAL,
    /** Arithmetic of neurons, norms, biases and read-out, digital. */
    NEURONS,
    /** Potentials of neurons, read and written at each step, and weights of layers that lie in memory. */
    MEMORY
}
