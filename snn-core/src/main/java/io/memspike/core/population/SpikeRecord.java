package io.memspike.core.population;

/**
 * All spikes of a run, step by step, the neurons of a step ascending. Arrays are the record's own; nobody changes them.
 *
 * @param starts where each step's spikes begin in {@code neurons}, and the end [steps + 1]
 * @param neurons who spiked
 */
public record SpikeRecord(int[] starts, int[] neurons) {
    /** Number of steps. */
    public int steps() {
        return starts.length - 1;
    }

    /** Number of spikes. */
    public int size() {
        return neurons.length;
    }
}
