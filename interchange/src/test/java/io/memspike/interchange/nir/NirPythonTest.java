package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written here opens in Python, where that has the packages: h5py, and NIR's own. */
class NirPythonTest {
    @TempDir
    Path directory;

    private Path export() throws IOException {
        final NirGraph graph = NirRun.read("peers/j-nested/network.nir");
        final NirModel model = NirModel.of(graph, Discretisation.of(1e-3f));
        final Path file = directory.resolve("export.nir");
        NirExport.of("j-nested", model.model(), 1f).graph().asFile().write(file);
        return file;
    }

    /** Name, type and sum of each parameter, as the programs below print them. */
    private List<String> expected() throws IOException {
        final List<String> lines = new ArrayList<>();
        final NirGraph graph = NirGraph.read(export());
        for (final NirNode node : graph.nodes()) {
            final Map<String, NirTensor> sorted = new TreeMap<>(node.parameters());
            sorted.remove("shape");
            sorted.forEach((name, tensor) -> {
                double sum = 0;
                for (final double value : tensor.values()) {
                    sum += value;
                }
                lines.add(String.format(
                        Locale.ROOT, "%s %s %s %.4f", node.name(), node.type().text(), name, sum + 0.0));
            });
        }
        lines.sort(null);
        return lines;
    }

    @Test
    void shouldOpenInH5py() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "h5py");
        final String program = """
                import sys, h5py
                lines = []
                with h5py.File(sys.argv[1]) as file:
                    assert isinstance(file['version'][()], bytes)
                    assert len(file['node/edges'][()][0]) == 2
                    for name, node in file['node/nodes'].items():
                        for key in node:
                            if key not in ('type', 'metadata', 'shape'):
                                kind = node['type'][()].decode()
                                lines.append('%s %s %s %.4f' % (name, kind, key, node[key][()].astype('d').sum()))
                print('\\n'.join(sorted(lines)))
                """;
        assertEquals(expected(), python.lines(program, export()));
    }

    @Test
    void shouldOpenInThePackageOfNir() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "nir");
        final String program = """
                import sys, nir, numpy
                graph = nir.read(sys.argv[1])
                lines = []
                for name, node in graph.nodes.items():
                    for key, value in node.to_dict().items():
                        if key not in ('type', 'metadata', 'shape', 'input_type', 'output_type'):
                            lines.append('%s %s %s %.4f' % (name, type(node).__name__, key, numpy.asarray(value, 'd').sum()))
                print('\\n'.join(sorted(lines)))
                """;
        assertEquals(expected(), python.lines(program, export()));
    }
}
