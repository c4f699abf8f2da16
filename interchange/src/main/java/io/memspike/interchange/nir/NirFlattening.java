package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.interchange.nir.internal.Passing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes graphs in a graph flat. */
final class NirFlattening {
    private final NirFile file;
    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final Set<String> within = new LinkedHashSet<>(); // inputs and outputs of graphs in the graph
    private final List<Edge> edges = new ArrayList<>();
    private final List<String> notes;

    NirFlattening(NirFile file) {
        this.file = file;
        this.notes = new ArrayList<>(file.notes());
    }

    NirGraph graph() throws FileFormatException {
        add(file.graph(), "", "/node");
        noteWithin();
        final List<Edge> flat = new Passing(file.file(), within).flat(edges);
        final List<NirNode> left = nodes.values().stream()
                .filter(each -> !within.contains(each.name()))
                .toList();
        return new NirGraph(
                file.file(), file.version(), left, flat, notes, file.graph().metadata());
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

    private void add(NirSubgraph graph, String prefix, String path) throws FileFormatException {
        final Map<String, NirSubgraph> graphs = new LinkedHashMap<>();
        for (final NirPart part : graph.parts()) {
            final String name = prefix + part.name();
            if (part instanceof NirSubgraph inner) {
                graphs.put(inner.name(), inner);
                add(inner, name + ".", path + "/nodes/" + inner.name());
            } else if (part instanceof NirNode node) {
                if (nodes.put(name, node.named(name)) != null) {
                    throw new FileFormatException(
                            file.file(), path + "/nodes/" + part.name(), "a name of its own", "another node " + name);
                }
                if (!prefix.isEmpty() && (node.type() == NirType.INPUT || node.type() == NirType.OUTPUT)) {
                    within.add(name);
                }
            }
        }
        for (final Edge edge : graph.edges()) {
            final String from = port(edge, graphs.get(edge.from()), NirType.OUTPUT, path);
            final String to = port(edge, graphs.get(edge.to()), NirType.INPUT, path);
            edges.add(Edge.of(
                    prefix + edge.from() + (from.isEmpty() ? "" : "." + from),
                    prefix + edge.to() + (to.isEmpty() ? "" : "." + to)));
        }
    }

    /** The only input or output of a graph, and nothing of a node. */
    private String port(Edge edge, NirSubgraph graph, NirType port, String path) throws FileFormatException {
        if (graph == null) {
            return "";
        }
        final List<String> ports = graph.parts().stream()
                .filter(part -> part instanceof NirNode node && node.type() == port)
                .map(NirPart::name)
                .toList();
        if (ports.size() != 1) {
            throw new FileFormatException(
                    file.file(),
                    path + "/edges",
                    "edge " + edge.from() + " to " + edge.to() + " to find one " + port.text() + " in graph "
                            + graph.name(),
                    ports);
        }
        return ports.get(0);
    }
}
