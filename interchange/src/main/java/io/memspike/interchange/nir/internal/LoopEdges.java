package io.memspike.interchange.nir.internal;

import io.memspike.core.graph.Edge;
import io.memspike.interchange.nir.LoopDelay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which edges close loops: those that, going from the inputs on in the order of the file, lead back to where one has come
 * through. They get a delay of one step.
 */
public final class LoopEdges {
    private final List<Edge> edges;
    private final Map<String, List<Integer>> outOf = new LinkedHashMap<>();
    private final Map<String, List<Integer>> into = new LinkedHashMap<>();
    private final boolean[] isLate;

    private LoopEdges(List<String> nodes, List<Edge> edges) {
        this.edges = edges;
        this.isLate = new boolean[edges.size()];
        for (final String node : nodes) {
            outOf.put(node, new ArrayList<>());
            into.put(node, new ArrayList<>());
        }
        for (int e = 0; e < edges.size(); e++) {
            outOf.get(edges.get(e).from()).add(e);
            into.get(edges.get(e).to()).add(e);
        }
    }

    /**
     * The edges, those that close loops delayed.
     *
     * @param nodes inputs first
     * @param edges in the order of the file
     * @param loop which edge of a loop is late
     * @param isStateless of a node
     */
    public static List<Edge> delayed(
            List<String> nodes, List<Edge> edges, LoopDelay loop, Predicate<String> isStateless) {
        final LoopEdges loops = new LoopEdges(nodes, edges);
        loops.find(nodes);
        if (loop == LoopDelay.BEFORE_WEIGHTS) {
            loops.moveBefore(isStateless);
        }
        final List<Edge> delayed = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            final Edge edge = edges.get(e);
            delayed.add(loops.isLate[e] ? Edge.delayed(edge.from(), edge.to(), 1) : edge);
        }
        return delayed;
    }

    private void find(List<String> nodes) {
        final Map<String, Boolean> isOnTheWay = new HashMap<>(); // false: done
        final Deque<String> way = new ArrayDeque<>();
        final Deque<Iterator<Integer>> open = new ArrayDeque<>();
        for (final String start : nodes) {
            if (isOnTheWay.containsKey(start)) {
                continue;
            }
            isOnTheWay.put(start, true);
            way.push(start);
            open.push(outOf.get(start).iterator());
            while (!way.isEmpty()) {
                if (!open.peek().hasNext()) {
                    open.pop();
                    isOnTheWay.put(way.pop(), false);
                    continue;
                }
                final int edge = open.peek().next();
                final String to = edges.get(edge).to();
                if (!isOnTheWay.containsKey(to)) {
                    isOnTheWay.put(to, true);
                    way.push(to);
                    open.push(outOf.get(to).iterator());
                } else if (isOnTheWay.get(to)) {
                    isLate[edge] = true;
                }
            }
        }
    }

    /** From behind nodes without state, with one way in and one out, to in front of them. */
    private void moveBefore(Predicate<String> isStateless) {
        for (int e = 0; e < isLate.length; e++) {
            int late = e;
            while (isLate[late]) {
                final String node = edges.get(late).from();
                final List<Integer> before = into.get(node);
                final boolean isMoved = isStateless.test(node)
                        && before.size() == 1
                        && outOf.get(node).size() == 1
                        && !isLate[before.get(0)];
                if (!isMoved) {
                    break;
                }
                isLate[late] = false;
                late = before.get(0);
                isLate[late] = true;
            }
        }
    }
}
