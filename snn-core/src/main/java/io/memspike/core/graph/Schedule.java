package io.memspike.core.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

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
        final Adjacency adjacency = new Adjacency(nodes, edges);
        final int[] first = adjacency.components();
        final List<List<Integer>> members = new ArrayList<>(); // of a component, at its first node in the file
        final int[] waitsFor = new int[nodes.size()]; // edges from other components that are not done
        for (int node = 0; node < nodes.size(); node++) {
            members.add(new ArrayList<>());
            members.get(first[node]).add(node);
            for (final int next : adjacency.after(node)) {
                waitsFor[first[next]] += first[next] == first[node] ? 0 : 1;
            }
        }
        final PriorityQueue<Integer> ready = new PriorityQueue<>(); // the first in the file goes first
        for (int node = 0; node < nodes.size(); node++) {
            if (first[node] == node && waitsFor[node] == 0) {
                ready.add(node);
            }
        }
        final List<Component> components = new ArrayList<>();
        while (!ready.isEmpty()) {
            final int next = ready.remove();
            boolean isLoop = false;
            for (final int node : members.get(next)) {
                for (final int behind : adjacency.after(node)) {
                    isLoop |= first[behind] == next;
                    if (first[behind] != next && --waitsFor[first[behind]] == 0) {
                        ready.add(first[behind]);
                    }
                }
            }
            components.add(new Component(ordered(members.get(next), nodes, adjacency), isLoop));
        }
        return new Schedule(components);
    }

    /** All nodes in order. */
    public List<String> order() {
        return components.stream()
                .flatMap(component -> component.nodes().stream())
                .toList();
    }

    /** Members of a component, ascending, as they run within a step. */
    private static List<String> ordered(List<Integer> members, List<Node> nodes, Adjacency adjacency) {
        final Map<Integer, Integer> waitsFor = new TreeMap<>(); // those that are left: edges in the same step
        members.forEach(member -> waitsFor.put(member, 0));
        for (final int member : members) {
            adjacency.atOnce(member).forEach(next -> waitsFor.computeIfPresent(next, (key, waits) -> waits + 1));
        }
        final PriorityQueue<Integer> ready = new PriorityQueue<>();
        waitsFor.forEach((member, waits) -> {
            if (waits == 0) {
                ready.add(member);
            }
        });
        final List<String> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            final int next = ready.remove();
            waitsFor.remove(next);
            ordered.add(nodes.get(next).name());
            for (final int behind : adjacency.atOnce(next)) {
                final Integer waits = waitsFor.computeIfPresent(behind, (key, before) -> before - 1);
                if (waits != null && waits == 0) {
                    ready.add(behind);
                }
            }
        }
        if (!waitsFor.isEmpty()) {
            throw GraphException.of(
                    waitsFor.keySet().stream()
                            .map(member -> nodes.get(member).name())
                            .toList(),
                    "expected a delay in every loop, found none");
        }
        return ordered;
    }
}
