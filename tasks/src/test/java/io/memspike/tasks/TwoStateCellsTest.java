package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.Start;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of random weights that are pairs of cells of two states, and of the signs of weights. */
class TwoStateCellsTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final TrainingMethod CHIPS = TrainingMethod.USUAL.withChips(3);
    private static final int SEED = 3; // of Digits.plan

    @TempDir
    Path directory;

    private static GraphText on(String device) {
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));
        return new LearningChoice(network, Mode.PRUNE, null, List.of()).on(device);
    }

    private static ClassifierPlan plan(GraphText network, int epochs) {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, epochs);
        return plan.withLearn(new LearningChoice(network, Mode.PRUNE, null, List.of()).besides(plan::learning));
    }

    private static ClassifierTraining start(String device, int epochs, TrainingMethod method) {
        final GraphText network = on(device);
        return ClassifierTraining.start(plan(network, epochs).withMethod(method), network, Digits.training());
    }

    private byte[] trained(TrainingMethod method, Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = start("mram", 2, method);
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    @ParameterizedTest
    @CsvSource({"mram", "pcm", "rram", "signs", "formed-rram"})
    void shouldKeepTheDeviationThatFactorsWereMadeFor(String device) {
        final Model model = start(device, 1, TrainingMethod.USUAL).model();
        final float scale = ((Linear) model.graph().node("fc2").kind()).weightScale();
        double squares = 0;
        for (final float weight : model.weights("fc2")) {
            squares += (double) weight * weight;
        }
        final double sigma = scale * Math.sqrt(squares / model.weights("fc2").length);

        assertEquals(0.06352, sigma, 0.01 * 0.06352); // of 62,500 pairs: 0.3 % of it are one standard error
    }

    /** Half of the pairs are aimed alike and weigh nothing; of the others half stay connected. */
    @Test
    void shouldCutPairsThatWereAimedAlikeBeforeAllOthers() throws IOException {
        final ClassifierTraining training = start("mram", 1, TrainingMethod.USUAL);
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model model = training.model();
        final MemristorArray array = MemristorArray.program(
                Matrix.of(model.graph(), "fc2"),
                MagneticMemory.standard(),
                SEED,
                model.graph().position("fc2"));
        assertArrayEquals(array.weights(), model.weights("fc2"));
        final byte[] mask = model.masks().get("fc2");
        int connected = 0;
        for (int i = 0; i < mask.length; i++) {
            assertFalse(mask[i] == 1 && array.isAimedAlike(i), "pair " + i);
            connected += mask[i];
        }
        assertEquals(mask.length / 4.0, connected, 1);
    }

    /** No room to cut them first: a share of all is pruned as of any device, to the number. */
    @Test
    void shouldPruneAsManyAsAskedForWhereThatIsFewerThanAreAlike() throws IOException {
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));
        final LearningChoice few = new LearningChoice(network, Mode.PRUNE, 0.3, List.of());
        final GraphText placed = few.on("mram");
        final ClassifierPlan usual = Digits.plan("mlp", Mode.PRUNE, 1);
        final ClassifierPlan plan =
                usual.withLearn(new LearningChoice(placed, Mode.PRUNE, 0.3, List.of()).besides(usual::learning));
        final byte[] mask = ClassifierTraining.start(plan, placed, Digits.training())
                .model()
                .masks()
                .get("fc2");
        int connected = 0;
        for (final byte bit : mask) {
            connected += bit;
        }

        assertEquals(mask.length - (int) Math.rint(0.3 * (mask.length - 1)), connected);
    }

    @Test
    void shouldTrainOnChipsInTurnAndGoOnToTheSameBits() throws IOException {
        final byte[] expected = trained(CHIPS, FASTEST, 2);

        assertArrayEquals(expected, trained(CHIPS, new ScalarKernels(), 3));
        assertFalse(Arrays.equals(trained(TrainingMethod.USUAL, FASTEST, 2), expected));
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        Trainings.kill(start("mram", 2, CHIPS), checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);
        assertArrayEquals(expected, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldTestOnChipsThatAimAtTheSameTargets() throws IOException {
        final ClassifierTraining training = start("mram", 1, TrainingMethod.USUAL);
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model model = training.model();
        final OtherChips chips = new OtherChips(model, Digits.training());
        final MemristorArray other = chips.placement(9)
                .of("fc2")
                .cells()
                .of(ModelNetwork.array(model, "fc2", Matrix.of(model.graph(), "fc2")), 9);
        final List<Double> accuracies = chips.accuracies(2, 9, FASTEST, 2, done -> {});

        assertEquals(accuracies, chips.accuracies(2, 9, new ScalarKernels(), 1, done -> {}));
        final Set<Float> near = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            if (other.mask()[i] == 1) { // the same sign, another magnitude
                assertTrue(other.weights()[i] * model.weights("fc2")[i] > 0, "pair " + i);
                assertNotEquals(other.weights()[i], model.weights("fc2")[i]);
                near.add(other.weights()[i]);
            }
        }
        assertTrue(near.size() > 100);
    }

    /** Models of before had factors as if weights were PRIME's, whatever the device. */
    @Test
    void shouldKnowItsNetworkWithFactorsOfItsDeviceAndOfBefore() throws IOException {
        final Path file = directory.resolve("checkpoint.safetensors");
        final GraphText plain = on("formed-rram");
        final Model magnetic = start("mram", 1, TrainingMethod.USUAL).model();
        final String device = magnetic.metadata().get(ModelNetwork.DEVICE);
        final ClassifierPlan plan = plan(on("mram"), 1);
        Start.requireNodes(file, magnetic.graph(), device, plain, plan::learning);
        Start.requireNodes(file, plain.graph(), device, plain, plan::learning);
        final Model phase = start("pcm", 1, TrainingMethod.USUAL).model();

        assertNotEquals(magnetic.graph(), phase.graph());
        assertTrue(assertThrows(
                        FileFormatException.class,
                        () -> Start.requireNodes(file, phase.graph(), device, plain, plan::learning))
                .getMessage()
                .startsWith(file + ": metadata graph: expected the nodes of prime-mlp, "));
    }

    @Test
    void shouldRefuseChipsWhereThereAreNone() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> start("signs", 1, CHIPS))
                .getMessage()
                .startsWith("--train-chips: expected random weights of a device that can be programmed"));
        final Model weights = ClassifierTraining.start(Digits.plan("mlp", Mode.WEIGHTS, 1), Digits.training())
                .model();
        assertEquals(
                "chips: expected random weights of a device, found none",
                assertThrows(IllegalArgumentException.class, () -> new OtherChips(weights, Digits.training()))
                        .getMessage());
        assertEquals(
                "chips: expected 1 to 1024 to train on, found 0",
                assertThrows(IllegalArgumentException.class, () -> TrainingMethod.USUAL.withChips(0))
                        .getMessage());
        assertEquals(TrainingMethod.USUAL, TrainingMethod.USUAL.withChips(1));
    }

    /** A network of signs: 1 and −1 in its file, latents in its checkpoint, and the same bits after going on. */
    @Test
    void shouldTrainSignsAndGoOnToTheSameBits() throws IOException {
        final GraphText text = GraphText.parse(
                "signs.yaml",
                """
                nodes:
                  norm: {batchNorm: {affine: false}}
                  in: {activation: {function: sign}}
                  fc: {linear: {out: classes}, learn: signs}
                  out: batchNorm
                  answer: mean
                edges: [input norm in fc out answer]
                """,
                Given.data(Digits.training().shape(), Digits.training().classes()));
        final ClassifierPlan usual = Digits.plan("signs.yaml", Mode.PRUNE, 2);
        final ClassifierPlan plan =
                usual.withLearn(new LearningChoice(text, Mode.PRUNE, null, List.of()).besides(usual::learning));
        final ClassifierTraining whole = ClassifierTraining.start(plan, text, Digits.training());
        whole.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Path checkpoint = directory.resolve("signs.safetensors");
        Trainings.kill(ClassifierTraining.start(plan, text, Digits.training()), checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertEquals("signs", plan.learning("fc").toString());
        assertArrayEquals(Trainings.bytes(whole, directory), Trainings.bytes(resumed, directory));
        for (final float weight : whole.model().weights("fc")) {
            assertEquals(1f, Math.abs(weight));
        }
        assertFalse(Arrays.equals(
                ClassifierTraining.start(plan, text, Digits.training()).model().weights("fc"),
                whole.model().weights("fc")));
        final Model finished = whole.model();
        assertTrue(assertThrows(
                        FileFormatException.class,
                        () -> ClassifierTraining.resume(checkpoint, finished, plan, Digits.training()))
                .getMessage()
                .startsWith(checkpoint + ": tensor fc.latent: "));
    }
}
