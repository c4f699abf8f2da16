package io.memspike.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes by their number in the file, and which lead to which. */
final class Adjacency {
    private final List<List<Integer>> after = new ArrayList<>();
    private final List<List<Integer>> atOnce = new ArrayList<>();

    Adjacency(List<Node> nodes, List<Edge> edges) {
        final Map<String, Integer> numbers = new HashMap<>();
        for (final Node node : nodes) {
            numbers.put(node.name(), after.size());
            after.add(new ArrayList<>());
            atOnce.add(new ArrayList<>());
        }
        for (final Edge edge : edges) {
            final int from = numbers.get(edge.from());
            final int to = numbers.get(edge.to());
            after.get(from).add(to);
            if (edge.delay() == 0) {
                atOnce.get(from).add(to);
            }
        }
    }

    /** Nodes that an edge leads to from a node, as often as there are edges. */
    List<Integer> after(int node) {
        return after.get(node);
    }

    /** Those that it leads to in the same step. */
    List<Integer> atOnce(int node) {
        return atOnce.get(node);
    }

    /**
     * The first node of each node's strongly connected component: Tarjan, "Depth-first search and linear graph algorithms", SIAM
     * Journal on Computing 1 (1972), without recursion.
     */
    int[] components() {
        final int[] first = new int[after.size()];
        final int[] seen = new int[after.size()]; // when, from 1
        final int[] low = new int[after.size()];
        final int[] tried = new int[after.size()]; // edges
        final Deque<Integer> path = new ArrayDeque<>();
        final Deque<Integer> open = new ArrayDeque<>(); // seen, their component not known
        Arrays.fill(first, -1);
        int count = 0;
        for (int root = 0; root < first.length; root++) {
            if (seen[root] == 0) {
                path.push(root);
            }
            while (!path.isEmpty()) {
                final int node = path.peek();
                if (seen[node] == 0) {
                    seen[node] = ++count;
                    low[node] = count;
                    open.push(node);
                }
                if (tried[node] < after.get(node).size()) {
                    final int next = after.get(node).get(tried[node]++);
                    if (seen[next] == 0) {
                        path.push(next);
                    } else if (first[next] < 0) {
                        low[node] = Math.min(low[node], seen[next]);
                    }
                    continue;
                }
                path.pop();
                if (low[node] == seen[node]) {
                    close(node, open, first);
                } else { // it leads back to who led to it, or before
                    low[path.peek()] = Math.min(low[path.peek()], low[node]);
                }
            }
        }
        return first;
    }

    /** All that are open from that node on are a component. */
    private static void close(int node, Deque<Integer> open, int[] first) {
        final List<Integer> members = new ArrayList<>();
        int smallest = node;
        do {
            members.add(open.pop());
            smallest = Math.min(smallest, members.get(members.size() - 1));
        } while (members.get(members.size() - 1) != node);
        for (final int member : members) {
            first[member] = smallest;
        }
    }
}
