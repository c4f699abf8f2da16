package io.memspike.interchange.nir;

import io.memspike.interchange.internal.HdfOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a {@link NirFile} together. */
final class NirWriter {
    private static final Set<String> WHOLE = Set.of(
            "shape",
            "input_shape",
            "input_type",
            "stride",
            "padding",
            "dilation",
            "groups",
            "kernel_size",
            "start_dim",
            "end_dim");

    private final HdfOutput root;

    NirWriter(HdfOutput root) {
        this.root = root;
    }

    void write(NirFile file) throws IOException {
        root.text("version", file.version());
        write(file.graph(), root.group("node"));
    }

    private void write(NirSubgraph graph, HdfOutput into) throws IOException {
        if (graph.edges().isEmpty()) {
            throw new IOException("graph " + graph.name() + ": expected an edge, found none");
        }
        into.text("type", NirType.NIR_GRAPH.text());
        into.pairs(
                "edges",
                graph.edges().stream()
                        .map(edge -> new String[] {edge.from(), edge.to()})
                        .toList());
        final HdfOutput nodes = into.group("nodes");
        for (final NirPart part : graph.parts()) {
            final HdfOutput group = nodes.group(part.name());
            if (part instanceof NirSubgraph inner) {
                write(inner, group);
            } else if (part instanceof NirNode node) {
                group.text("type", node.type().text());
                parameters(node, group);
                metadata(node.metadata(), group);
            }
        }
        final Map<String, Object> metadata = new LinkedHashMap<>(graph.metadata());
        metadata.put(NirHints.ORDER, graph.parts().stream().map(NirPart::name).toList());
        metadata(metadata, into);
    }

    /** All but arrays without elements, which the library does not write. */
    private static void parameters(NirNode node, HdfOutput group) throws IOException {
        for (final Map.Entry<String, NirTensor> each : node.parameters().entrySet()) {
            if (each.getValue().values().length > 0) {
                group.numbers(each.getKey(), each.getValue().numbers(), WHOLE.contains(each.getKey()));
            } else if (node.type().needed().contains(each.getKey())) {
                throw new IOException("node " + node.name() + ": " + each.getKey() + ": expected numbers, found none");
            }
        }
    }

    private static void metadata(Map<String, Object> metadata, HdfOutput into) {
        if (metadata.isEmpty()) {
            return;
        }
        final Map<String, HdfOutput> groups = new LinkedHashMap<>();
        groups.put("", into.group("metadata"));
        metadata.forEach((path, value) -> {
            final int slash = path.lastIndexOf('/');
            final HdfOutput group = group(groups, path.substring(0, Math.max(slash, 0)));
            final String name = path.substring(slash + 1);
            if (value instanceof String text) {
                group.text(name, text);
            } else if (value instanceof NirTensor tensor) {
                group.numbers(name, tensor.numbers(), false);
            } else if (value instanceof List<?> texts) {
                group.texts(name, texts.stream().map(String::valueOf).toList());
            }
        });
    }

    private static HdfOutput group(Map<String, HdfOutput> groups, String path) {
        final HdfOutput known = groups.get(path);
        if (known != null) {
            return known;
        }
        final int slash = path.lastIndexOf('/');
        final HdfOutput group =
                group(groups, path.substring(0, Math.max(slash, 0))).group(path.substring(slash + 1));
        groups.put(path, group);
        return group;
    }
}
