package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Trainings;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of which some tensors stay as they begin, and neurons learn, from text to model and on from a checkpoint. */
class PartlyFrozenTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final String TEXT = """
            nodes:
              c1: {conv2d: {out: 3, kernel: 5, stride: 3, weightScale: 0.01}, learn: frozen, on: formed-rram}
              n1: {lif: {retain: 0.5, threshold: 0.2}}
              c2: {conv2d: {out: 4, kernel: 3, stride: 2, weightScale: 0.01}}
              norm: {tdBatchNorm: {threshold: 0.5}, learn: frozen}
              n2: {lifNir: {dt: 1}, learn: [tau], tensors: {tau: 2, r: 1, vThreshold: 0.5}}
              fixed: {linear: {out: 20}, learn: frozen}
              fc: {linear: {out: classes, bias: true}, learn: [bias, weight]}
              readout: integrator
              out: mean
            edges: [input c1 n1 c2 norm n2 fixed fc readout out]
            """;

    private static Samples digits;

    @TempDir
    Path directory;

    private GraphText text;
    private ClassifierPlan plan;

    @BeforeAll
    static void load() throws IOException {
        digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 40);
    }

    @BeforeEach
    void read() throws IOException {
        read(TEXT);
    }

    private void read(String yaml) throws IOException {
        text = GraphText.parse("mine.yaml", yaml, Given.data(digits.shape(), digits.classes()));
        final ClassifierPlan first = new ClassifierPlan(
                "mine.yaml", DataSets.MNIST, 40, 0, Mode.PRUNE, Loss.RUNNING, 2, 16, 1e-3, 0, 0.5, 0, 3, 0);
        plan = first.withLearn(new LearningChoice(text, Mode.PRUNE, null, List.of()).besides(first::learning));
    }

    private byte[] trained(Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan, text, digits);
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    private static void assertKeepsAll(Model model, String node) {
        final byte[] all = new byte[model.weights(node).length];
        Arrays.fill(all, (byte) 1);
        assertArrayEquals(all, model.masks().get(node));
    }

    @Test
    void shouldLearnWhatTheTextSaysAndNothingElse() throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan, text, digits);
        Trainings.bytes(training, directory);
        final Model before = Model.read(directory.resolve("model.safetensors"));
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model after = training.model();

        for (final String stays : List.of(
                "c1.weight",
                "c2.weight",
                "norm.gamma",
                "norm.beta",
                "n2.r",
                "n2.vThreshold",
                "n2.vLeak",
                "fixed.weight")) {
            assertArrayEquals(before.tensors().get(stays), after.tensors().get(stays), stays);
        }
        for (final String moves : List.of("norm.mean", "norm.variance", "n2.tau", "fc.weight", "fc.bias")) {
            assertFalse(
                    Arrays.equals(before.tensors().get(moves), after.tensors().get(moves)), moves);
        }
        assertFalse(Arrays.equals(before.masks().get("c2"), after.masks().get("c2")));
    }

    /** Frozen cells are cells: all of them are connected, and a seed brings them back. */
    @Test
    void shouldPutFrozenWeightsOnADeviceWhereTheTextDoes() throws IOException {
        final Model model = ClassifierTraining.start(plan, text, digits).model();

        assertEquals(Set.of("c1", "c2"), model.masks().keySet());
        assertKeepsAll(model, "c1");
        assertArrayEquals(model.weights("c1"), ModelNetwork.formedWeights(model.graph(), "c1", model.metadata()));
        assertEquals(Set.of("fixed", "fc"), ModelNetwork.unpruned(model));
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernelsAndFromACheckpoint() throws IOException {
        final byte[] expected = trained(FASTEST, 1);
        assertArrayEquals(expected, trained(new ScalarKernels(), 3));

        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final ClassifierTraining killed = ClassifierTraining.start(plan, text, digits);
        Trainings.kill(killed, checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, digits);
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(expected, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldFreezeByPatternWhatWouldBePruned() throws IOException {
        final LearningChoice choice =
                new LearningChoice(text, Mode.PRUNE, null, List.of(new NodePattern("c2", Learning.FROZEN)));
        plan = plan.withLearn(choice.besides(plan.withLearn(null)::learning));
        final byte[] first = trained(FASTEST, 2);
        final Model model = Model.read(directory.resolve("model.safetensors"));

        assertEquals(Set.of("c1", "c2"), model.masks().keySet());
        assertKeepsAll(model, "c2");
        read(TEXT);
        assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(trained(FASTEST, 2)));
    }

    @Test
    void shouldRefuseToTrainWhatIsFrozenThroughout() throws IOException {
        read("""
                nodes:
                  fc: {linear: {out: classes}, learn: frozen}
                  out: mean
                edges: [input fc out]
                """);
        assertEquals(
                "training: expected a node that learns, found none",
                assertThrows(IllegalArgumentException.class, () -> trained(FASTEST, 1))
                        .getMessage());
    }

    @Test
    void shouldTellWhatIsLearnt() {
        final List<String> learns = NetworkTable.of(text).nodes().stream()
                .map(NetworkTable.Row::learns)
                .toList();

        assertEquals(
                Arrays.asList(
                        null, // input
                        "frozen",
                        null, // PRIME's neurons have no tensors
                        "prune 0.5",
                        "frozen",
                        "tensors tau",
                        "frozen",
                        "tensors bias weight",
                        null,
                        null),
                learns);
    }

    @Test
    void shouldNotSayThatNeuronsLearnUnlessTheyDo() throws IOException {
        read(TEXT.replace(", learn: [tau]", ""));
        assertEquals("frozen", NetworkTable.of(text).nodes().get(5).learns());
        read(TEXT.replace(", learn: [tau]", ", learn: weights"));
        assertEquals(
                "tensors tau r vLeak vThreshold",
                NetworkTable.of(text).nodes().get(5).learns());
    }

    /** Converters find their range on the network as it serves, with what is learnt or frozen beside weights. */
    @Test
    void shouldTrainThroughConvertersWithBiasesAndNorms() throws IOException {
        plan = plan.withConverters(new ConverterPlan(6, 0, 0, 1));
        final byte[] expected = trained(FASTEST, 1);
        assertArrayEquals(expected, trained(new ScalarKernels(), 2));

        final Model model = Model.read(directory.resolve("model.safetensors"));
        final FullScales found = ModelNetwork.trainedWith(model).fullScales();
        assertEquals(Set.of("c1", "c2", "fc", "fixed"), found.columns().keySet());
    }
}
