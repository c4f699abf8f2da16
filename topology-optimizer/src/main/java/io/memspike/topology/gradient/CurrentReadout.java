package io.memspike.topology.gradient;

/**
 * What reads a node's currents in the forward pass, such as converters, with a way back of its own and one number that may be
 * learnt, such as its full scale. Without one the way back goes straight through. Immutable and thread-safe; a batch is read by
 * one.
 */
public interface CurrentReadout {
    /**
     * Replaces currents by what is read of them.
     *
     * @param currents of one step, channel-last (≥ outputs). Modified.
     * @param read number of this read, as of {@link io.memspike.core.Synapses.Reader#accumulate}
     */
    void read(float[] currents, long read);

    /**
     * The way back of one step.
     *
     * @param currents as they were. Not modified.
     * @param readings what was read of them. Not modified.
     * @param gradient ∂L/∂readings, of which ∂L/∂currents is made. Modified.
     * @return ∂L/∂number, of the number that may be learnt
     */
    double back(float[] currents, float[] readings, float[] gradient);
}
