package io.memspike.core.kind.neuron;

import io.memspike.core.graph.Kind;

/** A kind whose output is spikes, which training lets a gradient pass through. */
public interface SpikingKind extends Kind {
    /** Stands in for the derivative of a spike. */
    Surrogate surrogate();
}
