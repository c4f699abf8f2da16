package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.runtime.Inference;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.earlyexit.Trajectories;
import io.memspike.memristor.ReadNoise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierEvaluationTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final Model MODEL = ClassifierTraining.start(Digits.plan("conv", Mode.PRUNE, 1), Digits.training())
            .model();

    private static ClassifierEvaluation evaluation(Kernels kernels, ReadNoise noise, int threads) {
        final Network network = ModelNetwork.of(MODEL, Digits.training().shape(), kernels, noise);
        return new ClassifierEvaluation(network, Digits.training(), threads, done -> {});
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernels() {
        for (final ReadNoise noise : List.of(ReadNoise.NONE, new ReadNoise(0.1, 5))) {
            final float[] expected =
                    evaluation(FASTEST, noise, 1).record().trajectories().potentials();

            assertArrayEquals(
                    expected,
                    evaluation(FASTEST, noise, 2).record().trajectories().potentials());
            assertArrayEquals(
                    expected,
                    evaluation(new ScalarKernels(), noise, 3)
                            .record()
                            .trajectories()
                            .potentials());
        }
    }

    @Test
    void shouldDrawOtherNoiseForAnotherSeed() {
        final float[] one = evaluation(FASTEST, new ReadNoise(0.1, 5), 2)
                .record()
                .trajectories()
                .potentials();
        final float[] other = evaluation(FASTEST, new ReadNoise(0.1, 6), 2)
                .record()
                .trajectories()
                .potentials();
        final float[] none =
                evaluation(FASTEST, ReadNoise.NONE, 2).record().trajectories().potentials();

        assertFalse(Arrays.equals(one, other));
        assertFalse(Arrays.equals(one, none));
    }

    @Test
    void shouldCountTheSameForAnyThreads() {
        final ConfidencePolicy policy = new ConfidencePolicy(0.3f);
        final ClassifierEvaluation.Result one =
                evaluation(FASTEST, ReadNoise.NONE, 1).run(policy);
        final ClassifierEvaluation.Result three =
                evaluation(FASTEST, ReadNoise.NONE, 3).run(policy);

        assertEquals(44, one.samples());
        assertEquals(one.correct(), three.correct());
        assertEquals(one.totalSteps(), three.totalSteps());
        assertEquals(one.synapticOperations(), three.synapticOperations());
    }

    @Test
    void shouldUseFewerStepsAndLessWorkWithEarlyStop() {
        final ClassifierEvaluation evaluation = evaluation(FASTEST, ReadNoise.NONE, 2);
        final ClassifierEvaluation.Result full = evaluation.run(null);
        final ClassifierEvaluation.Result first = evaluation.run(new ConfidencePolicy(0f));

        assertEquals(10, full.meanSteps());
        assertEquals(1, first.meanSteps()); // anything but perfect indecision exceeds 0
        assertTrue(first.synapticOperations() < full.synapticOperations());
    }

    /** Of a network that answers with its read-out itself, and of one that answers with its mean. */
    @Test
    void shouldKeepTheAnswersThatASessionGives() {
        assertAnswers(OddClassifier.network(FASTEST), new OddClassifier(5));
        assertAnswers(ModelNetwork.of(MODEL, Digits.training().shape(), FASTEST, ReadNoise.NONE), Digits.training());
    }

    private static void assertAnswers(Network network, Samples samples) {
        final Trajectories found = new ClassifierEvaluation(network, samples, 2, done -> {})
                .record()
                .trajectories();
        final float[][] answers = new float[samples.steps()][samples.classes()];
        final EventFrames frames = EventFrames.of(samples);
        for (int sample = 0; sample < samples.size(); sample++) {
            found.answers(sample, answers);
            samples.load(sample, frames);
            Inference.run(
                    network.newSession(),
                    sample,
                    frames,
                    null,
                    (t, session) -> assertArrayEquals(session.answer(), answers[t]));
        }
    }

    @Test
    void shouldShowEverySessionToAll() {
        final List<Long> first = new ArrayList<>();
        final List<Long> second = new ArrayList<>();
        final ClassifierEvaluation evaluation =
                new ClassifierEvaluation(OddClassifier.network(FASTEST), new OddClassifier(5), 1, done -> {});

        evaluation
                .seenBy(() -> (t, session) -> first.add(100 * session.sample() + t))
                .seenBy(() -> (t, session) -> second.add(100 * session.sample() + t))
                .run(null);
        evaluation.run(null); // seen by none

        assertEquals(5 * 6, first.size());
        assertEquals(403, first.get(4 * 6 + 3)); // sample 4, step 3
        assertEquals(first, second);
    }

    @Test
    void shouldTellProgressAndTimeEachSample() {
        final List<Integer> told = new ArrayList<>();
        final Network network = ModelNetwork.of(MODEL, Digits.training().shape(), FASTEST, ReadNoise.NONE);
        final ClassifierEvaluation evaluation = new ClassifierEvaluation(network, Digits.training(), 1, told::add);
        evaluation.run(null);

        assertEquals(44, told.get(told.size() - 1));
        assertEquals(5, evaluation.latencyNanos(null, 5).getTotalCount());
        assertEquals(44, evaluation.latencyNanos(null, 500).getTotalCount());
    }

    @Test
    void shouldRefuseSamplesOfMoreClassesThanTheNetworkHas() {
        final Model two = ClassifierTraining.start(
                        Digits.plan("conv", Mode.PRUNE, 1), new OfClasses(Digits.training(), 2))
                .model();
        final Network network = ModelNetwork.of(two, Digits.training().shape(), FASTEST, ReadNoise.NONE);

        final String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ClassifierEvaluation(network, Digits.training(), 1, done -> {}))
                .getMessage();

        assertTrue(message.contains("at least 10 classes, found 2"), message);
    }
}
