package io.memspike.core.graph;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A node of a graph.
 *
 * @param name unique in its graph: letters, digits, {@code _} and {@code -}, with dots between parts
 * @param kind what it is
 */
public record Node(String name, Kind kind) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+");

    public Node {
        Objects.requireNonNull(kind);
        Kind.require(
                NAME.matcher(name).matches(),
                "node: expected a name of letters, digits, _ and -, with dots between parts, found '%s'",
                name);
    }
}
