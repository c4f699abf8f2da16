package io.memspike.tasks.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.interchange.nir.Discretisation;
import io.memspike.interchange.nir.NirGraph;
import io.memspike.interchange.nir.NirModel;
import io.memspike.tasks.ModelNetwork;
import io.memspike.testing.Outside;
import io.memspike.topology.gradient.Gradients;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was read from NIR is a model like any other: a file of its own, and gradients throughout. */
class NirModelFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external/nir/norse__braille__4bea868.nir",
                "external/nir/NIR__scnn_mnist_batches__9122dac.nir",
                "external/nir/NIRTorch__feedback_graph__6775003.nir",
                "peers/h-delay/network.nir",
                "peers/i-threshold-scale-affine/network.nir",
            })
    void shouldBeWrittenReadAndTrainable(String name) throws IOException {
        final NirGraph nir = NirGraph.read(Outside.file("golden/" + name));
        final Model model = NirModel.of(nir, Discretisation.of(1e-3f)).model();
        final Path file = directory.resolve("model.safetensors");
        model.write(file);
        final Model read = ModelNetwork.read(file);
        assertEquals(model.graph(), read.graph());
        assertEquals(model.metadata(), read.metadata());
        assertEquals(model.tensors().keySet(), read.tensors().keySet());
        model.tensors()
                .forEach((tensor, values) ->
                        assertArrayEquals(values, read.tensors().get(tensor), tensor));
        for (final Node node : read.graph().nodes()) {
            assertTrue(node.kind() instanceof Input || Gradients.known().has(node.kind()), node + "");
        }
    }
}
