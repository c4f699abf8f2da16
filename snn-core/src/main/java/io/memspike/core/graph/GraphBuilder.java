package io.memspike.core.graph;

import io.memspike.core.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph put together node by node. Edges may name nodes that come later; what fits is checked when it is {@link #build
 * built}.
 *
 * <pre>{@code
 * final Graph graph = new GraphBuilder()
 *         .input("events", Shape.vector(40))
 *         .node("weights", new Linear(10, 0.01f), "events")
 *         .node("neurons", new Lif(0.2f, 0.5f, 0.1f), "weights")
 *         .edge(Edge.delayed("neurons", "neurons", 2))
 *         .node("rates", new Mean(), "neurons")
 *         .build("rates");
 * }</pre>
 */
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    /** Of nothing yet. */
    public GraphBuilder() {}

    /** Where samples enter. */
    public GraphBuilder input(String name, Shape shape) {
        return node(name, new Input(shape));
    }

    /**
     * A node.
     *
     * @param name its own
     * @param kind what it is
     * @param from nodes whose output enters its first port in the same step, added up
     */
    public GraphBuilder node(String name, Kind kind, String... from) {
        nodes.add(new Node(name, kind));
        for (final String each : from) {
            edges.add(Edge.of(each, name));
        }
        return this;
    }

    /** Any edge: into another port, some steps later, without gradient. */
    public GraphBuilder edge(Edge edge) {
        edges.add(edge);
        return this;
    }

    /**
     * The graph.
     *
     * @param outputs names of the nodes that answer, the first one first
     * @throws IllegalArgumentException where it is none, with the node's name: expected, found
     */
    public Graph build(String... outputs) {
        return new Graph(nodes, edges, List.of(outputs));
    }
}
