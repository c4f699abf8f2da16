package io.memspike.core.stream;

/** What becomes of the membrane potential when a neuron fires. */
public enum Reset {
    /** It becomes 0. */
    ZERO,

    /** The threshold is subtracted, as NIR defines it. */
    SUBTRACT
}
