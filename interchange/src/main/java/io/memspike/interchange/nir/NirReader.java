package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a file apart. */
final class NirReader {
    private static final int MOST_DEPTH = 32; // of graphs in graphs
    private static final int LEAST_BYTES = 64; // that a node takes in a file
    private static final Set<String> BESIDE = Set.of("type", "metadata", "input_type", "output_type", "name");

    private final Object file;
    private final HdfTree.Branch root;
    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final Set<String> within = new LinkedHashSet<>(); // inputs and outputs of graphs in the graph
    private final List<Edge> edges = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    NirReader(Object file, HdfTree.Branch root) {
        this.file = file;
        this.root = root;
    }

    NirGraph graph() throws FileFormatException {
        final String version = root.text("version");
        final HdfTree.Branch node = root.branch("node");
        if (type(node) != NirType.NIR_GRAPH) {
            throw node.refusal("type", "NIRGraph", node.text("type"));
        }
        read(node, "", 0);
        noteWithin();
        final List<Edge> flat = new Passing(file, within).flat(edges);
        final List<NirNode> left = nodes.values().stream()
                .filter(each -> !within.contains(each.name()))
                .toList();
        return new NirGraph(file, version, left, flat, notes);
    }

    /** What inputs of graphs in the graph say, and neurons behind them contradict, does not matter. */
    private void noteWithin() {
        for (final Edge edge : edges) {
            final NirNode from = nodes.get(edge.from());
            final NirNode to = nodes.get(edge.to());
            if (within.contains(edge.from()) && from.type() == NirType.INPUT && to.has("r")) {
                final NirTensor said = from.get("shape");
                final List<Integer> wide = to.get("r").wideExtents();
                final List<Integer> saidWide = Arrays.stream(said.values())
                        .filter(extent -> extent != 1)
                        .mapToObj(extent -> (int) extent)
                        .toList();
                if (!to.get("r").isSingle() && !saidWide.equals(wide)) {
                    notes.add("node " + from.name() + ": shape says " + saidWide + ", and " + to.name()
                            + " behind it has " + wide);
                }
            }
        }
    }

    private static NirType type(HdfTree.Branch node) throws FileFormatException {
        final String text = node.text("type");
        return NirType.named(text).orElseThrow(() -> node.refusal("type", "one of " + NirType.texts(), text));
    }

    private void read(HdfTree.Branch graph, String prefix, int depth) throws FileFormatException {
        if (depth > MOST_DEPTH) {
            throw graph.refusal("graphs in graphs of at most " + MOST_DEPTH + " levels", "more");
        }
        final List<String[]> pairs = graph.pairs("edges");
        final HdfTree.Branch all = graph.branch("nodes");
        final Map<String, NirType> types = new LinkedHashMap<>();
        for (final String name : all.names()) {
            final HdfTree.Branch node = all.branch(name);
            types.put(name, type(node));
            if (types.get(name) == NirType.NIR_GRAPH) {
                read(node, prefix + name + ".", depth + 1);
            } else {
                add(node, prefix + name, types.get(name), depth > 0);
            }
        }
        final Set<Edge> known = new LinkedHashSet<>();
        for (final String[] pair : pairs) {
            final Edge edge = Edge.of(
                    end(graph, pair, 0, prefix, types, NirType.OUTPUT),
                    end(graph, pair, 1, prefix, types, NirType.INPUT));
            if (known.add(edge)) {
                edges.add(edge);
            } else { // edges are a set in NIR
                notes.add("edge " + edge.from() + " to " + edge.to() + " stands twice and counts once");
            }
        }
    }

    /** The node behind an end of an edge; of a graph in the graph its only input or output. */
    private String end(
            HdfTree.Branch graph, String[] pair, int which, String prefix, Map<String, NirType> types, NirType port)
            throws FileFormatException {
        final String name = pair[which];
        final String edge = "edge " + pair[0] + " to " + pair[1];
        if (!types.containsKey(name)) {
            throw graph.refusal("edges", edge + " to join nodes, " + types.keySet(), "no node " + name);
        }
        if (types.get(name) != NirType.NIR_GRAPH) {
            return prefix + name;
        }
        final String inner = prefix + name + ".";
        final List<String> ports = nodes.values().stream()
                .filter(node -> node.type() == port
                        && node.name().startsWith(inner)
                        && node.name().indexOf('.', inner.length()) < 0)
                .map(NirNode::name)
                .toList();
        if (ports.size() != 1) {
            throw graph.refusal("edges", edge + " to find one " + port.text() + " in graph " + name, ports);
        }
        return ports.get(0);
    }

    private void add(HdfTree.Branch node, String name, NirType type, boolean isWithin) throws FileFormatException {
        if (nodes.size() > node.tree().size() / LEAST_BYTES) {
            throw node.refusal("as many nodes as a file of " + node.tree().size() + " bytes can hold", "more");
        }
        final Map<String, NirTensor> parameters = new LinkedHashMap<>();
        for (final String needed : type.needed()) {
            if (!needed.equals("padding") || !node.hasText("padding")) {
                parameters.put(needed, node.numbers(needed));
            }
        }
        for (final String optional : type.optional()) {
            if (node.has(optional) && !node.hasBranch(optional)) {
                parameters.put(optional, node.numbers(optional));
            }
        }
        if (type.needed().contains("padding") && !parameters.containsKey("padding")) {
            parameters.put("padding", padding(node, parameters));
        }
        for (final String other : node.names()) {
            if (!parameters.containsKey(other) && !BESIDE.contains(other)) {
                notes.add("node " + name + ": " + other + " is nothing that " + type.text() + " has, and not used");
            }
        }
        if (nodes.put(name, new NirNode(name, type, parameters)) != null) {
            throw node.refusal("a name of its own", "another node " + name);
        }
        if (isWithin && (type == NirType.INPUT || type == NirType.OUTPUT)) {
            within.add(name);
        }
    }

    /** A text for numbers: none, or as many as keep the extents. */
    private static NirTensor padding(HdfTree.Branch node, Map<String, NirTensor> parameters)
            throws FileFormatException {
        final String text = node.text("padding");
        if (text.equals("valid")) {
            return NirTensor.of(0);
        }
        final NirTensor weight = parameters.get("weight");
        if (!text.equals("same") || weight == null) {
            throw node.refusal("padding", weight == null ? "numbers" : "numbers, \"same\" or \"valid\"", text);
        }
        if (!NodeNumbers.areAll(parameters.get("stride"), 1)) {
            throw node.refusal("padding", "numbers, for \"same\" goes with a stride of 1", text);
        }
        final int axes = node.text("type").equals(NirType.CONV1D.text()) ? 1 : 2;
        final double[] values = new double[axes];
        final NirTensor dilation = parameters.get("dilation");
        final int rank = weight.extents().size();
        for (int axis = 0; axis < axes && rank >= axes; axis++) {
            final double taps = weight.extents().get(rank - axes + axis) - 1.0;
            final double both =
                    taps * dilation.values()[dilation.isSingle() ? 0 : Math.min(axis, dilation.values().length - 1)];
            if (both % 2 != 0) {
                throw node.refusal("padding", "\"same\" of kernels that pad both ends alike", both + " in all");
            }
            values[axis] = both / 2;
        }
        return new NirTensor(List.of(axes), values);
    }
}
