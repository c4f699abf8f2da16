package io.memspike.memristor.energy;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a graph does beside its weights, told by the layer with weights that it stands behind: biases, sums of several
 * edges, delays of edges, and every node without weights. Nothing is left out; what stands behind no weights is told with the
 * first layer.
 */
final class Peripherals {
    private final Graph graph;
    private final Map<String, NodeWork> work = new LinkedHashMap<>(); // by node with weights

    Peripherals(Graph graph) {
        this.graph = graph;
        final List<Node> layers = graph.nodesOf(MatrixKind.class);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("energy: expected a node with weights, found none");
        }
        layers.forEach(layer -> work.put(layer.name(), NodeWork.NONE));
        for (final Node node : graph.nodes()) {
            final String layer = layerOf(node.name(), layers.get(0).name());
            if (node.kind() instanceof MatrixKind kind) {
                add(layer, bias(kind, node.name()));
            } else if (!isFollowed(graph, node.name())) {
                add(layer, WorkOfKinds.of(graph, node.name()));
            }
            add(layer, arriving(node));
        }
    }

    /** Work of a layer's surroundings at each step. */
    NodeWork of(String layer) {
        return work.get(layer);
    }

    private void add(String layer, NodeWork further) {
        work.merge(layer, further, NodeWork::plus);
    }

    private NodeWork bias(MatrixKind kind, String node) {
        final double outputs = graph.shape(node).size();
        final double remembered =
                kind.delay() == 0 ? 0 : 2.0 * graph.input(node).size();
        return new NodeWork(kind.bias() ? outputs : 0, 0, remembered, 0);
    }

    /** Several edges into a port are added; what arrives later waits in memory. */
    private NodeWork arriving(Node node) {
        NodeWork sum = NodeWork.NONE;
        if (node.kind() instanceof Input) {
            return sum;
        }
        for (int port = 0; port < node.kind().ports(); port++) {
            final List<Edge> edges = graph.into(node.name(), port);
            for (int i = 0; i < edges.size(); i++) {
                final double size = graph.shape(edges.get(i).from()).size();
                sum = sum.plus(new NodeWork(i == 0 ? 0 : size, 0, edges.get(i).delay() > 0 ? 2 * size : 0, 0));
            }
        }
        return sum;
    }

    /** Whether a node pools spikes, or events, for weights: additions then follow the spikes. */
    static boolean isFollowed(Graph graph, String node) {
        return graph.node(node).kind() instanceof AvgPool
                && graph.outOf(node).size() == 1
                && graph.node(graph.outOf(node).get(0).to()).kind() instanceof MatrixKind
                && graph.into(graph.outOf(node).get(0).to(), 0).size() == 1
                && graph.into(node, 0).size() == 1
                && graph.node(graph.into(node, 0).get(0).from()).kind() instanceof Lif;
    }

    /** The layer that a node stands behind: back along its first edges. */
    private String layerOf(String node, String otherwise) {
        final Set<String> seen = new LinkedHashSet<>();
        String at = node;
        while (seen.add(at) && !(graph.node(at).kind() instanceof MatrixKind)) {
            if (graph.node(at).kind() instanceof Input || graph.into(at, 0).isEmpty()) {
                return otherwise;
            }
            at = graph.into(at, 0).get(0).from();
        }
        return graph.node(at).kind() instanceof MatrixKind ? at : otherwise;
    }
}
