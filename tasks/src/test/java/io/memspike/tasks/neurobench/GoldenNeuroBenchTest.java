package io.memspike.tasks.neurobench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.EventFile;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The figures that the harness itself finds on a network with the same weights and events: {@code figures.py}. */
class GoldenNeuroBenchTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/memspike/tasks/neurobench");

    @Test
    void shouldCountWhatTheHarnessCounts() throws IOException {
        final StrictJson expected = StrictJson.read(GOLDEN.resolve("figures.json"));
        final Model model = Model.read(GOLDEN.resolve("model.safetensors"));
        try (EventFile events = EventFile.open(GOLDEN.resolve("events.safetensors"))) {
            final Network network = ModelNetwork.of(model, events.shape(), new ScalarKernels(), ReadNoise.NONE);
            final NeuroBenchCounter counter = new NeuroBenchCounter(model);
            new ClassifierEvaluation(network, events, 2, done -> {})
                    .seenBy(counter)
                    .run(null);
            final NeuroBench found = counter.figures(null);

            assertEquals(expected.field("footprintBytes").number(), found.footprintBytes());
            assertEquals(expected.field("connectionSparsity").number(), found.connectionSparsity(), 0.5e-4); // rounded
            assertEquals(expected.field("activationSparsity").number(), found.activationSparsity(), 1e-15);
            assertEquals(expected.field("denseOperations").number(), found.denseOperations());
            assertEquals(expected.field("effectiveMacs").number(), found.effectiveMacs());
            assertEquals(expected.field("effectiveAcs").number(), found.effectiveAcs());
        }
    }
}
