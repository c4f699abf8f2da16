package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights and biases of which only the signs take part, in the one trainer. */
class SignTrainingTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final float[] SCALES = {0.2f, 0.5f};
    private static final Toy SAMPLES = new Toy(60);

    private static Graph graph() {
        return Graph.chain(
                SAMPLES.shape(),
                List.of(
                        new Linear(19, SCALES[0], true),
                        new Activation(Activation.Function.SIGMOID, 1f),
                        new Linear(SAMPLES.classes(), SCALES[1], true),
                        new Mean()));
    }

    /** Latents at the start, or their signs as weights that are trained themselves. */
    private static Learners learners(boolean areSigns) {
        final Graph graph = graph();
        final Map<String, Parameters> parameters = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(Linear.class)) {
            final RandomStream random = RandomStream.of(5, "latents", graph.position(node.name()));
            final Matrix matrix = Matrix.of(graph, node.name());
            parameters.put(node.name(), parameters(matrix.weights(), matrix.weightScale(), random, areSigns));
            parameters.put(node.name() + ".bias", parameters(matrix.out(), matrix.weightScale(), random, areSigns));
        }
        return Learners.of(graph, parameters);
    }

    private static Parameters parameters(int size, float scale, RandomStream random, boolean areSigns) {
        final float[] latents = new float[size];
        for (int i = 0; i < size; i++) {
            latents[i] = 0.2f * (2 * random.nextFloat() - 1);
        }
        final Parameters.Binary binary = new Parameters.Binary(latents, scale);
        return areSigns ? binary : new Parameters.Trained(binary.weights(), scale);
    }

    private static Trainer trainer(Learners learners, TrainingConfig config, Kernels kernels, int threads) {
        final Graph graph = graph();
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), Loss.MEAN));
        return new Trainer(task, SAMPLES, config, kernels, threads, 0);
    }

    private static Learners train(int epochs, Kernels kernels, int threads) {
        final Learners learners = learners(true);
        try (Trainer trainer = trainer(learners, TrainingConfig.adam(epochs, 25, 2e-2, 0, 0, 3), kernels, threads)) {
            while (trainer.epochsDone() < epochs) {
                trainer.epoch(TrainingProgress.NONE);
            }
        }
        return learners;
    }

    @Test
    void shouldHaveTheGradientOfWeightsThatAreTheseSigns() {
        final Learners signs = learners(true);
        final Learners weights = learners(false);
        for (final Learners each : List.of(signs, weights)) {
            try (Trainer trainer = trainer(each, TrainingConfig.adam(1, 60, 1e-2, 0, 0, 3), SELECTED, 2)) {
                trainer.batch();
            }
        }

        signs.learnt().forEach((name, learner) -> {
            final float[] expected = weights.learnt().get(name).adam().firstMoment(); // a tenth of the gradient
            assertArrayEquals(expected, learner.adam().firstMoment(), name);
            double sum = 0;
            for (final float each : expected) {
                sum += Math.abs(each);
            }
            assertTrue(sum > 0, name);
        });
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernels() {
        final Learners expected = train(2, new ScalarKernels(), 1);

        Networks.assertSameBits(expected, train(2, new ScalarKernels(), 3));
        Networks.assertSameBits(expected, train(2, SELECTED, 2));
    }

    @Test
    void shouldLearnWithSignsThatServe() {
        final Learners learners = train(20, SELECTED, 2);

        learners.learnt().forEach((name, learner) -> {
            for (final float latent : learner.parameters().values()) {
                assertTrue(latent >= -1 && latent <= 1, name + " " + latent);
            }
            final float scale = SCALES[name.startsWith("0") ? 0 : 1];
            final float[] effective = new float[learner.parameters().values().length];
            learner.parameters().effective(effective);
            for (final float each : effective) {
                assertEquals(scale, Math.abs(each), name);
            }
        });
        final Session session = Networks.of(graph(), learners, SELECTED).newSession();
        final EventFrames frames = EventFrames.of(SAMPLES);
        int right = 0;
        for (int i = 0; i < SAMPLES.size(); i++) {
            SAMPLES.load(i, frames);
            Inference.run(session, i, frames, null, null);
            right += session.decision() == SAMPLES.label(i) ? 1 : 0;
        }
        assertTrue(right >= 57, right + " of 60");
    }
}
