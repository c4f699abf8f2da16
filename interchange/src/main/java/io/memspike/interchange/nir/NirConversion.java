package io.memspike.interchange.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.interchange.nir.internal.LoopEdges;
import io.memspike.interchange.nir.internal.Passing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a model of a graph of NIR. */
final class NirConversion {
    static final String VERSION = "nirVersion"; // metadata of a model
    private static final Set<NirType> STATELESS = Set.of(
            NirType.LINEAR,
            NirType.AFFINE,
            NirType.SCALE,
            NirType.CONV1D,
            NirType.CONV2D,
            NirType.SUM_POOL2D,
            NirType.AVG_POOL2D,
            NirType.FLATTEN);

    private final NirGraph nir;
    private final Discretisation by;
    private final Set<String> implicit;
    private final Deque<String> means;
    private final Map<String, NirNode> byName = new LinkedHashMap<>();
    private final List<String> notes;

    NirConversion(NirGraph nir, Discretisation by) {
        this.nir = nir;
        this.by = by;
        this.implicit = NirHinted.implicit(nir);
        this.means = new ArrayDeque<>(NirHinted.means(nir));
        this.notes = new ArrayList<>(nir.notes());
        nir.nodes().forEach(node -> byName.put(node.name(), node));
    }

    NirModel model() throws FileFormatException {
        requireEnds();
        final Set<String> useful = useful();
        final NirKinds kinds = new NirKinds(nir, by, notes);
        final List<Node> nodes = new ArrayList<>();
        final List<String> outputs = new ArrayList<>();
        final List<Edge> edges = new ArrayList<>(edges(useful));
        for (final NirNode node : nir.nodes()) {
            if (implicit.contains(node.name())) {
                continue;
            }
            if (!useful.contains(node.name())) {
                notes.add("node " + node.name() + " leads to no output and is left out");
            } else if (node.type() == NirType.OUTPUT) {
                output(node, nodes, edges, outputs);
            } else if (node.type() == NirType.INPUT) {
                nodes.add(named(node, new Input(new InputShape(nir, byName, notes).of(node))));
            } else {
                kinds.add(NirHinted.of(node), nodes, edges);
            }
        }
        final Graph graph = graph(nodes, edges, outputs);
        final Map<String, float[]> tensors = new NirTensors(nir, by, graph, kinds.pending(), flattened()).tensors();
        noteShapes(graph);
        return new NirModel(new Model(graph, tensors, Map.of(), Map.of(), metadata()), by, notes);
    }

    private Map<String, String> metadata() {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(VERSION, nir.version());
        metadata.put("discretisation", by.toString());
        return metadata;
    }

    /** Weights in front of which a Flatten that stands in the file is left out. */
    private Set<String> flattened() {
        final Set<String> flattened = new LinkedHashSet<>();
        for (final Edge edge : nir.edges()) {
            if (implicit.contains(edge.from())) {
                flattened.add(edge.to());
            }
        }
        return flattened;
    }

    private Node named(NirNode node, Kind kind) throws FileFormatException {
        return NirKinds.node(nir, node.name(), kind);
    }

    private void requireEnds() throws FileFormatException {
        for (final NirType end : List.of(NirType.INPUT, NirType.OUTPUT)) {
            if (nir.nodesOf(end).isEmpty()) {
                throw new FileFormatException(nir.file(), "/node/nodes", "a node of type " + end.text(), "none");
            }
        }
        for (final Edge edge : nir.edges()) {
            if (byName.get(edge.to()).type() == NirType.INPUT) {
                throw nir.refusal(edge.to(), "", "no edge into an Input", "one from " + edge.from());
            }
            if (byName.get(edge.from()).type() == NirType.OUTPUT) {
                throw nir.refusal(edge.from(), "", "no edge out of an Output", "one to " + edge.to());
            }
        }
    }

    /** The nodes that lead to an output. */
    private Set<String> useful() {
        final Set<String> useful = new LinkedHashSet<>();
        nir.nodesOf(NirType.OUTPUT).forEach(node -> useful.add(node.name()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (final Edge edge : nir.edges()) {
                grows |= useful.contains(edge.to()) && useful.add(edge.from());
            }
        }
        return useful;
    }

    private List<Edge> edges(Set<String> useful) throws FileFormatException {
        final List<String> inputsFirst = new ArrayList<>();
        nir.nodesOf(NirType.INPUT).forEach(node -> inputsFirst.add(node.name()));
        byName.values().stream()
                .filter(node -> node.type() != NirType.INPUT && !implicit.contains(node.name()))
                .forEach(node -> inputsFirst.add(node.name()));
        return LoopEdges.delayed(
                        inputsFirst,
                        new Passing(nir.file(), implicit).flat(nir.edges()),
                        by.loop(),
                        name -> STATELESS.contains(byName.get(name).type()))
                .stream()
                .filter(edge -> useful.contains(edge.to()))
                .toList();
    }

    /** What leads into an output answers; of several edges their sum. */
    private void output(NirNode node, List<Node> nodes, List<Edge> edges, List<String> outputs)
            throws FileFormatException {
        final List<Edge> into =
                edges.stream().filter(edge -> edge.to().equals(node.name())).toList();
        if (into.isEmpty()) {
            throw nir.refusal(node.name(), "", "an edge into an Output", "none");
        }
        final String mean = means.isEmpty() ? "" : means.remove();
        if (!mean.isEmpty()) { // which the file left out
            nodes.add(NirKinds.node(nir, mean, new Mean()));
            edges.replaceAll(edge -> edge.to().equals(node.name()) ? edge.to(mean) : edge);
            outputs.add(mean);
        } else if (into.size() == 1) {
            edges.removeAll(into);
            outputs.add(into.get(0).from());
        } else {
            nodes.add(named(node, new Concat(1)));
            outputs.add(node.name());
        }
    }

    private Graph graph(List<Node> nodes, List<Edge> edges, List<String> outputs) throws FileFormatException {
        try {
            return new Graph(nodes, edges, outputs);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(nir.file() + ": " + e.getMessage());
        }
    }

    /** What files say of shapes beside what follows from the input is no more than a note. */
    private void noteShapes(Graph graph) throws FileFormatException {
        for (final NirNode output : nir.nodesOf(NirType.OUTPUT)) {
            if (!output.has("shape")) {
                continue;
            }
            final List<Integer> said = wide(new NodeNumbers(nir, output).wholes("shape"));
            final String from = nir.edges().stream()
                    .filter(edge -> edge.to().equals(output.name()))
                    .map(Edge::from)
                    .findFirst()
                    .orElseThrow();
            note(output.name(), "shape", said, graph.shape(from));
        }
        for (final Node node : graph.nodes()) {
            final NirNode of = byName.get(node.name());
            if (of != null && of.has("input_shape")) {
                final Shape input = graph.input(node.name());
                final List<Integer> said = wide(new NodeNumbers(nir, of).wholes("input_shape"));
                note(of.name(), "input_shape", said, new Shape(1, input.height(), input.width()));
            }
        }
    }

    private void note(String node, String what, List<Integer> said, Shape shape) {
        final List<Integer> found = wide(List.of(shape.channels(), shape.height(), shape.width()));
        if (!said.contains(0) && !said.equals(found)) {
            notes.add("node " + node + ": " + what + " says " + said + ", and " + shape + " is there");
        }
    }

    private static List<Integer> wide(List<Integer> extents) {
        return extents.stream().filter(extent -> extent != 1).toList();
    }
}
