package io.memspike.interchange.nir;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file in NIR being written, node by node; names with slashes lie in graphs in the graph. */
final class NirWritten {
    private final Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();
    private final Map<String, String[][]> edges = new LinkedHashMap<>();

    /** A node: its type, then names and values of parameters in turn. */
    NirWritten node(String name, String type, Object... parameters) {
        final Map<String, Object> values = new LinkedHashMap<>(Map.of("type", type));
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        nodes.put(name, values);
        return this;
    }

    /** Edges of a graph, the outer one by "": {@code "a>b b>c"}. */
    NirWritten edges(String graph, String text) {
        final String[] words = text.split(" ");
        final String[][] pairs = new String[words.length][];
        for (int i = 0; i < words.length; i++) {
            pairs[i] = words[i].split(">");
        }
        edges.put(graph, pairs);
        return this;
    }

    Path write(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("version", "test");
            write(hdf.putGroup("node"), "");
        }
        return file;
    }

    private void write(WritableGroup graph, String path) {
        graph.putDataset("type", "NIRGraph");
        if (edges.containsKey(path)) {
            graph.putDataset("edges", edges.get(path));
        }
        final WritableGroup all = graph.putGroup("nodes");
        final String prefix = path.isEmpty() ? "" : path + "/";
        for (final String inner : edges.keySet()) {
            if (!inner.isEmpty() && inner.startsWith(prefix) && inner.indexOf('/', prefix.length()) < 0) {
                write(all.putGroup(inner.substring(prefix.length())), inner);
            }
        }
        nodes.forEach((name, values) -> {
            if (name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0) {
                final WritableGroup node = all.putGroup(name.substring(prefix.length()));
                values.forEach(node::putDataset);
            }
        });
    }
}
