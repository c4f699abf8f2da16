package io.memspike.core.kind.neuron.nir;

/** How often a neuron can fire in a step. */
public enum Spikes {
    /** Once, where the potential exceeds the threshold. */
    ONE,
    /** As often as the threshold fits into the potential, {@code ⌊v/vThreshold⌋} where that is above 0; thresholds are above 0. */
    MANY
}
