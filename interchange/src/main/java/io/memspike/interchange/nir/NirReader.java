package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.interchange.internal.HdfNumbers;
import io.memspike.interchange.internal.HdfTree;
import java.util.ArrayList;
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
    private final List<String> notes = new ArrayList<>();
    private int nodes;

    NirReader(Object file, HdfTree.Branch root) {
        this.file = file;
        this.root = root;
    }

    NirFile file() throws FileFormatException {
        final String version = root.text("version");
        final HdfTree.Branch node = root.branch("node");
        if (type(node) != NirType.NIR_GRAPH) {
            throw node.refusal("type", "NIRGraph", node.text("type"));
        }
        return new NirFile(file, version, read(node, "", "", 0), notes);
    }

    private static NirType type(HdfTree.Branch node) throws FileFormatException {
        final String text = node.text("type");
        return NirType.named(text).orElseThrow(() -> node.refusal("type", "one of " + NirType.texts(), text));
    }

    private NirSubgraph read(HdfTree.Branch graph, String name, String prefix, int depth) throws FileFormatException {
        if (depth > MOST_DEPTH) {
            throw graph.refusal("graphs in graphs of at most " + MOST_DEPTH + " levels", "more");
        }
        final List<String[]> pairs = graph.pairs("edges");
        final HdfTree.Branch all = graph.branch("nodes");
        final Map<String, NirPart> parts = new LinkedHashMap<>();
        for (final String each : all.names()) {
            final HdfTree.Branch node = all.branch(each);
            final NirType type = type(node);
            parts.put(
                    each,
                    type == NirType.NIR_GRAPH
                            ? read(node, each, prefix + each + ".", depth + 1)
                            : node(node, each, prefix, type));
        }
        final Map<String, Object> metadata = metadata(graph, "graph " + prefix);
        return new NirSubgraph(name, inOrder(parts, metadata), edges(graph, pairs, parts.keySet(), prefix), metadata);
    }

    /** As HDF5 keeps them by name, or as the metadata of who wrote them say. */
    private static List<NirPart> inOrder(Map<String, NirPart> parts, Map<String, Object> metadata) {
        if (metadata.get(NirHints.ORDER) instanceof List<?> order
                && order.size() == parts.size()
                && parts.keySet().equals(new LinkedHashSet<Object>(order))) {
            return order.stream().map(parts::get).toList();
        }
        return List.copyOf(parts.values());
    }

    private List<Edge> edges(HdfTree.Branch graph, List<String[]> pairs, Set<String> parts, String prefix)
            throws FileFormatException {
        final Set<Edge> edges = new LinkedHashSet<>();
        for (final String[] pair : pairs) {
            for (final String end : pair) {
                if (!parts.contains(end)) {
                    throw graph.refusal(
                            "edges",
                            "edge " + pair[0] + " to " + pair[1] + " to join nodes, " + parts,
                            "no node " + end);
                }
            }
            if (!edges.add(Edge.of(pair[0], pair[1]))) { // edges are a set in NIR
                notes.add("edge " + prefix + pair[0] + " to " + prefix + pair[1] + " stands twice and counts once");
            }
        }
        return List.copyOf(edges);
    }

    /** What stands beside; what of it cannot be read does not matter. */
    private Map<String, Object> metadata(HdfTree.Branch of, String what) {
        final Map<String, Object> metadata = new LinkedHashMap<>();
        for (final String left : of.values("metadata", metadata)) {
            notes.add(what + ": metadata " + left + " cannot be read and is left out");
        }
        metadata.replaceAll((name, value) -> value instanceof HdfNumbers numbers ? NirTensor.of(numbers) : value);
        return metadata;
    }

    private NirNode node(HdfTree.Branch node, String name, String prefix, NirType type) throws FileFormatException {
        if (++nodes > node.tree().size() / LEAST_BYTES) {
            throw node.refusal("as many nodes as a file of " + node.tree().size() + " bytes can hold", "more");
        }
        final Map<String, NirTensor> parameters = new LinkedHashMap<>();
        for (final String needed : type.needed()) {
            if (!needed.equals("padding") || !node.hasText("padding")) {
                parameters.put(needed, NirTensor.of(node.numbers(needed)));
            }
        }
        for (final String optional : type.optional()) {
            if (node.has(optional) && !node.hasBranch(optional)) {
                final NirTensor numbers = NirTensor.of(node.numbers(optional));
                if (numbers.values().length > 0) {
                    parameters.put(optional, numbers);
                }
            }
        }
        if (type.needed().contains("padding") && !parameters.containsKey("padding")) {
            parameters.put("padding", padding(node, parameters));
        }
        for (final String other : node.names()) {
            if (!parameters.containsKey(other) && !BESIDE.contains(other)) {
                notes.add("node " + prefix + name + ": " + other + " is nothing that " + type.text()
                        + " has, and not used");
            }
        }
        return new NirNode(name, type, parameters, metadata(node, "node " + prefix + name));
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
