package io.memspike.memristor.tile;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.MemristorArray;
import java.util.Objects;

/**
 * Wires a network over tiles: {@code Network.of(graph, new TiledWiring(graph, arrays, settings, kernels), kernels)}.
 *
 * @param graph the network
 * @param arrays gives the memristors of each node with weights
 * @param settings how all of them run
 * @param kernels inner loops
 */
public record TiledWiring(Graph graph, Memristors arrays, TileSettings settings, Kernels kernels) implements Substrate {
    /** Gives the memristors of a node. */
    @FunctionalInterface
    public interface Memristors {
        /** The array of a node. */
        MemristorArray of(String node, Matrix matrix);
    }

    public TiledWiring {
        Objects.requireNonNull(graph);
        Objects.requireNonNull(arrays);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(kernels);
    }

    /**
     * The node's synapses.
     *
     * @throws IllegalArgumentException where the drive cannot send what the node's inputs can be
     */
    @Override
    public TiledSynapses connect(Node node, Matrix matrix) {
        try {
            return new TiledSynapses(arrays.of(node.name(), matrix), settings.of(graph, node.name()), kernels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
        }
    }
}
