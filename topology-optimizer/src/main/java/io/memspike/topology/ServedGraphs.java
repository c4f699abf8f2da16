package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** Parts of a graph as they serve while others train: with inputs where something enters them. */
final class ServedGraphs {
    private ServedGraphs() {}

    /** The loop that an edge is cut from; its inputs are {@link TrainingPlan#inputsOf}, in that order. */
    static Graph loop(TrainingPlan plan, Edge cut) {
        final Graph graph = plan.graph();
        final List<String> members = plan.loopOf(cut);
        final List<Node> nodes = new ArrayList<>();
        for (final String input : plan.inputsOf(cut)) {
            nodes.add(new Node(input, new Input(graph.shape(input))));
        }
        graph.nodes().stream().filter(node -> members.contains(node.name())).forEach(nodes::add);
        return new Graph(
                nodes,
                graph.edges().stream()
                        .filter(edge -> members.contains(edge.to()))
                        .toList(),
                List.of(cut.from()));
    }

    /** What leads from an edge to a node, the edge's source being the input. */
    static Graph behind(Graph graph, Edge edge, String to) {
        final Shape shape = graph.shape(edge.from());
        final List<Node> nodes = new ArrayList<>(List.of(new Node(edge.from(), new Input(shape))));
        final List<Edge> edges =
                new ArrayList<>(List.of(Edge.of(edge.from(), edge.to()).into(edge.port())));
        String at = edge.to();
        nodes.add(graph.node(at));
        while (!at.equals(to)) {
            final List<Edge> next = graph.outOf(at);
            if (next.size() != 1 || next.get(0).delay() != 0) {
                throw new IllegalArgumentException("scheduled sampling: expected a chain from " + edge.to() + " to "
                        + to + ", found " + next.size() + " edges that leave " + at);
            }
            edges.add(next.get(0));
            at = next.get(0).to();
            nodes.add(graph.node(at));
        }
        return new Graph(nodes, edges, List.of(to));
    }
}
