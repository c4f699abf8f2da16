package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link NirFile} says, graphs within it made flat. Edges have no delay yet, in loops either.
 *
 * @param file where it is from, for messages
 * @param version of the program that wrote it, free text
 * @param nodes in the order of the file
 * @param edges in the order of the file
 * @param notes what is odd and does not matter, a line each
 * @param metadata the outer graph's, as {@link NirPart#metadata} says
 */
public record NirGraph(
        Object file,
        String version,
        List<NirNode> nodes,
        List<Edge> edges,
        List<String> notes,
        Map<String, Object> metadata) {
    /** Refuses edges that join no nodes, which no file that was read has. */
    public NirGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        notes = List.copyOf(notes);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        final Set<String> names = new HashSet<>();
        nodes.forEach(node -> names.add(node.name()));
        for (final Edge edge : edges) {
            Kind.require(
                    names.contains(edge.from()) && names.contains(edge.to()),
                    "edge %s to %s: expected two of the nodes %s, found another",
                    edge.from(),
                    edge.to(),
                    names);
        }
    }

    /** Without metadata. */
    public NirGraph(Object file, String version, List<NirNode> nodes, List<Edge> edges, List<String> notes) {
        this(file, version, nodes, edges, notes, Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is torn, or no network: file, place, expected, found
     * @throws IOException where it cannot be read
     */
    public static NirGraph read(Path file) throws IOException {
        return NirFile.read(file).flat();
    }

    /** As a file, without graphs in the graph: {@link NirFile#write} writes it. */
    public NirFile asFile() {
        return new NirFile(file, version, new NirSubgraph("", List.copyOf(nodes), edges, metadata), notes);
    }

    /** The discretisation that a file from here was written by; none of other files. */
    public Optional<Discretisation> discretisation() {
        try {
            return metadata.get(NirHints.DISCRETISATION) instanceof String text
                    ? Optional.of(Discretisation.parse(text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // of somebody else
        }
    }

    /** The nodes of a type, in the order of the file. */
    public List<NirNode> nodesOf(NirType type) {
        return nodes.stream().filter(node -> node.type() == type).toList();
    }

    /** A refusal of a node. */
    FileFormatException refusal(String node, String what, Object expected, Object found) {
        return new FileFormatException(file, "node " + node + (what.isEmpty() ? "" : ": " + what), expected, found);
    }
}
