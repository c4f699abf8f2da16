package io.memspike.core.run;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;

/** What the weights of a graph lie on: memory, or an array of devices. */
@FunctionalInterface
public interface Substrate {
    /**
     * The synapses of a node. Called by one thread at a time; the synapses are read by all.
     *
     * @param node the node
     * @param matrix what it is, at its place
     */
    Synapses connect(Node node, Matrix matrix);
}
