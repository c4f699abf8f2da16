package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The classifier in the jar against what {@code models} says of it. */
class ShippedClassifierTest {
    private static final Path PRIME = Path.of("prime");

    private static ClassifierEvaluation.Result run(Samples samples, String earlyStop) throws IOException {
        final Model model = ModelNetwork.read(PRIME);
        final Network network =
                Networks.of(PRIME, model, samples, KernelsLookup.find("auto").kernels());
        final ExitPolicy exit = ExitPolicies.of("confidence", earlyStop, PRIME, model);
        return new ClassifierEvaluation(network, samples, 2, done -> {}).run(exit);
    }

    private static Samples encoded(DataSets sets, String dataset) throws IOException {
        final String encoder = ModelNetwork.read(PRIME).metadata().get(ClassifierTraining.ENCODER);
        return new ClassifierData(sets, Encoding.of(encoder), 1)
                .samples(dataset, Split.TEST, dataset.equals("mnist") ? 1000 : 0);
    }

    @Test
    void shouldFitIntoAFewKilobytes() throws IOException {
        try (InputStream in = ShippedModels.class.getResourceAsStream("model/prime.safetensors")) {
            assertTrue(in.readAllBytes().length < 200_000);
        }
    }

    @Test
    void shouldClassifySimulatedDigits() throws IOException {
        final Samples digits = encoded(new DataPlace(null).sets(), "mnist");

        assertTrue(run(digits, "off").accuracy() > 0.97);
        assertTrue(run(digits, "model").meanSteps() <= 2);
    }

    @Test
    void shouldClassifyRealRecordings() throws IOException {
        final Samples recordings = encoded(new DataSets(Outside.file("data/nmnist")), "n-mnist");
        final ClassifierEvaluation.Result all = run(recordings, "off");
        final ClassifierEvaluation.Result early = run(recordings, "model");

        assertEquals(100, all.samples());
        assertEquals(RIGHT, all.correct());
        assertEquals(RIGHT_EARLY, early.correct());
        assertEquals(MEAN_STEPS, early.meanSteps(), 1e-9);
    }

    private static final int RIGHT = 100;
    private static final int RIGHT_EARLY = 100;
    private static final double MEAN_STEPS = 1.6;
}
