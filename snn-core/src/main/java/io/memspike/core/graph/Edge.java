package io.memspike.core.graph;

/**
 * A connection: what leaves one node enters another.
 *
 * @param from the node that it leaves
 * @param to the node that it enters
 * @param port which of that node's inputs, from 0
 * @param delay steps until it arrives, 0 for the same step
 * @param isDetached whether no gradient passes
 */
public record Edge(String from, String to, int port, int delay, boolean isDetached) {
    public Edge {
        Kind.require(port >= 0, "edge %s to %s: expected a port of at least 0, found %d", from, to, port);
        Kind.require(delay >= 0, "edge %s to %s: expected a delay of at least 0 steps, found %d", from, to, delay);
    }

    /** Into the first port, in the same step. */
    public static Edge of(String from, String to) {
        return new Edge(from, to, 0, 0, false);
    }

    /** Into the first port, some steps later. */
    public static Edge delayed(String from, String to, int delay) {
        return new Edge(from, to, 0, delay, false);
    }

    /** The same into another port. */
    public Edge into(int otherPort) {
        return new Edge(from, to, otherPort, delay, isDetached);
    }

    /** The same to another node. */
    public Edge to(String other) {
        return new Edge(from, other, port, delay, isDetached);
    }

    /** The same without gradient. */
    public Edge detached() {
        return new Edge(from, to, port, delay, true);
    }
}
