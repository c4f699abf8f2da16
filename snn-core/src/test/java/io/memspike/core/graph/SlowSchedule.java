package io.memspike.core.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@link Schedule} says, said plainly: the first component in the file goes next into which nothing leads that is not done. */
final class SlowSchedule {
    private SlowSchedule() {}

    static Schedule of(List<Node> nodes, List<Edge> edges) {
        final List<Set<String>> components = new ArrayList<>();
        for (final Node node : nodes) {
            final Set<String> component = new HashSet<>(Set.of(node.name()));
            for (final Node other : nodes) {
                if (reached(node.name(), edges).contains(other.name())
                        && reached(other.name(), edges).contains(node.name())) {
                    component.add(other.name());
                }
            }
            if (!components.contains(component)) {
                components.add(component);
            }
        }
        final List<Schedule.Component> ordered = new ArrayList<>();
        final Set<String> done = new HashSet<>();
        while (!components.isEmpty()) {
            final Set<String> next = components.stream()
                    .filter(members -> edges.stream()
                            .allMatch(edge -> !members.contains(edge.to())
                                    || members.contains(edge.from())
                                    || done.contains(edge.from())))
                    .findFirst()
                    .orElseThrow();
            components.remove(next);
            done.addAll(next);
            ordered.add(new Schedule.Component(
                    ordered(next, nodes, edges),
                    edges.stream().anyMatch(edge -> next.contains(edge.from()) && next.contains(edge.to()))));
        }
        return new Schedule(ordered);
    }

    private static Set<String> reached(String from, List<Edge> edges) {
        final Set<String> reached = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (final Edge edge : edges) {
                if (edge.from().equals(from) || reached.contains(edge.from())) {
                    grows |= reached.add(edge.to());
                }
            }
        }
        return reached;
    }

    private static List<String> ordered(Set<String> members, List<Node> nodes, List<Edge> edges) {
        final List<String> left = new ArrayList<>(
                nodes.stream().map(Node::name).filter(members::contains).toList());
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
