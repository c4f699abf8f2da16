package io.memspike.memristor.energy;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import java.util.List;

/**
 * Graphs whose work is counted rightly: events, spikes or pooled spikes go into each matrix over one edge, and what leaves
 * it goes into one node of neurons. Others are refused, for their energy would come out too small.
 */
final class CountedGraph {
    private CountedGraph() {}

    /** Refuses a graph that is none. */
    static void require(Graph graph) {
        for (final Node node : graph.nodes()) {
            final Kind kind = node.kind();
            final List<Kind> before = before(graph, node);
            if (kind instanceof MatrixKind matrix) {
                require(!matrix.bias(), node, "no bias, which nothing is charged for", "one");
                requireOne(before, node, "edge into it");
                require(isSpikes(graph, node), node, "events, spikes or pooled spikes", name(before.get(0)));
                final List<Kind> behind = behind(graph, node);
                require(behind.size() <= 1, node, "1 edge that leaves it", Integer.toString(behind.size()));
                require(
                        behind.isEmpty() || isNeurons(behind.get(0)),
                        node,
                        "neurons behind it",
                        behind.isEmpty() ? "none" : name(behind.get(0)));
            } else if (isNeurons(kind) || kind instanceof AvgPool) {
                requireOne(before, node, "edge into it");
            } else {
                require(kind instanceof Input || kind instanceof Mean, node, "a kind whose work is known", name(kind));
            }
        }
    }

    private static boolean isNeurons(Kind kind) {
        return kind instanceof Lif || kind instanceof Integrator;
    }

    /** Whether what enters is on the grid of events, spikes or pools of them. */
    private static boolean isSpikes(Graph graph, Node node) {
        final Edge edge = graph.into(node.name(), 0).get(0);
        final Node from = graph.node(edge.from());
        if (from.kind() instanceof AvgPool) {
            return before(graph, from).get(0) instanceof Lif;
        }
        return from.kind() instanceof Input || from.kind() instanceof Lif;
    }

    private static List<Kind> before(Graph graph, Node node) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(node.name()))
                .map(edge -> graph.node(edge.from()).kind())
                .toList();
    }

    private static List<Kind> behind(Graph graph, Node node) {
        return graph.outOf(node.name()).stream()
                .map(edge -> graph.node(edge.to()).kind())
                .toList();
    }

    private static void requireOne(List<Kind> before, Node node, String what) {
        require(before.size() == 1, node, "1 " + what, Integer.toString(before.size()));
    }

    private static String name(Kind kind) {
        return kind.type();
    }

    private static void require(boolean holds, Node node, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "node " + node.name() + ": energy: expected " + expected + ", found " + found);
        }
    }
}
