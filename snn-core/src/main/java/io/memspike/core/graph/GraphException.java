package io.memspike.core.graph;

import java.util.List;

/** Nodes and edges are no graph. The message is one line with the node's name or the edge's: expected, found. */
public final class GraphException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient String node;
    private final transient Edge edge;

    private GraphException(String message, String node, Edge edge, Throwable cause) {
        super(message, cause);
        this.node = node;
        this.edge = edge;
    }

    /** Of a node. */
    public static GraphException at(String node, String expected, String found) {
        return at(node, "expected " + expected + ", found " + found, (Throwable) null);
    }

    /** Of a node, in the words of somebody else. */
    static GraphException at(String node, String message, Throwable cause) {
        return new GraphException("node " + node + ": " + message, node, null, cause);
    }

    /** Of several nodes, the first of which is in the wrong place. */
    static GraphException of(List<String> nodes, String message) {
        return new GraphException("nodes " + nodes + ": " + message, nodes.get(0), null, null);
    }

    /** Of an edge. */
    static GraphException at(Edge edge, String message) {
        return new GraphException(message, null, edge, null);
    }

    /** Name of the node, or the first node, that is wrong; null where it is an edge. */
    public String node() {
        return node;
    }

    /** The edge that is wrong; null where it is a node. */
    public Edge edge() {
        return edge;
    }
}
