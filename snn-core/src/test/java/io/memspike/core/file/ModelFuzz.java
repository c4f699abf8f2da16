package io.memspike.core.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of models as a target of a fuzzer; {@code .ci/fuzz} runs it. */
class ModelFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> models() throws IOException {
        final Graph graph = Graph.chain(
                Shape.vector(3),
                List.of(
                        new Linear(2, 1f),
                        new Lif(0.2f, 0.5f, 0.1f),
                        new Linear(2, 0.5f),
                        Integrator.readout(0.25f),
                        new Mean()));
        final Path file = directory.resolve("model");
        new Model(
                        graph,
                        Map.of("0.weight", new float[] {1, 2, 3, 4, 5, 6}, "2.weight", new float[] {1, 2, 3, 4}),
                        Map.of("0", new byte[] {1, 0, 1, 0, 1, 0}),
                        Map.of("0.score", new float[] {1, 2, 3, 4, 5, 6}),
                        Map.of("seed", "7", "dataset", "mnist"))
                .write(file);
        return Stream.of(Files.readAllBytes(file));
    }

    @MethodSource("models")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void model(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, Model::read);
    }
}
