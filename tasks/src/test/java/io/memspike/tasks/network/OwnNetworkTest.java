package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Trainings;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recurrent network of one's own, in which some nodes are pruned and others trained, from its text to its model. */
class OwnNetworkTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final String TEXT = """
            network: recurrent
            nodes:
              c1: {conv2d: {out: 3, kernel: 5, stride: 3, weightScale: 0.01}, learn: {prune: 0.25}}
              n: {lif: {retain: 0.5, threshold: 0.2}}
              back: {conv2d: {out: 3, kernel: 1, weightScale: 0.01}, learn: {prune: 0.75}}
              fc: {linear: {out: classes, bias: true}, learn: weights}
              readout: integrator
              out: mean
            edges:
              - input c1 n fc readout out
              - n back n: {delay: 1}
            """;

    private static Samples digits;

    @TempDir
    Path directory;

    @BeforeAll
    static void load() throws IOException {
        digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 40);
    }

    private static GraphText text(String text) throws IOException {
        return GraphText.parse("mine.yaml", text, Given.data(digits.shape(), digits.classes()));
    }

    private static ClassifierPlan plan(int epochs) {
        return new ClassifierPlan(
                        "mine.yaml", DataSets.MNIST, 40, 0, Mode.PRUNE, Loss.RUNNING, epochs, 16, 1e-3, 0, 0.5, 0, 3, 0)
                .withLearn(Map.of("c1", "prune 0.25", "back", "prune 0.75", "fc", "weights"));
    }

    private byte[] trained(Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan(2), text(TEXT), digits);
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    @Test
    void shouldPruneSomeNodesAndTrainOthers() throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan(1), text(TEXT), digits);
        final Model before = training.model();
        final float[] first = before.weights("fc").clone(); // which are trained in place
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model after = training.model();

        assertEquals(Set.of("c1", "back"), after.masks().keySet());
        assertEquals(6, pruned(after.masks().get("back"))); // of 9, round(0.75 · 8)
        assertEquals(37, pruned(after.masks().get("c1"))); // of 150, round(0.25 · 149) = round(37.25)
        assertArrayEquals(before.weights("c1"), after.weights("c1"));
        assertFalse(Arrays.equals(first, after.weights("fc")));
        assertEquals("formed-rram", after.metadata().get("device"));
    }

    private static int pruned(byte[] mask) {
        int pruned = 0;
        for (final byte kept : mask) {
            pruned += 1 - kept;
        }
        return pruned;
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernelsAndFromACheckpoint() throws IOException {
        final byte[] expected = trained(FASTEST, 1);
        assertArrayEquals(expected, trained(new ScalarKernels(), 3));

        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final ClassifierTraining killed = ClassifierTraining.start(plan(2), text(TEXT), digits);
        Trainings.kill(killed, checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, digits);
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(expected, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldTakeDevicesScalesAwayWhereWeightsAreTrainedInstead() throws IOException {
        final ClassifierPlan plan = plan(1).withLearn(Map.of("c1", "weights", "fc", "weights"));
        final Model model = ClassifierTraining.start(plan, text(TEXT), digits).model();

        assertEquals(1f, ((Conv2d) model.graph().node("c1").kind()).weightScale());
        assertEquals(0.01f, ((Conv2d) model.graph().node("back").kind()).weightScale());
        assertEquals(Set.of("back"), model.masks().keySet());
        assertFalse(Arrays.equals(new float[27], model.weights("c1")));
    }

    private static String refusal(String text) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> ClassifierTraining.start(plan(1).withLearn(null), text(text), digits))
                .getMessage();
    }

    @Test
    void shouldRefuseWhatIsNoClassifier() {
        assertEquals(
                "node out: expected one output, as what a classifier answers, found the outputs [out, n]",
                refusal(TEXT + "outputs: [out, n]"));
        assertEquals(
                "node out: expected a vector of at least the 10 classes of the data, found 9×1×1",
                refusal(TEXT.replace("out: classes", "out: 9")));
    }

    /** What is told of training is what service says: before the only update of an epoch, and after it as before the next. */
    private static void assertServedAsTrained(String text, String answer) throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                        "mine.yaml", DataSets.MNIST, 40, 0, Mode.PRUNE, Loss.RUNNING, 3, 40, 3e-2, 0, 0.5, 0, 3, 0)
                .withLearn(Map.of("c1", "prune 0.25", "back", "prune 0.75", "fc", "weights"));
        final ClassifierTraining training = ClassifierTraining.start(plan, text(text), digits);
        assertEquals(answer, training.model().graph().output());
        final List<Double> served = new ArrayList<>(List.of(accuracy(training.model())));
        final List<Double> told = new ArrayList<>();
        training.run(null, FASTEST, 2, new TrainingProgress() {
            @Override
            public void epochDone(EpochResult result) {
                told.add(result.accuracy());
                served.add(accuracy(training.model()));
            }
        });

        assertEquals(served.subList(0, 3), told);
        assertTrue(served.get(3) > served.get(0), "it learns: " + served);
    }

    private static double accuracy(Model model) {
        final Network network = ModelNetwork.of(model, digits.shape(), FASTEST, ReadNoise.NONE);
        return new ClassifierEvaluation(network, digits, 1, done -> {})
                .run(null)
                .accuracy();
    }

    @Test
    void shouldAnswerByRatesWhereNeuronsDo() throws IOException {
        final String neurons = TEXT.replace(
                        "  readout: integrator\n  out: mean\n", "  answer: {lif: {retain: 0.5, threshold: 0.1}}\n")
                .replace("readout out", "answer");
        assertServedAsTrained(neurons, "rate");
    }

    @Test
    void shouldAnswerByTheLastStepWhereAReadoutDoes() throws IOException {
        assertServedAsTrained(TEXT.replace("  out: mean\n", "").replace("readout out", "readout"), "readout");
    }

    @Test
    void shouldAnswerByTheMeanOfAllThatLeadsToIt() throws IOException {
        assertServedAsTrained(TEXT + "  - fc out\n", "out");
    }

    @Test
    void shouldBeginWithTheTensorsOfTheText() throws IOException {
        final String text = TEXT.replace("learn: weights}", "learn: weights, tensors: {bias: 0.25}}");
        final Model model =
                ClassifierTraining.start(plan(1), text(text), digits).model();

        assertEquals(0.25f, model.tensors().get("fc.bias")[9]);
    }
}
