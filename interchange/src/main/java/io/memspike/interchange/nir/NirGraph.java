package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file in NIR says: HDF5 with a text {@code version} and a group {@code node}, which is a graph. Graphs within it are
 * made flat: the node {@code lif} of a graph {@code block} is {@code block.lif}, and what leads into a graph leads to where
 * its input leads. Edges have no delay yet, in loops either.
 *
 * @param file where it is from, for messages
 * @param version of the program that wrote it, free text
 * @param nodes in the order of the file
 * @param edges in the order of the file
 * @param notes what is odd and does not matter, a line each
 */
public record NirGraph(Object file, String version, List<NirNode> nodes, List<Edge> edges, List<String> notes) {
    /** Refuses edges that join no nodes, which no file that was read has. */
    public NirGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        notes = List.copyOf(notes);
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

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is torn, or no network: file, place, expected, found
     * @throws IOException where it cannot be read
     */
    public static NirGraph read(Path file) throws IOException {
        return HdfTree.read(file, root -> new NirReader(file, root).graph());
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
