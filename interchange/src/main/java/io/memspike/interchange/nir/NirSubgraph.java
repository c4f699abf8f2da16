package io.memspike.interchange.nir;

import io.memspike.core.graph.Edge;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of NIR as its file has it, with the graphs within it.
 *
 * @param name its own; of the outer one ""
 * @param parts nodes and graphs, in the order of the file
 * @param edges between names of parts, in the order of the file
 * @param metadata as {@link NirPart#metadata} says
 */
public record NirSubgraph(String name, List<NirPart> parts, List<Edge> edges, Map<String, Object> metadata)
        implements NirPart {
    public NirSubgraph {
        parts = List.copyOf(parts);
        edges = List.copyOf(edges);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public NirSubgraph named(String other) {
        return new NirSubgraph(other, parts, edges, metadata);
    }
}
