package io.memspike.core.graph;

import io.memspike.core.Shape;
import io.memspike.core.kind.shape.Mean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network: named nodes and what connects them. Immutable; a rewrite is a function from graph to graph.
 *
 * <p>Construction checks that names are unique, that edges join nodes and ports that exist, that every port has an input,
 * that every loop has a delay, that shapes fit, and that every node leads to an output. Several edges into one port add up,
 * in the order of {@link #edges}.
 */
public final class Graph {
    private final List<Node> nodes;
    private final List<Edge> edges;
    private final List<String> outputs;
    private final Map<String, Integer> positions;
    private final Map<String, Node> byName = new LinkedHashMap<>();
    private final Map<String, List<Edge>> into; // edges by the node that they lead to
    private final Map<String, List<Edge>> outOf; // and by the one that they leave
    private final Map<String, Shape> shapes;
    private final Schedule schedule;

    /**
     * A graph.
     *
     * @param nodes in the order of the file; random draws of a node are named by its position among them
     * @param edges in the order of the file
     * @param outputs names of the nodes that answer, the first one first
     * @throws GraphException where it is none, with the node's name: expected, found
     * @throws IllegalArgumentException where its outputs are none
     */
    public Graph(List<Node> nodes, List<Edge> edges, List<String> outputs) {
        this(nodes, edges, outputs, positionsOf(nodes));
    }

    private Graph(List<Node> nodes, List<Edge> edges, List<String> outputs, Map<String, Integer> positions) {
        this.nodes = List.copyOf(nodes);
        this.edges = List.copyOf(edges);
        this.outputs = List.copyOf(outputs);
        this.positions = positions;
        this.nodes.forEach(node -> byName.put(node.name(), node));
        this.into = this.edges.stream().collect(Collectors.groupingBy(Edge::to));
        this.outOf = this.edges.stream().collect(Collectors.groupingBy(Edge::from));
        requirePorts();
        this.schedule = Schedule.of(this.nodes, this.edges);
        this.shapes = new ShapeInference(this).shapes();
        requireUse();
    }

    private static Map<String, Integer> positionsOf(List<Node> nodes) {
        final Map<String, Integer> positions = new HashMap<>();
        int position = 0;
        for (final Node node : nodes) {
            final boolean isInput = node.kind() instanceof Input;
            if (positions.put(node.name(), isInput ? -1 : position) != null) {
                throw GraphException.at(node.name(), "a name of its own", "another node of that name");
            }
            position += isInput ? 0 : 1;
        }
        return positions;
    }

    /**
     * A chain: an input named {@code input}, then nodes named by their number from 0, the last of which answers.
     *
     * @param input shape of one step's input
     * @param kinds in order
     */
    public static Graph chain(Shape input, List<? extends Kind> kinds) {
        final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(input))));
        final List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            edges.add(Edge.of(nodes.get(i).name(), Integer.toString(i)));
            nodes.add(new Node(Integer.toString(i), kinds.get(i)));
        }
        return new Graph(nodes, edges, List.of(nodes.get(kinds.size()).name()));
    }

    private void requirePorts() {
        for (final Edge edge : edges) {
            for (final String end : List.of(edge.from(), edge.to())) {
                if (!byName.containsKey(end)) {
                    throw GraphException.at(
                            edge,
                            "edge " + edge.from() + " to " + edge.to() + ": expected one of the nodes "
                                    + byName.keySet() + ", found " + end);
                }
            }
            final int ports = node(edge.to()).kind().ports();
            if (edge.port() >= ports) {
                throw GraphException.at(
                        edge,
                        "node " + edge.to() + ": expected edges into its " + ports
                                + " ports, from 0, found one into port " + edge.port());
            }
        }
        for (final Node node : nodes) {
            for (int port = 0; port < node.kind().ports(); port++) {
                if (into(node.name(), port).isEmpty()) {
                    throw GraphException.at(node.name(), "an edge into port " + port, "none");
                }
            }
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("graph: expected at least 1 output, found none");
        }
        for (final String output : outputs) {
            if (!byName.containsKey(output)) {
                throw new IllegalArgumentException("outputs: expected names of nodes, found " + output);
            }
        }
    }

    private void requireUse() {
        final Set<String> useful = leadingTo(outputs, edges);
        for (final Node node : nodes) {
            if (!useful.contains(node.name())) {
                throw GraphException.at(node.name(), "a way to an output, " + outputs, "a node that leads nowhere");
            }
        }
    }

    /** The nodes in the order of the file. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The edges in the order of the file. */
    public List<Edge> edges() {
        return edges;
    }

    /** Names of the nodes that answer. */
    public List<String> outputs() {
        return outputs;
    }

    /** The name of the only or first output. */
    public String output() {
        return outputs.get(0);
    }

    /** The one node whose mean over the steps is the answer, or the output itself. */
    public String readout() {
        final boolean isMean = node(output()).kind() instanceof Mean mean && mean.over() == Mean.Over.TIME;
        final List<Edge> into = isMean ? into(output(), 0) : List.of();
        return into.size() == 1 && into.get(0).delay() == 0 ? into.get(0).from() : output();
    }

    /** In which order nodes run. */
    public Schedule schedule() {
        return schedule;
    }

    /** Whether there is a node of that name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The node of that name. */
    public Node node(String name) {
        final Node node = byName.get(name);
        if (node == null) {
            throw GraphException.at(name, "one of " + byName.keySet(), "no such node");
        }
        return node;
    }

    /** Position of a node among those that are no inputs: what its random draws are named by. -1 for inputs. */
    public int position(String name) {
        return positions.get(node(name).name());
    }

    /** Output shape of a node. */
    public Shape shape(String name) {
        return shapes.get(node(name).name());
    }

    /** Shape of what enters each port of a node. */
    public List<Shape> inputs(String name) {
        return IntStream.range(0, node(name).kind().ports())
                .mapToObj(port -> shapes.get(into(name, port).get(0).from()))
                .toList();
    }

    /** Shape of what enters the first port of a node. */
    public Shape input(String name) {
        return inputs(name).get(0);
    }

    /** The edges into a port, in the order of the file. */
    public List<Edge> into(String name, int port) {
        return into.getOrDefault(name, List.of()).stream()
                .filter(edge -> edge.port() == port)
                .toList();
    }

    /** The edges that leave a node, in the order of the file. */
    public List<Edge> outOf(String name) {
        return List.copyOf(outOf.getOrDefault(name, List.of()));
    }

    /** The nodes of a kind, in the order of the file. */
    public List<Node> nodesOf(Class<? extends Kind> kind) {
        return nodes.stream().filter(node -> kind.isInstance(node.kind())).toList();
    }

    /** Shape of one step's input, of a graph with one. */
    public Shape input() {
        final List<Node> inputs = nodesOf(Input.class);
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("graph: expected 1 input, found " + inputs.size());
        }
        return shapes.get(inputs.get(0).name());
    }

    /** The tensors of a node. */
    public List<TensorSpec> tensors(String name) {
        return node(name).kind().tensors(inputs(name));
    }

    /** The part of the graph that some nodes need, with these as outputs. Nodes keep the positions that they have in the whole. */
    public Graph upTo(String... names) {
        return with(edges, names);
    }

    /** What the nodes are, but for inputs, in the order of the file. */
    public List<Kind> kinds() {
        return nodes.stream()
                .map(Node::kind)
                .filter(kind -> !(kind instanceof Input))
                .toList();
    }

    /** The nodes that some need over other edges. They keep the positions that they have here. */
    public Graph with(List<Edge> others, String... names) {
        final Set<String> needed = leadingTo(List.of(names), others);
        return new Graph(
                nodes.stream().filter(node -> needed.contains(node.name())).toList(),
                others.stream().filter(edge -> needed.contains(edge.to())).toList(),
                List.of(names),
                positions);
    }

    /** The same graph for inputs of another shape; of a graph with one input. */
    public Graph at(Shape shape) {
        input();
        return map(kind -> kind instanceof Input ? new Input(shape) : kind);
    }

    /** The same nodes and edges, each node of the kind that a function makes of its own. */
    public Graph map(UnaryOperator<Kind> function) {
        return new Graph(
                nodes.stream()
                        .map(node -> new Node(node.name(), function.apply(node.kind())))
                        .toList(),
                edges,
                outputs,
                positions);
    }

    private static Set<String> leadingTo(List<String> names, List<Edge> edges) {
        final Set<String> leading = new LinkedHashSet<>(names);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (final Edge edge : edges) {
                grows |= leading.contains(edge.to()) && leading.add(edge.from());
            }
        }
        return leading;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph graph
                && nodes.equals(graph.nodes)
                && edges.equals(graph.edges)
                && outputs.equals(graph.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + edges.hashCode();
    }

    @Override
    public String toString() {
        return nodes + " " + edges + " to " + outputs;
    }
}
