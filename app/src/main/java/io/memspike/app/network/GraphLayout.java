package io.memspike.app.network;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes of a graph are drawn: in layers from left to right, each node behind all that it takes something from in
 * the order of the schedule. Edges over several layers have a place in each of them, so that they pass between nodes; edges
 * that lead back, in loops, are for somebody else to draw.
 */
final class GraphLayout {
    private static final int SWEEPS = 12;

    private final Graph graph;
    private final Map<String, Integer> order = new LinkedHashMap<>();
    private final Map<String, Item> items = new LinkedHashMap<>(); // of nodes
    private final Map<Edge, List<Item>> ways = new LinkedHashMap<>();
    private final List<List<Item>> layers = new ArrayList<>();

    /** A node, or a place of an edge in a layer that it passes. */
    static final class Item {
        private final int layer;
        private final List<Item> before = new ArrayList<>();
        private final List<Item> behind = new ArrayList<>();
        private double row;

        private Item(int layer) {
            this.layer = layer;
        }

        /** From 0. */
        int layer() {
            return layer;
        }

        /** From 0, in heights of a node and its gap. */
        double row() {
            return row;
        }
    }

    GraphLayout(Graph graph) {
        this.graph = graph;
        graph.schedule().order().forEach(node -> order.put(node, order.size()));
        order.keySet().forEach(node -> items.put(node, add(layerOf(node))));
        graph.edges().stream().filter(this::isForward).forEach(this::lay);
        for (int i = 0; i < SWEEPS; i++) {
            sort(i % 2 == 0);
        }
        layers.forEach(GraphLayout::stack);
        for (int i = 0; i < SWEEPS; i++) {
            straighten(i % 2 == 0);
        }
        settle();
    }

    /** Whether an edge leads to a node that runs later in a step. */
    boolean isForward(Edge edge) {
        return order.get(edge.from()) < order.get(edge.to());
    }

    Item item(String node) {
        return items.get(node);
    }

    /** Places of an edge that leads forward, both ends among them. */
    List<Item> way(Edge edge) {
        return ways.get(edge);
    }

    int layers() {
        return layers.size();
    }

    /** Rows that are needed. */
    int rows() {
        return 1 + (int) Math.ceil(all().stream().mapToDouble(Item::row).max().orElse(0));
    }

    private List<Item> all() {
        return layers.stream().flatMap(List::stream).toList();
    }

    private int layerOf(String node) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(node) && isForward(edge))
                .mapToInt(edge -> items.get(edge.from()).layer + 1)
                .max()
                .orElse(0);
    }

    private Item add(int layer) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        final Item item = new Item(layer);
        layers.get(layer).add(item);
        return item;
    }

    private void lay(Edge edge) {
        final List<Item> way = new ArrayList<>(List.of(items.get(edge.from())));
        final Item end = items.get(edge.to());
        while (way.get(way.size() - 1).layer < end.layer - 1) {
            join(way, add(way.get(way.size() - 1).layer + 1));
        }
        join(way, end);
        ways.put(edge, way);
    }

    private static void join(List<Item> way, Item next) {
        final Item last = way.get(way.size() - 1);
        last.behind.add(next);
        next.before.add(last);
        way.add(next);
    }

    private static double mean(List<Item> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(Item::row).average().orElse(otherwise);
    }

    /** Items of a layer in the order of the mean of their neighbours: few edges cross. */
    private void sort(boolean isForward) {
        for (int i = 0; i < layers.size(); i++) {
            final List<Item> layer = layers.get(isForward ? i : layers.size() - 1 - i);
            final Map<Item, Double> wanted = new LinkedHashMap<>();
            layer.forEach(item -> wanted.put(item, mean(isForward ? item.before : item.behind, item.row)));
            layer.sort(Comparator.comparingDouble(wanted::get));
            stack(layer);
        }
    }

    private static void stack(List<Item> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).row = i;
        }
    }

    /** Items go where their neighbours are, as far as those above leave room. */
    private void straighten(boolean isForward) {
        for (int i = 0; i < layers.size(); i++) {
            final List<Item> layer = layers.get(isForward ? i : layers.size() - 1 - i);
            double least = Double.NEGATIVE_INFINITY;
            double shift = 0;
            for (final Item item : layer) {
                final double wanted = mean(isForward ? item.before : item.behind, item.row);
                item.row = Math.max(wanted, least);
                least = item.row + 1;
                shift += item.row - wanted;
            }
            for (final Item item : layer) {
                item.row -= shift / layer.size(); // those below were pushed down: the whole layer goes up a little
            }
        }
    }

    private void settle() {
        final double least = all().stream().mapToDouble(Item::row).min().orElse(0);
        all().forEach(item -> item.row -= least);
    }
}
