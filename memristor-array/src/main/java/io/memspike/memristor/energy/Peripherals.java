package io.memspike.memristor.energy;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.memristor.area.AreaModel;
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
    private final Map<String, Work> work = new LinkedHashMap<>(); // by node with weights
    private final Set<String> still = new LinkedHashSet<>();

    /**
     * What stands around a layer.
     *
     * @param moving done at each step
     * @param still done once a sample
     */
    record Work(NodeWork moving, NodeWork still) {
        private static final Work NONE = new Work(NodeWork.NONE, NodeWork.NONE);

        /** All of a sample's first step, and what is kept. */
        AreaModel.Neurons neurons() {
            final NodeWork all = moving.plus(still);
            return new AreaModel.Neurons(all.additions(), all.multiplications(), all.states());
        }

        private Work plus(Work other) {
            return new Work(moving.plus(other.moving), still.plus(other.still));
        }
    }

    /**
     * Of a graph.
     *
     * @param isStill whether samples show the same at all steps
     */
    Peripherals(Graph graph, boolean isStill) {
        this.graph = graph;
        if (isStill) {
            findStill();
        }
        final List<Node> layers = graph.nodesOf(MatrixKind.class);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("energy: expected a node with weights, found none");
        }
        layers.forEach(layer -> work.put(layer.name(), Work.NONE));
        for (final Node node : graph.nodes()) {
            final String layer = layerOf(node.name(), layers.get(0).name());
            if (node.kind() instanceof MatrixKind kind) {
                add(layer, node, bias(kind, node.name()));
            } else if (!isFollowed(graph, node.name())) {
                add(layer, node, WorkOfKinds.of(graph, node.name()));
            }
            add(layer, node, arriving(node));
        }
    }

    /** Work of a layer's surroundings. */
    Work of(String layer) {
        return work.get(layer);
    }

    /** Whether what enters a node, and what leaves it, is the same at all steps of a sample. */
    boolean isStill(String node) {
        return still.contains(node);
    }

    private void findStill() {
        for (final String name : graph.schedule().order()) { // what enters at once comes before
            final Kind kind = graph.node(name).kind();
            final boolean isFollowing = kind.isStateless()
                    && graph.edges().stream()
                            .filter(edge -> edge.to().equals(name))
                            .allMatch(edge -> edge.delay() == 0 && still.contains(edge.from()));
            if (kind instanceof Input || isFollowing) {
                still.add(name);
            }
        }
    }

    private void add(String layer, Node node, NodeWork further) {
        final Work own = isStill(node.name()) ? new Work(NodeWork.NONE, further) : new Work(further, NodeWork.NONE);
        work.merge(layer, own, Work::plus);
    }

    private NodeWork bias(MatrixKind kind, String node) {
        final double outputs = graph.shape(node).size();
        return NodeWork.arithmetic(kind.bias() ? outputs : 0, 1, 0)
                .plus(NodeWork.waiting(graph.input(node).size(), kind.delay()));
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
                sum = sum.plus(NodeWork.arithmetic(i == 0 ? 0 : size, 1, 0))
                        .plus(NodeWork.waiting(size, edges.get(i).delay()));
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
