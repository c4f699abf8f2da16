package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTrainingTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();

    @TempDir
    Path directory;

    private Path checkpoint;

    @BeforeEach
    void nameCheckpoint() {
        checkpoint = directory.resolve("checkpoint.safetensors");
    }

    private byte[] trained(ClassifierPlan plan, Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    @ParameterizedTest
    @CsvSource({"mlp, PRUNE", "mlp, WEIGHTS", "conv, PRUNE", "conv, WEIGHTS"})
    void shouldGoOnToTheSameBitsAfterBeingKilledInTheMidstOfAnEpoch(String network, Mode mode) throws IOException {
        final ClassifierPlan plan = Digits.plan(network, mode, 2);
        final ClassifierTraining killed = ClassifierTraining.start(plan, Digits.training());
        Trainings.kill(killed, checkpoint, 2);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(checkpoint), files.toList(), "no temporary files");
        }

        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(trained(plan, FASTEST, 2), Trainings.bytes(resumed, directory));
    }

    @ParameterizedTest
    @CsvSource({"mlp", "conv"})
    void shouldGiveTheSameBitsForAnyThreadsAndKernels(String network) throws IOException {
        final ClassifierPlan plan = Digits.plan(network, Mode.PRUNE, 1);
        final byte[] expected = trained(plan, FASTEST, 1);

        assertArrayEquals(expected, trained(plan, FASTEST, 2));
        assertArrayEquals(expected, trained(plan, new ScalarKernels(), 3));
    }

    @Test
    void shouldTrainThroughConvertersAndGoOnToTheSameBits() throws IOException {
        final ClassifierPlan plain = Digits.plan("mlp", Mode.PRUNE, 2);
        final ClassifierPlan plan = plain.withConverters(new ConverterPlan(4, 0.8, 0.5, 0.999));
        final byte[] expected = trained(plan, FASTEST, 2);

        assertArrayEquals(expected, trained(plan, new ScalarKernels(), 3));
        assertFalse(Arrays.equals(trained(plain, FASTEST, 2), expected));
        final ClassifierTraining killed = ClassifierTraining.start(plan, Digits.training());
        Trainings.kill(killed, checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(checkpoint, FASTEST, 2, TrainingProgress.NONE);
        assertArrayEquals(expected, Trainings.bytes(resumed, directory));

        // a training that had only its model left to write keeps the full scales
        assertArrayEquals(expected, Trainings.bytes(Trainings.resumed(checkpoint, Digits.training()), directory));
    }

    @Test
    void shouldKeepFullScalesWithTheModel() {
        final ConverterPlan converters = new ConverterPlan(5, 0.3, 0, 0.99);
        final ClassifierPlan plan = new ClassifierPlan( // one update an epoch: no calibration but the first
                        "mlp", "mnist", 44, 0, Mode.PRUNE, Loss.RUNNING, 1, 44, 1e-3, 0, 0.5, 0, 3, 0)
                .withConverters(converters);
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        final Model before = training.model();
        assertThrows(
                IllegalStateException.class,
                () -> training.run(null, FASTEST, 2, new TrainingProgress() {
                    @Override
                    public void epochDone(EpochResult result) {
                        throw new IllegalStateException("enough");
                    }
                }));

        final Placement found = ModelNetwork.trainedWith(training.model());

        assertEquals(converters, found.standard().converters());
        // found on the weights before the update
        assertEquals(calibrated(before, converters), found.fullScales());
        assertEquals(FullScales.NONE, ModelNetwork.trainedWith(before).fullScales());
    }

    private static FullScales calibrated(Model model, ConverterPlan converters) {
        return ModelNetwork.calibrated(
                        model,
                        ModelNetwork.placement(model, Hardware.WHOLE.with(converters), 3),
                        Digits.training(),
                        FASTEST)
                .fullScales();
    }

    @Test
    void shouldFindFullScalesAnewWithinAnEpoch() throws IOException {
        final ConverterPlan converters = new ConverterPlan(8, 0, 0, 1);
        final ClassifierTraining training = ClassifierTraining.start(
                Digits.plan("mlp", Mode.PRUNE, 1).withConverters(converters), Digits.training());
        final Model before = training.model();
        final List<FullScales> found = new ArrayList<>();

        training.run(null, FASTEST, 2, new TrainingProgress() {
            @Override
            public void updated(int epoch, int done, int of, double loss, double accuracy) {
                found.add(ModelNetwork.trainedWith(training.model()).fullScales());
            }
        });

        // after each of three updates: the first scales still stand, then those after the first and second update
        assertEquals(calibrated(before, converters), found.get(0));
        assertNotEquals(found.get(0), found.get(1));
        assertNotEquals(found.get(1), found.get(2));
        assertEquals(found.get(2), ModelNetwork.trainedWith(training.model()).fullScales());
    }

    @Test
    void shouldHaveACheckpointBeforeTheFirstEpoch() throws IOException {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 1);
        Trainings.kill(ClassifierTraining.start(plan, Digits.training()), checkpoint, 1);

        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(trained(plan, FASTEST, 2), Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldResumeATrainingThatHadOnlyItsModelLeftToWrite() throws IOException {
        final ClassifierTraining training =
                ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 1), Digits.training());
        training.run(checkpoint, FASTEST, 2, TrainingProgress.NONE);

        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(checkpoint, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(Trainings.bytes(training, directory), Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldPruneHalfAndLeaveTheMemristorsAlone() throws IOException {
        final ClassifierPlan plan = Digits.plan("conv", Mode.PRUNE, 1);
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        final Model before = training.model();
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model after = training.model();

        assertEquals(3, after.masks().size());
        for (final Node node : after.graph().nodesOf(MatrixKind.class)) {
            final String layer = node.name();
            assertArrayEquals(before.weights(layer), after.weights(layer));
            final int n = after.masks().get(layer).length;
            int kept = 0;
            for (final byte bit : after.masks().get(layer)) {
                kept += bit;
            }
            // k = 1 + round(0.5 (n − 1)) is the rank of the smallest that is kept
            assertEquals(n - (int) Math.rint(0.5 * (n - 1)), kept);
        }
        assertFalse(Arrays.equals(before.masks().get("c1"), after.masks().get("c1")));
    }

    @Test
    void shouldTrainWeightsWithoutMasks() throws IOException {
        final ClassifierTraining training =
                ClassifierTraining.start(Digits.plan("mlp", Mode.WEIGHTS, 1), Digits.training());
        final float[] before = training.model().weights("fc1").clone();
        training.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertTrue(training.model().masks().isEmpty());
        assertFalse(Arrays.equals(before, training.model().weights("fc1")));
        assertFalse(training.model().metadata().containsKey("device"));
    }

    @Test
    void shouldRefuseToGoOnWithAFinishedModel() throws IOException {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 1);
        final Model model = ClassifierTraining.start(plan, Digits.training()).model();

        final FileFormatException refusal = assertThrows(
                FileFormatException.class, () -> ClassifierTraining.resume(checkpoint, model, plan, Digits.training()));

        assertTrue(refusal.getMessage().startsWith(checkpoint + ": tensor fc1.score: "), refusal.getMessage());
    }

    @Test
    void shouldSayWhichNumberOfEpochsIsDone() throws IOException {
        Trainings.kill(ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 2), Digits.training()), checkpoint, 2);

        final Model model = Model.read(checkpoint);

        assertEquals(
                1, ClassifierPlan.ofJson(model.metadata().get("trainedWith")).epochsDone());
        assertEquals("3", model.metadata().get("seed"));
        assertEquals("mnist", model.metadata().get("dataset"));
        assertEquals(Linear.class, model.graph().node("fc1").kind().getClass());
    }
}
