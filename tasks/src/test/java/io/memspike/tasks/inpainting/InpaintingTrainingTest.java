package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.TrainingMethod.Keep;
import io.memspike.tasks.inpainting.InpaintingMethod.HoleSizes;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class InpaintingTrainingTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final int SIDE = 16;

    @TempDir
    Path directory;

    private static InpaintingPlan plan(Mode mode, int epochs) {
        final Hole hole = new Hole(6, 6, 4, 4);
        return new InpaintingPlan("bars", 30, mode, SIDE, 4, 6, 3, 5, epochs, 10, 5e-3, false, 0.01, 0.5, hole, 3, 0);
    }

    private static Samples images() {
        final float[][] images = new float[30][SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            final RandomStream random = RandomStream.of(1, "bars", i);
            final int bright = random.nextInt(SIDE);
            for (int p = 0; p < images[i].length; p++) {
                images[i][p] = p % SIDE == bright ? 1f : -1f;
            }
        }
        return samples(images);
    }

    private static Samples samples(float[]... images) {
        return PictureSamples.of(
                Arrays.stream(images)
                        .map(pixels -> new Picture("bar", Picture.UNLABELLED, pixels))
                        .toList(),
                new Canvas(SIDE),
                0);
    }

    private static final Duration NEVER = Duration.ofDays(1);

    /** Gives up once so many updates are done. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static InpaintingProgress stopAfter(int updates) {
        return new InpaintingProgress() {
            private int done;

            @Override
            public void updated(int epoch, int images, int of, double reconstruction, double distance) {
                if (done++ == updates) {
                    throw new Stop();
                }
            }
        };
    }

    @Test
    void shouldGoOnFromACheckpointWithinAnEpochAsIfItHadNeverStopped() throws IOException {
        final InpaintingTraining whole = InpaintingTraining.start(plan(Mode.PRUNE, 2), images());
        whole.run(null, NEVER, KERNELS, 2, InpaintingProgress.NONE);
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final InpaintingTraining stopped = InpaintingTraining.start(plan(Mode.PRUNE, 2), images());
        // a checkpoint after each update, of three an epoch; the fifth update is not saved
        assertThrows(Stop.class, () -> stopped.run(checkpoint, Duration.ZERO, KERNELS, 1, stopAfter(4)));

        final InpaintingTraining resumed = InpaintingTraining.resume(checkpoint, Model.read(checkpoint), images());
        assertEquals(4, resumed.plan().batchesDone());
        resumed.run(checkpoint, NEVER, KERNELS, 1, InpaintingProgress.NONE);

        assertSame(whole.model(), resumed.model());
    }

    /** What held-out pictures said after each epoch, and the decoder's scale as it was then. */
    private static final class Watched implements InpaintingProgress {
        final List<Double> errors = new ArrayList<>();
        final List<float[]> scales = new ArrayList<>();

        @Override
        public void epochDone(int epoch, double reconstruction, double speed, Double heldOut, Model model) {
            errors.add(heldOut);
            scales.add(model.tensors().get("decoder1.norm.gamma").clone());
        }

        int best() {
            int best = 0;
            for (int i = 1; i < errors.size(); i++) {
                best = errors.get(i) < errors.get(best) ? i : best;
            }
            return best;
        }
    }

    private static InpaintingPlan by(Double share, Double divergence, HoleSizes holes, Integer heldOut, Keep keep) {
        return plan(Mode.PRUNE, 4).by(10, 0.3).by(new InpaintingMethod(share, divergence, holes, heldOut, keep, null));
    }

    private static List<Picture> heldOut() {
        final List<Picture> pictures = new ArrayList<>();
        final Target whole = new Target();
        for (int i = 0; i < 5; i++) {
            whole.clear();
            images().target(i, whole);
            pictures.add(new Picture(
                    "bar", Picture.UNLABELLED, whole.written(SIDE * SIDE).clone()));
        }
        return pictures;
    }

    @Test
    void shouldKeepTheEpochThatFillsHeldOutHolesBest() throws IOException {
        final InpaintingPlan plan = by(null, null, null, 5, Keep.BEST);
        final InpaintingTraining training = InpaintingTraining.start(plan, images());
        final Watched watched = new Watched();
        training.run(null, NEVER, heldOut(), KERNELS, 2, watched);

        assertTrue(watched.best() < 3, () -> "another than the last, or the test tells nothing: " + watched.errors);
        assertEquals(watched.best() + 1, training.epoch());
        assertArrayEquals(
                watched.scales.get(watched.best()), training.model().tensors().get("decoder1.norm.gamma"));
        assertThrows(
                IllegalArgumentException.class,
                () -> InpaintingTraining.start(plan, images()).run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE));
    }

    @Test
    void shouldGoOnFromACheckpointWithDrawnHolesAndTheBestEpochSoFar() throws IOException {
        final InpaintingPlan plan = by(0.5, 0.5, new HoleSizes(2, 6), 5, Keep.BEST);
        assertEquals(plan, InpaintingPlan.ofJson(plan.toJson()));
        final InpaintingTraining whole = InpaintingTraining.start(plan, images());
        whole.run(null, NEVER, heldOut(), KERNELS, 2, InpaintingProgress.NONE);
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final InpaintingTraining stopped = InpaintingTraining.start(plan, images());
        // the tenth of twelve updates, of three an epoch, is not saved: the checkpoint is of the end of an epoch
        assertThrows(Stop.class, () -> stopped.run(checkpoint, Duration.ZERO, heldOut(), KERNELS, 1, stopAfter(9)));

        final InpaintingTraining resumed = InpaintingTraining.resume(checkpoint, Model.read(checkpoint), images());
        resumed.run(checkpoint, NEVER, heldOut(), new ScalarKernels(), 1, InpaintingProgress.NONE);

        assertEquals(whole.epoch(), resumed.epoch());
        assertSame(whole.model(), resumed.model());
    }

    @Test
    void shouldLeaveThePriorAsItIsWhereTheDivergenceDoesNotCount() throws IOException {
        final InpaintingTraining training = InpaintingTraining.start(by(null, 0.0, null, null, null), images());
        final Model before = training.model();
        final float[] prior = before.weights("prior1").clone();
        final float[] posterior = before.weights("posterior1").clone();
        training.run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE);

        assertArrayEquals(prior, training.model().weights("prior1"));
        assertFalse(Arrays.equals(posterior, training.model().weights("posterior1")));
    }

    @Test
    void shouldLearnOtherwiseWhereTheHoleCountsForMore() throws IOException {
        final float[][] scores = new float[4][];
        final List<InpaintingPlan> plans = List.of(
                by(null, null, null, null, null),
                by(0.9, null, null, null, null),
                by(null, 0.5, null, null, null),
                by(null, null, new HoleSizes(2, 6), null, null));
        for (int i = 0; i < scores.length; i++) {
            final InpaintingTraining training = InpaintingTraining.start(plans.get(i), images());
            training.run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE);
            scores[i] = training.model().weights("posterior1");
            for (int j = 0; j < i; j++) {
                assertFalse(Arrays.equals(scores[j], scores[i]), i + " as " + j);
            }
        }
        // all pixels alike: the hole's share is that of its pixels
        final InpaintingTraining alike =
                InpaintingTraining.start(by(16.0 / (SIDE * SIDE), null, null, null, null), images());
        alike.run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE);
        assertArrayEquals(scores[0], alike.model().weights("posterior1"));
    }

    @Test
    void shouldRefuseMethodsThatThereAreNot() {
        assertMethod("hole share: expected one in [0, 1], found 1.5", () -> by(1.5, null, null, null, null));
        assertMethod(
                "divergence: expected a finite factor of at least 0, found -1.0",
                () -> by(null, -1.0, null, null, null));
        assertMethod("hold-out: expected at least 0 images, found -1", () -> by(null, null, null, -1, null));
        assertMethod(
                "keep best: expected images held out, which tell the best epoch, found none",
                () -> by(null, null, null, 0, Keep.BEST));
        assertMethod(
                "holes: expected at most the 16 rows and columns of a picture, found 17",
                () -> by(null, null, new HoleSizes(2, 17), null, null));
        assertMethod(
                "holes: expected 1 row and column or more, and no fewer at most than at least, found 3..2",
                () -> HoleSizes.of("3..2"));
        assertMethod(
                "--holes: expected rows and columns LEAST..MOST, as 4..16, found '4-16'", () -> HoleSizes.of("4-16"));
        assertEquals(new HoleSizes(6, 6), HoleSizes.of("6"));
    }

    private static void assertMethod(String message, Executable making) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    private static void assertSame(Model expected, Model found) {
        expected.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, found.tensors().get(name), name));
        expected.masks()
                .forEach((node, mask) -> assertArrayEquals(mask, found.masks().get(node), node));
    }

    @Test
    void shouldPruneHalfOfTheRandomWeightsAndTrainPosteriorAndPrior() throws IOException {
        final InpaintingTraining training = InpaintingTraining.start(plan(Mode.PRUNE, 1), images());
        final Model before = training.model();
        final float[] posterior = before.weights("posterior1").clone();
        final float[] random = before.weights("decoder1").clone();
        final List<String> told = new ArrayList<>();

        training.run(null, NEVER, KERNELS, 1, new InpaintingProgress() {
            @Override
            public void updated(int epoch, int images, int of, double reconstruction, double distance) {
                told.add(epoch + ": " + images + "/" + of);
            }
        });

        final Model after = training.model();
        assertArrayEquals(random, after.weights("decoder1"));
        assertFalse(Arrays.equals(posterior, after.weights("posterior1")));
        assertEquals(9, after.masks().size()); // four of the encoder, five of the decoder
        int kept = 0;
        for (final byte keep : after.masks().get("decoder1")) {
            kept += keep;
        }
        assertEquals(4 * 4 * 9 / 2, kept);
        assertEquals(List.of("1: 10/30", "1: 20/30", "1: 30/30"), told);
        assertTrue(InpaintingTraining.start(plan(Mode.WEIGHTS, 1), images())
                .model()
                .masks()
                .isEmpty());
    }

    @Test
    void shouldShipAModelInLittleSpace() throws IOException {
        final InpaintingTraining training = InpaintingTraining.start(plan(Mode.PRUNE, 2), images());
        training.run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE);
        final Path whole = directory.resolve("whole.safetensors");
        final Path compact = directory.resolve("compact.safetensors");
        training.model().write(whole);

        ModelNetwork.writeCompact(training.model(), compact);

        assertTrue(Files.size(compact) < Files.size(whole));
        final Model read = ModelNetwork.read(compact);
        assertArrayEquals(training.model().weights("encoder1"), read.weights("encoder1"));
        // rounded to 127 steps of a row's largest: half a step off at most
        final float[] exact = training.model().weights("prior3");
        final float[] rounded = read.weights("prior3");
        float largest = 0;
        for (final float weight : exact) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertArrayEquals(exact, rounded, 0.51f * largest / 127);
        assertEquals(training.model().metadata(), read.metadata());
        AutoEncoderNetwork.of(read, KERNELS, ReadNoise.NONE).newSession().beginSample(1);
    }

    @Test
    void shouldDisturbPicturesWhenReadsAreNoisy() throws IOException {
        final InpaintingTraining training = InpaintingTraining.start(plan(Mode.PRUNE, 10), images());
        training.run(null, NEVER, KERNELS, 1, InpaintingProgress.NONE); // until running statistics have caught up
        final Model model = training.model();
        final Target whole = new Target();
        images().target(0, whole);
        final float[] image = whole.written(SIDE * SIDE);

        final float[] exact = picture(model, ReadNoise.NONE, image);
        assertArrayEquals(exact, picture(model, ReadNoise.NONE, image));
        final float[] noisy = picture(model, new ReadNoise(0.1, 7), image);
        assertFalse(Arrays.equals(exact, noisy));
        assertArrayEquals(noisy, picture(model, new ReadNoise(0.1, 7), image));
    }

    private static float[] picture(Model model, ReadNoise noise, float[] image) {
        final PictureSession session =
                AutoEncoderNetwork.of(model, KERNELS, noise).newSession();
        session.begin(image, 5);
        while (session.steps() < 5) {
            session.step();
        }
        final float[] picture = new float[image.length];
        session.reconstruction(picture);
        return picture;
    }

    @Test
    void shouldRefuseCheckpointsThatAreNone() throws IOException {
        final Model finished =
                InpaintingTraining.start(plan(Mode.PRUNE, 1), images()).model();
        final Model unplanned = new Model(finished.graph(), finished.tensors(), finished.masks(), Map.of(), Map.of());
        final Path path = Path.of("some.safetensors");

        assertRefused(
                "some.safetensors: tensor encoder1.score: expected the state of a training under way,"
                        + " found no such tensor (a finished model?)",
                () -> InpaintingTraining.resume(path, finished, images()));
        assertRefused(
                "some.safetensors: metadata trainedWith: expected an auto-encoder's plan, found nothing",
                () -> InpaintingTraining.resume(path, unplanned, images()));
    }

    private interface Resumption {
        void run() throws IOException;
    }

    private static void assertRefused(String message, Resumption action) {
        assertEquals(
                message, assertThrows(FileFormatException.class, action::run).getMessage());
    }

    @Test
    void shouldRefuseHolesAndImagesThatDoNotFit() {
        assertEquals(
                "hole: expected a rectangle within 16×16 pixels, found row 12, column 12, 8×8 pixels",
                assertThrows(IllegalArgumentException.class, () -> Hole.prime().requireIn(16))
                        .getMessage());
        assertEquals(
                "training: expected 30 images of 16×16 pixels, found 1 of 16×16",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> InpaintingTraining.start(plan(Mode.PRUNE, 1), samples(new float[1][SIDE * SIDE])))
                        .getMessage());
        final InpaintingPlan plan = plan(Mode.WEIGHTS, 3).withBatchesDone(7);
        assertEquals(plan, InpaintingPlan.ofJson(plan.toJson()));
    }
}
