package io.memspike.core.kind.neuron.nir;

/** Where potentials begin. */
public enum Start {
    /** At 0. */
    ZERO,
    /** At the tensor {@code vLeak}, where they rest. */
    LEAK,
    /** At the tensor {@code vStart}. */
    VALUE
}
