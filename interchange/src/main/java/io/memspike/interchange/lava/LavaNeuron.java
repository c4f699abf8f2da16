package io.memspike.interchange.lava;

/**
 * Neurons of a layer, in Loihi's integers.
 *
 * @param currentDecay what the current loses of 4096 parts a step
 * @param voltageDecay the same of the potential
 * @param threshold mantissa of the threshold
 */
public record LavaNeuron(int currentDecay, int voltageDecay, int threshold) {
    /** What lava-dl takes where a layer says nothing: a sum that never fires. */
    static final LavaNeuron SUM = new LavaNeuron(0, 4096, (1 << 17) - 1);
}
