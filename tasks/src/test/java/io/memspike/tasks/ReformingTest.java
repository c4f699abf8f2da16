package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.datasets.segment.Augmentation;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.MemristorArray;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that form the cells of pruned connections anew. */
class ReformingTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final String NODE = "fc2"; // 62,500 pairs or so, half of them pruned
    private static final String HISTOGRAM = "histogram:cells.csv";

    @TempDir
    Path directory;

    private static TrainingMethod reform(double share) {
        return TrainingMethod.USUAL.withReform(share);
    }

    private static ClassifierTraining start(String device, int epochs, TrainingMethod method) {
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));
        final LearningChoice choice = new LearningChoice(network, Mode.PRUNE, null, List.of());
        final GraphText placed = choice.on(device);
        final ClassifierPlan usual = Digits.plan("mlp", Mode.PRUNE, epochs);
        final ClassifierPlan plan =
                usual.withLearn(new LearningChoice(placed, Mode.PRUNE, null, List.of()).besides(usual::learning));
        return ClassifierTraining.start(plan.withMethod(method), placed, Digits.training());
    }

    /** A device's name, with the table that it names. */
    private String device(String name) throws IOException {
        if (!name.equals(HISTOGRAM)) {
            return name;
        }
        final Path table = Files.writeString(
                directory.resolve("cells.csv"),
                "conductance_low_siemens,conductance_high_siemens,count\n0,5e-6,40\n5e-6,3e-5,210\n3e-5,9e-5,530\n");
        return "histogram:" + table;
    }

    private static ClassifierTraining start(int epochs, TrainingMethod method) {
        return start("formed-rram", epochs, method);
    }

    private static Model trained(int epochs, TrainingMethod method) throws IOException {
        final ClassifierTraining training = start(epochs, method);
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        return training.model();
    }

    private byte[] bytes(Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = start(3, reform(0.3));
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    /** The weights of a node after each epoch, after which a checkpoint would be written; the masks that they had then. */
    private static List<float[]> weightsByEpoch(int epochs, double share, List<byte[]> masks, List<Writes> writes)
            throws IOException {
        final ClassifierTraining training = start(epochs, reform(share));
        final List<float[]> weights = new ArrayList<>();
        weights.add(training.model().weights(NODE).clone());
        training.run(null, FASTEST, 2, new TrainingProgress() {
            @Override
            public void epochDone(EpochResult result) {
                weights.add(training.model().weights(NODE).clone());
                masks.add(training.model().masks().get(NODE).clone());
                writes.add(result.writes().getOrDefault(NODE, Writes.NONE));
            }
        });
        return weights;
    }

    @Test
    void shouldFormOnlyPrunedCellsAnewAndNoneInTheLastQuarter() throws IOException {
        final List<byte[]> masks = new ArrayList<>();
        final List<Writes> writes = new ArrayList<>();
        final List<float[]> weights = weightsByEpoch(4, 0.3, masks, writes);

        int never = 0;
        for (int i = 0; i < weights.get(0).length; i++) {
            never += weights.get(4)[i] == weights.get(0)[i] ? 1 : 0;
        }
        // had each epoch chosen the same cells, 0.85 of all would be as they were
        assertTrue(never < 0.75 * weights.get(0).length, never + " never formed anew");
        for (int epoch = 1; epoch <= 4; epoch++) {
            final float[] before = weights.get(epoch - 1);
            final float[] after = weights.get(epoch);
            final byte[] mask = masks.get(epoch - 1);
            int pruned = 0;
            int formed = 0;
            for (int i = 0; i < mask.length; i++) {
                pruned += 1 - mask[i];
                if (before[i] != after[i]) {
                    formed++;
                    assertEquals(0, mask[i], "a connection that is in use, " + i);
                }
            }
            assertEquals(new Writes(formed, formed), writes.get(epoch - 1)); // no two cells are alike
            // chance of a share of them: within 5 standard deviations, the same each time
            final double deviation = Math.sqrt(0.3 * 0.7 * pruned);
            assertEquals(epoch < 4 ? 0.3 * pruned : 0, formed, epoch < 4 ? 5 * deviation : 0, "epoch " + epoch);
        }
    }

    @Test
    void shouldFormAllPrunedCellsWhereTheShareIsOne() throws IOException {
        final List<byte[]> masks = new ArrayList<>();
        final List<float[]> weights = weightsByEpoch(2, 1, masks, new ArrayList<>());
        for (int i = 0; i < masks.get(0).length; i++) {
            assertEquals(masks.get(0)[i] == 1, weights.get(0)[i] == weights.get(1)[i], "connection " + i);
        }
    }

    @Test
    void shouldComeToTheSameBitsOnAnyThreadsAndKernelsAndOthersThanWithout() throws IOException {
        final byte[] one = bytes(FASTEST, 1);

        assertArrayEquals(one, bytes(FASTEST, 3));
        assertArrayEquals(one, bytes(new ScalarKernels(), 2));
        // the plan in the file differs anyway; so do the masks that training comes to
        final Model usual = trained(3, TrainingMethod.USUAL);
        final Model other = trained(3, reform(0.3));
        assertFalse(Arrays.equals(usual.masks().get(NODE), other.masks().get(NODE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldGoOnFromACheckpointToTheSameBits(int killed) throws IOException {
        final byte[] whole = bytes(FASTEST, 2);
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        Trainings.kill(start(3, reform(0.3)), checkpoint, killed);

        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(whole, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldDrawFromTheDistributionThatCellsFormBy() throws IOException {
        final float[] usual = trained(2, TrainingMethod.USUAL).weights(NODE);
        final float[] again = trained(2, reform(1)).weights(NODE);

        assertFalse(Arrays.equals(usual, again));
        assertEquals(
                squares(usual),
                squares(again),
                0.03 * squares(usual)); // of 62,500, half drawn anew: 0.6 % is one error
    }

    private static double squares(float[] weights) {
        double sum = 0;
        for (final float weight : weights) {
            sum += (double) weight * weight;
        }
        return sum / weights.length;
    }

    /** The seed alone no longer brings its weights back, but each epoch's seed does: arrays are the very cells that were formed. */
    @ParameterizedTest
    @ValueSource(strings = {"formed-rram", "signs", HISTOGRAM})
    void shouldLieOnTheVeryCellsThatItFormed(String device) throws IOException {
        final ClassifierTraining training = start(device(device), 4, reform(0.5));
        final MemristorArray first = array(training.model());
        final float[] untrained = training.model().weights(NODE).clone();
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        final Model model = training.model();
        final MemristorArray array = array(model);

        assertFalse(
                Arrays.equals(ModelNetwork.formedWeights(model.graph(), NODE, model.metadata()), model.weights(NODE)));
        assertArrayEquals(model.weights(NODE), array.weights());
        assertEquals(training.device().getClass(), array.device().getClass());
        assertEquals(training.device().meanSiemens(), array.device().meanSiemens());
        assertArrayEquals(model.masks().get(NODE), array.mask());
        final double[] before = first.positiveSiemens();
        final double[] now = array.positiveSiemens();
        final double[][] later = new double[3][]; // of the epochs after which cells were formed anew
        Arrays.setAll(
                later,
                epoch -> MemristorArray.program(
                                first.layer(),
                                first.device(),
                                RandomStream.of(3, "reforming", epoch + 1).nextLong(),
                                first.layerPosition())
                        .positiveSiemens());
        int anew = 0;
        for (int i = 0; i < now.length; i++) {
            final int pair = i;
            if (model.weights(NODE)[i] == untrained[i]) {
                assertEquals(before[i], now[i], "a cell that nobody formed anew, " + i);
            } else {
                anew++;
                assertTrue(
                        Arrays.stream(later).anyMatch(epoch -> epoch[pair] == now[pair]),
                        "one of those that were formed, " + i);
            }
        }
        assertTrue(anew > now.length / 8, anew + " of " + now.length);
        assertEquals(mean(before), mean(now), 0.01 * mean(before)); // the common level of pairs, too
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static MemristorArray array(Model model) {
        return ModelNetwork.array(model, NODE, Matrix.of(model.graph(), NODE));
    }

    @Test
    void shouldKeepItsWeightsInCompactFiles() throws IOException {
        final Model model = trained(2, reform(0.5));
        final Path compact = directory.resolve("compact.safetensors");
        ModelNetwork.writeCompact(model, compact);

        final float[] read = ModelNetwork.read(compact).weights(NODE);
        final byte[] mask = model.masks().get(NODE);
        final float largest = largest(model.weights(NODE));
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == 1) { // in 8 bits, as all weights that no seed brings back
                assertEquals(model.weights(NODE)[i], read[i], 0.51 * largest / 127, "connection " + i);
            }
        }
    }

    private static float largest(float[] weights) {
        float largest = 0;
        for (final float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return largest;
    }

    /** Nodes that are frozen, and those that learn signs, stay as they are where others are pruned. */
    @Test
    void shouldLeaveNodesThatAreNotPruned() throws IOException {
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));
        final ClassifierPlan usual = Digits.plan("mlp", Mode.PRUNE, 2).withMethod(reform(1));
        final ClassifierPlan plan = usual.withLearn(Map.of("fc1", "frozen"));
        final ClassifierTraining training = ClassifierTraining.start(plan, network, Digits.training());
        final Model before = training.model();
        final float[] frozen = before.weights("fc1").clone();
        final float[] pruned = before.weights(NODE).clone();
        training.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(frozen, training.model().weights("fc1"));
        assertFalse(Arrays.equals(pruned, training.model().weights(NODE)));
    }

    /** Another chip forms all of its cells by a seed of its own, also where that is the model's. */
    @Test
    void shouldTestOtherChipsOnCellsOfTheirOwn() throws IOException {
        final Model model = trained(2, TrainingMethod.USUAL);
        final MemristorArray own = array(model);
        final MemristorArray other = new OtherChips(model, Digits.training())
                .placement(3) // of Digits.plan
                .of(NODE)
                .cells()
                .of(own, 3);
        int same = 0;
        for (int i = 0; i < own.mask().length; i++) {
            same += own.weights()[i] == other.weights()[i] ? 1 : 0;
        }

        assertArrayEquals(own.mask(), other.mask());
        assertTrue(same < 10, same + " weights are those of the very chip");
    }

    /** Names of nodes are no plan. */
    @Test
    void shouldMapWeightsOfOtherTrainersAsTheyAre() throws IOException {
        final Model model = trained(2, TrainingMethod.USUAL);
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put("trainedWith", "{\"reform\":\"weights\"}");
        metadata.put("seed", "4"); // brings other weights back
        final Model foreign = new Model(model.graph(), model.tensors(), model.masks(), Map.of(), metadata);

        assertArrayEquals(model.weights(NODE), array(foreign).weights());
    }

    @Test
    void shouldKeepTheShareInThePlan() {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 2).withMethod(reform(0.25));

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertNotEquals(Digits.plan("mlp", Mode.PRUNE, 2), plan);
        assertEquals(
                Digits.plan("mlp", Mode.PRUNE, 2),
                Digits.plan("mlp", Mode.PRUNE, 2).withMethod(TrainingMethod.USUAL.withReform(null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0.0", "-0.5 | -0.5", "1.01 | 1.01", "NaN | NaN"})
    void shouldRefuseSharesThatAreNone(double share, String found) {
        assertEquals(
                "reform: expected a share in (0, 1], found " + found,
                assertThrows(IllegalArgumentException.class, () -> reform(share))
                        .getMessage());
    }

    @Test
    void shouldRefuseWhatKeepsMasksOfOtherCells() {
        final String expected = "reform: expected the last epoch kept, no hysteresis and one chip, found ";
        final TrainingMethod best = new TrainingMethod(TrainingMethod.Keep.BEST, null, null, null);
        final TrainingMethod counted = new TrainingMethod(null, null, null, 0.0);

        assertEquals(expected + "the best epoch", refused(() -> best.withReform(0.3)));
        assertEquals(expected + "hysteresis", refused(() -> counted.withReform(0.3)));
        assertEquals(expected + "3 chips", refused(() -> reform(0.3).withChips(3)));
    }

    @Test
    void shouldRefuseCellsThatChanceDidNotForm() throws IOException {
        assertEquals(
                "--reform: expected a device that forms by chance: formed-rram, signs or a histogram, found"
                        + " MagneticMemory",
                refused(() -> start("mram", 2, reform(0.3))));
        assertEquals(
                "--reform: expected random weights of a device that are pruned, found none",
                refused(() -> ClassifierTraining.start(
                        Digits.plan("mlp", Mode.WEIGHTS, 2).withMethod(reform(0.3)), Digits.training())));
    }

    @Test
    void shouldRefuseWhereNothingWouldBeFormedAnew() {
        assertEquals(
                "reform: expected at least 2 epochs, since none is formed anew after the last, found 1",
                refused(() -> Digits.plan("mlp", Mode.PRUNE, 1).withMethod(reform(0.3))));
        final ClassifierPlan whole = Digits.plan("mlp", Mode.PRUNE, 2)
                .withLearn(Map.of("fc1", "prune 0.0", "fc2", "prune 0.0", "fc3", "prune 0.0"))
                .withMethod(reform(0.3));
        assertEquals(
                "--reform: expected random weights of a device that are pruned, found none",
                refused(() -> ClassifierTraining.start(whole, Digits.training())));
    }

    @Test
    void shouldBeRefusedByTrainingsThatKnowNothingOfIt() {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 2).withMethod(reform(0.3));
        final String expected = "training: expected one chip, no teacher and no cells formed anew, found ";
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));
        assertEquals(expected + "reform", refused(() -> new WriteTraining(plan, null, network, Digits.training())));
        final TrainingMethod chips = TrainingMethod.USUAL.withChips(2);
        assertEquals(expected + "reform", refused(() -> segmentation(reform(0.3))));
        assertEquals(expected + "chips", refused(() -> segmentation(chips)));
    }

    private static SegmentationPlan segmentation(TrainingMethod method) {
        return new SegmentationPlan(
                "n", 1, 0, 1, 1, Augmentation.NONE, Mode.PRUNE, 2, 1, 0.1, 0, 0.5, 1, 0, null, method, null);
    }

    /** Where a training begins with another's scores, they are of the cells that its seed forms. */
    @Test
    void shouldBeginNoOtherTraining() throws IOException {
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        Trainings.kill(start(3, reform(0.3)), checkpoint, 3);
        final Model begun = Model.read(checkpoint);
        final GraphText network = NetworkSource.inJar(
                "mlp", Given.data(Digits.training().shape(), Digits.training().classes()));

        assertTrue(assertThrows(
                        FileFormatException.class,
                        () -> ClassifierTraining.startFrom(
                                Digits.plan("mlp", Mode.PRUNE, 1), network, Digits.training(), checkpoint, begun))
                .getMessage()
                .endsWith("expected the random weights of the same seed, found others"));
    }

    private static String refused(Executable start) {
        return assertThrows(IllegalArgumentException.class, start).getMessage();
    }
}
