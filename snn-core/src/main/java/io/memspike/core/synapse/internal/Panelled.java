package io.memspike.core.synapse.internal;

import io.memspike.core.kernel.internal.CacheLine;

/** Synapses of a full connection at positions whose weights lie in panels of a few outputs. */
public interface Panelled {
    /** Outputs of a panel. */
    int PANEL = 64;

    /** Inputs of a block: with a panel's outputs they fit into the L1 cache. */
    int BLOCK = 96;

    /** The panels: a lead, then (outputs / {@link #PANEL}, inputs, {@link #PANEL}), padded with zeros. Not to be modified. */
    float[] panels();

    /** Where a panel of a connection of so many inputs begins. */
    static int start(int panel, int inputs) {
        return CacheLine.LEAD + panel * inputs * PANEL;
    }
}
