package io.memspike.core.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order the nodes of a graph run: strongly connected components one after the other, each after all that lead into
 * it, and within a component each node after those whose output it takes in the same step. Where that leaves a choice, nodes
 * keep the order of the file.
 *
 * @param components in order
 */
public record Schedule(List<Component> components) {
    /**
     * Nodes that lead to each other, or a single node.
     *
     * @param nodes names, in the order in which they run within a step
     * @param isLoop whether what leaves a node comes back to it, some steps later
     */
    public record Component(List<String> nodes, boolean isLoop) {
        public Component {
            nodes = List.copyOf(nodes);
        }
    }

    public Schedule {
        components = List.copyOf(components);
    }

    /**
     * The schedule of nodes and edges.
     *
     * @throws GraphException where a loop has no delay, with its nodes
     */
    public static Schedule of(List<Node> nodes, List<Edge> edges) {
        final Map<String, Set<String>> reached = new HashMap<>();
        for (final Node node : nodes) {
            reached.put(node.name(), reached(node.name(), edges));
        }
        final Map<String, List<String>> members = new LinkedHashMap<>(); // by the first of them in the file
        for (final Node node : nodes) {
            final String name = node.name();
            final String first = members.keySet().stream()
                    .filter(other -> reached.get(name).contains(other)
                            && reached.get(other).contains(name))
                    .findFirst()
                    .orElse(name);
            members.computeIfAbsent(first, key -> new ArrayList<>()).add(name);
        }
        final List<Component> components = new ArrayList<>();
        final Set<String> done = new LinkedHashSet<>();
        while (!members.isEmpty()) {
            final String next = members.keySet().stream()
                    .filter(first -> edges.stream()
                            .allMatch(edge -> !members.get(first).contains(edge.to())
                                    || members.get(first).contains(edge.from())
                                    || done.contains(edge.from())))
                    .findFirst()
                    .orElseThrow();
            final List<String> ordered = ordered(members.remove(next), edges);
            components.add(new Component(ordered, reached.get(next).contains(next)));
            done.addAll(ordered);
        }
        return new Schedule(components);
    }

    /** All nodes in order. */
    public List<String> order() {
        return components.stream()
                .flatMap(component -> component.nodes().stream())
                .toList();
    }

    private static Set<String> reached(String from, List<Edge> edges) {
        final Set<String> reached = new LinkedHashSet<>();
        final List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            final String node = open.remove(open.size() - 1);
            for (final Edge edge : edges) {
                if (edge.from().equals(node) && reached.add(edge.to())) {
                    open.add(edge.to());
                }
            }
        }
        return reached;
    }

    private static List<String> ordered(List<String> members, List<Edge> edges) {
        final List<String> left = new ArrayList<>(members);
        final List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            final String next = left.stream()
                    .filter(name -> edges.stream()
                            .noneMatch(
                                    edge -> edge.to().equals(name) && edge.delay() == 0 && left.contains(edge.from())))
                    .findFirst()
                    .orElseThrow(() -> GraphException.of(left, "expected a delay in every loop, found none"));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
