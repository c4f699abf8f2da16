package io.memspike.bench.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.bench.jmh.BenchNetworks;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for PyTorch's programs is a file of version 1, which says the same network. */
class PeerModelTest {
    @TempDir
    private Path directory;

    private static List<float[]> weights(Model model) {
        return model.graph().nodes().stream()
                .filter(node -> node.kind() instanceof MatrixKind)
                .map(Node::name)
                .map(model::effective)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv", "mlp"})
    void shouldSayTheSameNetworkInVersionOne(String network) throws Exception {
        final Samples digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TEST, 1);
        final Model model = BenchNetworks.model(network, digits);
        final Path file = directory.resolve("model.safetensors");

        PeerModel.write(model, file);

        final Model read = Model.read(file).at(digits.shape());
        assertEquals(network, BenchNetworks.kind("another", read));
        final List<float[]> expected = weights(model);
        final List<float[]> found = weights(read);
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i));
        }
    }

    @Test
    void shouldRefuseALayerThatTheProgramsDoNotHave() {
        final Graph graph = Graph.chain(new Shape(1, 2, 2), List.of(new Flatten()));
        final Model model = new Model(graph, Map.of(), Map.of(), Map.of(), Map.of());

        final IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> PeerModel.write(model, directory.resolve("model.safetensors")));

        assertEquals("expected a layer of PRIME's networks, found flatten", refusal.getMessage());
    }
}
