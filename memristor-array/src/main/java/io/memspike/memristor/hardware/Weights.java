package io.memspike.memristor.hardware;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.MemristorArray;

/** The weights of a graph before they are placed: as numbers, and as the cells that are the model's own. */
public interface Weights {
    /** Plain synapses with a node's effective weights. */
    Synapses exact(Node node, Matrix matrix);

    /** A node's own cells, sound, pruned ones disconnected. */
    MemristorArray cells(Node node, Matrix matrix);

    /** The same cells under other plain synapses. */
    default Weights under(Substrate exact) {
        return new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return exact.connect(node, matrix);
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return Weights.this.cells(node, matrix);
            }
        };
    }
}
