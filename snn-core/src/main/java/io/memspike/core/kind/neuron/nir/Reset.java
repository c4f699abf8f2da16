package io.memspike.core.kind.neuron.nir;

/** What becomes of a potential above its threshold, in the step in which it fires. */
public enum Reset {
    /** It becomes 0. */
    ZERO,
    /** It becomes the tensor {@code vReset}. */
    VALUE,
    /** It loses the threshold, for each spike. */
    SUBTRACT,
    /** It goes on. */
    NONE
}
