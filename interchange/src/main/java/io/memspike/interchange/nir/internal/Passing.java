package io.memspike.interchange.nir.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes nodes out that only pass on, inputs and outputs of graphs in graphs: who led to one leads to where it led. */
public record Passing(Object file, Set<String> nodes) {
    private static final int MOST_EDGES = 1 << 22;

    /** The edges without them, each in the place of the one that left the node. */
    public List<Edge> flat(List<Edge> edges) throws FileFormatException {
        List<Edge> left = edges;
        for (final String node : nodes) {
            left = without(node, left);
        }
        return left;
    }

    private List<Edge> without(String node, List<Edge> edges) throws FileFormatException {
        final List<String> sources = edges.stream()
                .filter(edge -> edge.to().equals(node))
                .map(Edge::from)
                .toList();
        if (sources.contains(node)) {
            throw new FileFormatException(
                    file, "node " + node, "something in a loop", "nothing but inputs and outputs");
        }
        final List<Edge> left = new ArrayList<>();
        for (final Edge edge : edges) {
            if (edge.from().equals(node)) {
                sources.forEach(source -> left.add(Edge.of(source, edge.to())));
                if (left.size() > MOST_EDGES) {
                    throw new FileFormatException(file, "node " + node, "at most " + MOST_EDGES + " edges", "more");
                }
            } else if (!edge.to().equals(node)) {
                left.add(edge);
            }
        }
        return left;
    }
}
