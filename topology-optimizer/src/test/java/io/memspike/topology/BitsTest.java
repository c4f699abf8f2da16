package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Samples;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import org.junit.jupiter.api.Test;

/**
 * Pins the bits of all that small networks have learnt after a short training, with the state of their optimiser: a change
 * of any would make every seed mean another model. Those of chains and of the auto-encoder were taken from the program that
 * trained each by a trainer of its own, before there was one for all graphs.
 */
class BitsTest {
    private static String train(Graph graph, boolean prunes, Loss loss, TrainingConfig config) {
        final Learners learners = Toy.learners(graph, prunes);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), loss));
        final Samples samples = new Toy(60);
        try (Trainer trainer =
                new Trainer(task, samples, config, KernelsLookup.find("auto").kernels(), 2, 0)) {
            trainer.epoch(TrainingProgress.NONE);
            trainer.epoch(TrainingProgress.NONE);
        }
        return Networks.sha256(learners);
    }

    @Test
    void shouldKeepTheBitsOfPrunedConvolutions() {
        assertEquals(
                "4e8839b6f918792c7c5cbac47e3efd668f6a472d7dd828355b40cc88664cae38",
                train(Toy.conv(), true, Loss.RUNNING, TrainingConfig.adam(2, 25, 1e-2, 5e-4, 0, 3)));
    }

    @Test
    void shouldKeepTheBitsOfTrainedFullConnectionsWhereSpikesCost() {
        assertEquals(
                "191e8e87f2e4b5c78170dc08019798ab00e24d0768e0ff1bee21ef02c6f7a753",
                train(Toy.mlp(), false, Loss.MEAN, TrainingConfig.adam(2, 25, 0.3, 5e-4, 2, 3)));
    }

    @Test
    void shouldKeepTheBitsOfAnAutoEncoder() {
        final Learners learners = AutoEncoderToy.learners();
        try (Trainer trainer = AutoEncoderToy.trainer(
                learners, new AutoEncoderToy(50), KernelsLookup.find("auto").kernels(), 2, 0)) {
            for (int batch = 0; batch < 5; batch++) {
                trainer.batch();
            }
        }

        assertEquals("768f6daf0f8a295b6321ba1d39cd1e7acb8e4b51073cce24b935dd79bfdc2226", Networks.sha256(learners));
    }

    @Test
    void shouldKeepTheBitsOfARecurrentNetwork() {
        assertEquals(
                "5da249126cf6e6bfeb1e8d39eb48570c3fe9d2857c880d097aac4b084a1e8dd5",
                train(Toy.recurrent(), true, Loss.RUNNING, TrainingConfig.adam(2, 25, 1e-2, 5e-4, 0, 3)));
    }
}
