package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.datasets.segment.Augmentation;
import io.memspike.datasets.segment.PatchSamples;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.segment.ScoreCurve;
import io.memspike.tasks.segment.Segmentation;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on patches of images with lines. */
class SegmentationTrainingTest {
    private static final String NETWORK = "pruning-unet:base=4,depth=1";
    private static final int SIDE = 12;

    @TempDir
    Path directory;

    /** Dark lines, one pixel in four, before a noisy ground; the first columns do not count. */
    private static AnnotatedImage lines(long seed) {
        final int height = 40;
        final int width = 32;
        final byte[] pixels = new byte[height * width];
        final boolean[] counted = new boolean[pixels.length];
        final boolean[] positive = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            positive[i] = (i / width + i % width + seed) % 4 == 0;
            final int noise = (int) (RandomStream.draw(seed, i) & 63);
            pixels[i] = (byte) (positive[i] ? 60 + noise : 150 + noise);
            counted[i] = i % width > 3;
        }
        return new AnnotatedImage("lines", null, height, width, pixels, counted, positive);
    }

    private static PatchSamples patches(SegmentationPlan plan) {
        return new PatchSamples(
                List.of(lines(1), lines(2)),
                plan.patchSize(),
                plan.patchSize(),
                plan.patches(),
                plan.augmentation(),
                plan.seed());
    }

    private static SegmentationPlan plan(int heldOut, TrainingMethod method) {
        return plan(NETWORK, heldOut, method, null);
    }

    private static SegmentationPlan plan(String network, int heldOut, TrainingMethod method, Integer steps) {
        return new SegmentationPlan(
                network,
                2,
                heldOut,
                24,
                SIDE,
                Augmentation.FLIPS_AND_TURNS,
                Mode.PRUNE,
                3,
                4,
                0.02,
                0,
                0.5,
                3,
                0,
                null,
                method,
                steps);
    }

    private static GraphText network(String name, int channels) {
        return NetworkSource.inJar(name, Given.data(new Shape(channels, SIDE, SIDE), 2));
    }

    private static SegmentationTraining start(SegmentationPlan plan) {
        return SegmentationTraining.start(plan, network(plan.network(), 1), patches(plan));
    }

    /** Area under precision over recall of an image that is not trained on. */
    private static double area(Model model) {
        final Segmentation segmentation = new Segmentation(
                ModelNetwork.of(model, model.graph().input(), new ScalarKernels(), ReadNoise.NONE),
                Encoding.of("picture"),
                3,
                1,
                1);
        final AnnotatedImage image = lines(7);
        final ScoreCurve.Builder curve = new ScoreCurve.Builder();
        curve.add(image, segmentation.probabilities(image, 0, done -> {}));
        return curve.build().precisionRecallArea();
    }

    private static List<Double> losses(SegmentationTraining training, Path checkpoint, ToDoubleFunction<Model> judge)
            throws IOException {
        final List<Double> losses = new ArrayList<>();
        training.run(checkpoint, judge, new ScalarKernels(), 2, new TrainingProgress() {
            @Override
            public void epochDone(EpochResult result) {
                losses.add(result.loss());
            }
        });
        return losses;
    }

    @Test
    void shouldLearnToFindLines() throws IOException {
        final SegmentationTraining training = start(plan(0, null));
        final double before = area(training.model());
        final List<Double> losses = losses(training, null, null);

        assertTrue(losses.get(2) < losses.get(0), losses.toString());
        assertTrue(area(training.model()) > Math.max(before, 0.5), before + " " + area(training.model()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(doubles = 0.02)
    void shouldGoOnFromACheckpointToTheSameBits(Double hysteresis) throws IOException {
        final TrainingMethod method = new TrainingMethod(
                TrainingMethod.Keep.BEST, new Optimiser(Optimiser.Method.SGD, 0.9), null, hysteresis);
        goOn(plan(1, method));
    }

    @Test
    void shouldGoOnInAsManySteps() throws IOException {
        goOn(plan("spiking-unet:base=2,depth=1", 1, null, 3));
    }

    private void goOn(SegmentationPlan plan) throws IOException {
        final Path checkpoint = directory.resolve("c.safetensors");
        final Path half = directory.resolve("half.safetensors");
        final SegmentationTraining whole = start(plan);
        whole.run(checkpoint, SegmentationTrainingTest::area, new ScalarKernels(), 2, new TrainingProgress() {
            @Override
            public void epochDone(EpochResult result) {
                if (result.epoch() == 1) {
                    copy(checkpoint, half);
                }
            }
        });
        final Model begun = ModelNetwork.read(half);
        final SegmentationPlan going = SegmentationPlan.ofJson(begun.metadata().get(PlanJson.KEY));
        assertEquals(1, going.epochsDone());
        final SegmentationTraining resumed = SegmentationTraining.resume(half, begun, going, patches(going));
        losses(resumed, null, SegmentationTrainingTest::area);

        assertEquals(whole.epoch(), resumed.epoch());
        assertArrayEquals(bytes(whole.model()), bytes(resumed.model()));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(Model model) throws IOException {
        final Path file = directory.resolve("bytes.safetensors");
        model.write(file);
        return Files.readAllBytes(file);
    }

    /** Epochs are worth 1, 3, 2: the second is kept. */
    @Test
    void shouldKeepTheEpochThatHeldOutImagesLikeBest() throws IOException {
        final SegmentationTraining training =
                start(plan(1, new TrainingMethod(TrainingMethod.Keep.BEST, null, null, null)));
        final List<Model> models = new ArrayList<>();
        losses(training, null, model -> {
            models.add(model);
            return new double[] {1, 3, 2}[models.size() - 1];
        });

        assertEquals(2, training.epoch());
        assertArrayEquals(bytes(models.get(1)), bytes(training.model()));
        assertThrows(
                IllegalArgumentException.class,
                () -> losses(
                        start(plan(1, new TrainingMethod(TrainingMethod.Keep.BEST, null, null, null))), null, null));
    }

    /** The same bits where nobody ends it, writes told epoch by epoch; and an end where they are used up. */
    @Test
    void shouldCountWritesAsItTrains() throws IOException {
        final SegmentationPlan plan = plan(1, new TrainingMethod(null, null, null, 0.02));
        final long all = countedAsTrained(plan);
        final WriteTraining bound = counted(plan, all - 1);
        bound.run(SegmentationTrainingTest::area, new ScalarKernels(), 2, TrainingProgress.NONE);
        final long written =
                bound.writes().values().stream().mapToLong(Writes::total).sum();
        assertTrue(written >= all - 1 && written <= all, written + " of " + all);
        assertEquals("vessels", bound.model().metadata().get("dataset"));
    }

    @Test
    void shouldCountWritesInAsManySteps() throws IOException {
        countedAsTrained(plan("spiking-unet:base=2,depth=1", 1, new TrainingMethod(null, null, null, 0.02), 3));
    }

    private static WriteTraining counted(SegmentationPlan plan, long most) {
        return new WriteTraining(
                plan, new WriteTraining.Budget(most, null, 0), network(plan.network(), 1), patches(plan));
    }

    /** How often it has written. */
    private static long countedAsTrained(SegmentationPlan plan) throws IOException {
        final SegmentationTraining usual = start(plan);
        losses(usual, null, null);
        final WriteTraining counted = counted(plan, 0);
        final List<WriteTraining.Point> points =
                counted.run(SegmentationTrainingTest::area, new ScalarKernels(), 2, TrainingProgress.NONE);

        assertEquals(usual.model().tensors().keySet(), counted.model().tensors().keySet());
        usual.model()
                .tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, counted.model().tensors().get(name), name));
        assertEquals(plan.epochs() + 1, points.size());
        assertEquals(area(counted.model()), points.get(3).accuracy());
        return points.get(3).writes().total();
    }

    @Test
    void shouldRefuseNetworksThatClassifySomethingElse() {
        final SegmentationPlan plan = plan(0, null);
        assertEquals(
                "node fc1: expected 2×12×12, two classes of each pixel that is seen, found 10×1×1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SegmentationTraining.start(
                                        plan, NetworkSource.inJar("pruning-cnn", Given.NOTHING), patches(plan)))
                        .getMessage());
    }

    @Test
    void shouldComeBackFromItsJson() {
        final SegmentationPlan plan =
                plan(1, new TrainingMethod(null, null, null, 0.02)).withEpochsDone(2);

        assertEquals(plan, SegmentationPlan.ofJson(plan.toJson()));
    }

    /** Plans that were written before there were steps have one. */
    @Test
    void shouldNotSpeakOfOneStep() {
        final SegmentationPlan several = plan(NETWORK, 1, null, 3);

        assertEquals(plan(1, null), plan(NETWORK, 1, null, 1));
        assertEquals("picture", plan(1, null).encoding().toString());
        assertEquals("picture:steps=3", several.encoding().toString());
        assertEquals(several, SegmentationPlan.ofJson(several.toJson()));
        assertThrows(IllegalArgumentException.class, () -> plan(NETWORK, 1, null, 0));
    }
}
