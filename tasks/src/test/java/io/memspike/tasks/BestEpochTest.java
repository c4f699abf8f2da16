package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Subset;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.plan.ConverterLearning;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.TrainingProgress.EpochResult;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which epoch's model is kept. */
class BestEpochTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final int EPOCHS = 5;
    private static final Samples TRAINING = Subset.first(Digits.training(), 30);
    private static final Samples HELD_OUT = new Subset(Digits.training(), 30, 44);

    @TempDir
    Path directory;

    private Path checkpoint;

    @BeforeEach
    void nameCheckpoint() {
        checkpoint = directory.resolve("checkpoint.safetensors");
    }

    /** So large a step size that epochs undo each other. */
    private static ClassifierPlan plan(int heldOut, TrainingMethod.Keep keep) {
        return new ClassifierPlan(
                        "mlp", "mnist", 30, heldOut, Mode.WEIGHTS, Loss.MEAN, EPOCHS, 10, 0.05, 0, 0.5, 0, 3, 0)
                .withMethod(new TrainingMethod(keep, null, null, null));
    }

    /** What was told of each epoch, and the model as it was then. */
    private static final class Epochs implements TrainingProgress {
        private final ClassifierTraining training;
        private final int dies;
        private final List<EpochResult> results = new ArrayList<>();
        private final List<Map<String, float[]>> tensors = new ArrayList<>();

        Epochs(ClassifierTraining training, int dies) {
            this.training = training;
            this.dies = dies;
        }

        @Override
        public void epochDone(EpochResult result) {
            results.add(result);
            final Map<String, float[]> copy = new LinkedHashMap<>();
            training.model().tensors().forEach((name, values) -> copy.put(name, values.clone()));
            tensors.add(copy);
            if (result.epoch() == dies) {
                throw new IllegalStateException("killed");
            }
        }
    }

    private static Epochs run(ClassifierTraining training, Samples watched) throws IOException {
        final Epochs epochs = new Epochs(training, 0);
        training.run(null, watched, FASTEST, 2, epochs);
        return epochs;
    }

    private static void assertTensors(Map<String, float[]> expected, Model found) {
        assertEquals(expected.keySet(), found.tensors().keySet());
        expected.forEach(
                (name, values) -> assertArrayEquals(values, found.tensors().get(name), name));
    }

    @Test
    void shouldKeepTheEpochWithMostHeldOutSamplesRight() throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan(14, TrainingMethod.Keep.BEST), TRAINING);
        final Epochs epochs = run(training, HELD_OUT);

        int best = 0;
        for (int i = 1; i < EPOCHS; i++) {
            best = epochs.results.get(i).watched() > epochs.results.get(best).watched() ? i : best;
        }
        assertTrue(best < EPOCHS - 1, "another than the last, or the test tells nothing");
        assertEquals(best + 1, training.epoch());
        assertTensors(epochs.tensors.get(best), training.model());
        assertEquals(
                best + 1,
                ClassifierPlan.ofJson(training.model().metadata().get("trainedWith"))
                        .epochsDone());
        final double served = new ClassifierEvaluation(
                        ModelNetwork.of(training.model(), HELD_OUT.shape(), FASTEST, ReadNoise.NONE),
                        HELD_OUT,
                        1,
                        done -> {})
                .run(null)
                .accuracy();
        assertEquals(epochs.results.get(best).watched(), served);
    }

    @Test
    void shouldKeepTheEpochWithTheSmallestLossWhereNothingIsHeldOut() throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan(0, TrainingMethod.Keep.BEST), TRAINING);
        final Epochs epochs = run(training, null);

        int best = 0;
        for (int i = 1; i < EPOCHS; i++) {
            best = epochs.results.get(i).loss() < epochs.results.get(best).loss() ? i : best;
        }
        assertEquals(best + 1, training.epoch());
        assertTensors(epochs.tensors.get(best), training.model());
        assertNull(epochs.results.get(0).watched());
    }

    /** Samples that are watched though nothing is held out, as those of the test split are, decide nothing. */
    @Test
    void shouldNotChooseBySamplesThatAreNotHeldOut() throws IOException {
        final ClassifierTraining seen = ClassifierTraining.start(plan(0, TrainingMethod.Keep.BEST), TRAINING);
        final Epochs epochs = run(seen, HELD_OUT);
        final ClassifierTraining unseen = ClassifierTraining.start(plan(0, TrainingMethod.Keep.BEST), TRAINING);
        run(unseen, null);

        assertArrayEquals(Trainings.bytes(unseen, directory), Trainings.bytes(seen, directory));
        assertFalse(epochs.results.get(0).watched().isNaN());
    }

    @Test
    void shouldKeepTheLastUnlessAsked() throws IOException {
        final ClassifierTraining seen = ClassifierTraining.start(plan(14, TrainingMethod.Keep.LAST), TRAINING);
        run(seen, HELD_OUT);
        final ClassifierTraining unseen = ClassifierTraining.start(plan(14, null), TRAINING);
        run(unseen, null);

        assertEquals(EPOCHS, seen.epoch());
        assertArrayEquals(Trainings.bytes(unseen, directory), Trainings.bytes(seen, directory));
    }

    @Test
    void shouldKeepTheSameForAnyThreadsAndKernelsAndFromEveryCheckpoint() throws IOException {
        final ClassifierPlan plan = plan(14, TrainingMethod.Keep.BEST);
        final ClassifierTraining whole = ClassifierTraining.start(plan, TRAINING);
        run(whole, HELD_OUT);
        final byte[] expected = Trainings.bytes(whole, directory);
        final ClassifierTraining scalar = ClassifierTraining.start(plan, TRAINING);
        scalar.run(null, HELD_OUT, new ScalarKernels(), 3, TrainingProgress.NONE);
        assertArrayEquals(expected, Trainings.bytes(scalar, directory));
        for (int dies = 1; dies <= EPOCHS; dies++) {
            final ClassifierTraining killed = ClassifierTraining.start(plan, TRAINING);
            final Epochs death = new Epochs(killed, dies);
            assertThrows(IllegalStateException.class, () -> killed.run(checkpoint, HELD_OUT, FASTEST, 2, death));

            final ClassifierTraining resumed = Trainings.resumed(checkpoint, TRAINING);
            resumed.run(null, HELD_OUT, FASTEST, 2, TrainingProgress.NONE);

            assertArrayEquals(expected, Trainings.bytes(resumed, directory), "killed after epoch " + dies);
        }
    }

    @ParameterizedTest
    @CsvSource({", false", "0, false", "0.05, false", ", true"})
    void shouldKeepPrunedWeightsScoresWritesAndFullScalesOfConverters(Double hysteresis, boolean learnsScales)
            throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                        "mlp", "mnist", 30, 14, Mode.PRUNE, Loss.MEAN, EPOCHS, 10, 0.05, 0, 0.5, 0, 3, 0)
                .withConverters(new ConverterPlan(4, 0.8, 0, 0.99), new ConverterLearning(learnsScales, false))
                .withMethod(new TrainingMethod(
                        TrainingMethod.Keep.BEST, new Optimiser(Optimiser.Method.SGD, 0.9), null, hysteresis));
        final ClassifierTraining training = ClassifierTraining.start(plan, TRAINING);
        final Epochs epochs = run(training, HELD_OUT);
        final Model model = training.model();

        assertEquals(
                hysteresis == null ? Set.of() : Set.of("fc1", "fc2", "fc3"),
                epochs.results.get(0).writes().keySet());
        assertEquals(
                epochs.results.get(training.epoch() - 1).watched(),
                new ClassifierEvaluation(
                                ModelNetwork.of(model, HELD_OUT.shape(), FASTEST, ModelNetwork.trainedWith(model)),
                                HELD_OUT,
                                1,
                                done -> {})
                        .run(null)
                        .accuracy());
        final ClassifierTraining killed = ClassifierTraining.start(plan, TRAINING);
        assertThrows(
                IllegalStateException.class, () -> killed.run(checkpoint, HELD_OUT, FASTEST, 2, new Epochs(killed, 3)));
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, TRAINING);
        resumed.run(null, HELD_OUT, FASTEST, 2, TrainingProgress.NONE);
        assertArrayEquals(Trainings.bytes(training, directory), Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldRefuseToChooseBlindly() {
        final ClassifierTraining training = ClassifierTraining.start(plan(14, TrainingMethod.Keep.BEST), TRAINING);

        assertEquals(
                "training: expected the held-out samples, which tell the best epoch, found none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> training.run(null, FASTEST, 1, TrainingProgress.NONE))
                        .getMessage());
    }

    @Test
    void shouldRefuseACheckpointThatLacksItsBestEpoch() throws IOException {
        final ClassifierTraining killed = ClassifierTraining.start(plan(14, TrainingMethod.Keep.BEST), TRAINING);
        assertThrows(
                IllegalStateException.class, () -> killed.run(checkpoint, HELD_OUT, FASTEST, 2, new Epochs(killed, 2)));
        final Model model = Model.read(checkpoint);
        final Map<String, float[]> state = new LinkedHashMap<>(model.state());
        state.remove("fc2.weight.best");
        new Model(model.graph(), model.tensors(), model.masks(), state, model.metadata()).write(checkpoint);

        final FileFormatException refusal =
                assertThrows(FileFormatException.class, () -> Trainings.resumed(checkpoint, TRAINING));
        assertTrue(
                refusal.getMessage().startsWith(checkpoint + ": tensor fc2.weight.best: expected "),
                refusal.getMessage());
    }
}
