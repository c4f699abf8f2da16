package io.memspike.core.run;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.token.Embedding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Where sequences go that may be shorter than their shape: no further than to nodes that know what is not there. */
final class Sequences {
    private Sequences() {}

    /**
     * Refuses a graph where one comes to another node.
     *
     * @throws IllegalArgumentException with the node's name: expected, found
     */
    static void check(Graph graph) {
        final Deque<String> left = new ArrayDeque<>();
        final Set<String> seen = new HashSet<>();
        for (final Node node : graph.nodesOf(Embedding.class)) {
            if (((Embedding) node.kind()).isSequence()) {
                left.add(node.name());
            }
        }
        while (!left.isEmpty()) {
            for (final Edge edge : graph.outOf(left.remove())) {
                final Kind kind = graph.node(edge.to()).kind();
                if (edge.delay() > 0 || !Steps.known().of(kind).followsLength(kind)) {
                    throw new IllegalArgumentException("node " + edge.to()
                            + ": expected a kind that knows how long a sequence is, at the same step, found "
                            + kind.type() + " behind " + edge.from());
                }
                if (!(kind instanceof Mean) && seen.add(edge.to())) {
                    left.add(edge.to());
                }
            }
        }
    }
}
