package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InpaintingTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Canvas CANVAS = new Canvas(32);
    private static final HoleMask HOLE = HoleMask.of(CANVAS, Hole.prime());
    private static final AutoEncoderNetwork VAE = AutoEncoderNetwork.of(SmallVae.model(true), KERNELS, ReadNoise.NONE);
    private static List<Picture> digits;

    @BeforeAll
    static void readDigits() throws IOException {
        digits = Pictures.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TEST), CANVAS, 24);
    }

    private static Inpainting.Result run(AutoEncoderNetwork vae, PictureStop stop, int threads) {
        return new Inpainting(vae, new Inpainting.Settings(HOLE, stop, 5, threads)).run(digits, done -> {});
    }

    @Test
    void shouldGiveWhatASessionGives() {
        final Inpainting.Result result = run(VAE, null, 2);

        final PictureSession session = VAE.newSession();
        final float[] expected = new float[1024];
        for (int i = 0; i < digits.size(); i++) {
            session.begin(HOLE.cut(digits.get(i).pixels()), Inpainting.seed(5, i));
            while (session.steps() < 7) {
                session.step();
            }
            session.reconstruction(expected);
            assertArrayEquals(expected, result.reconstructions().get(i));
        }
        assertEquals(7, result.meanSteps());
        assertTrue(IntStream.range(1, 24)
                .anyMatch(i -> !Arrays.equals(
                        result.reconstructions().get(0),
                        result.reconstructions().get(i))));
    }

    @Test
    void shouldKeepWhatIsKnownAndFillTheRest() {
        final Inpainting.Result result = run(VAE, null, 1);
        final float[] original = digits.get(3).pixels();
        final float[] filled = result.filled().get(3);
        final float[] holed = result.holed().get(3);
        for (int i = 0; i < 1024; i++) {
            assertEquals(HOLE.contains(i) ? result.reconstructions().get(3)[i] : original[i], filled[i]);
            assertEquals(HOLE.contains(i) ? -1f : original[i], holed[i]);
        }
        double sum = 0;
        for (int n = 0; n < digits.size(); n++) {
            for (int y = 12; y < 20; y++) {
                for (int x = 12; x < 20; x++) {
                    final double d = (double) digits.get(n).pixels()[y * 32 + x]
                            - result.reconstructions().get(n)[y * 32 + x];
                    sum += d * d;
                }
            }
        }
        assertEquals(sum / (digits.size() * 64), result.holeError(), 1e-12);
    }

    @Test
    void shouldGiveTheSameOnAnyNumberOfThreads() {
        final PictureStop stop = PictureStop.ofPicture(3);
        final Inpainting.Result one = run(VAE, stop, 1);
        final Inpainting.Result three = run(VAE, stop, 3);
        assertArrayEquals(one.steps(), three.steps());
        assertEquals(one.synapticOperations(), three.synapticOperations());
        for (int i = 0; i < digits.size(); i++) {
            assertArrayEquals(
                    one.reconstructions().get(i), three.reconstructions().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFollowTheCurveAtAnyThreshold(boolean isOfHole) {
        final InpaintingCurve curve =
                InpaintingCurve.of(VAE, new Inpainting.Settings(HOLE, null, 5, 2), isOfHole, digits, done -> {});
        boolean hasStopped = false;
        for (final double part : new double[] {0, 0.2, 1, 2, 3, 5, 100}) {
            final double threshold = isOfHole ? part / 20 : part;
            final Inpainting.Result result = run(VAE, new PictureStop(threshold, isOfHole), 2);
            final InpaintingCurve.Point point = curve.at(threshold);
            assertEquals(result.meanSteps(), point.meanSteps(), 1e-12);
            assertEquals(result.holeError(), point.holeError(), 1e-12);
            final int[] histogram = new int[7];
            Arrays.stream(result.steps()).forEach(steps -> histogram[steps - 1]++);
            assertArrayEquals(histogram, curve.histogram(threshold));
            hasStopped |= point.meanSteps() < 7;
        }
        assertTrue(hasStopped, "a curve of one point says nothing");
        assertEquals(curve.at(0).holeError(), curve.errorByStep()[6], 1e-12);
        for (final double share : new double[] {0, 0.02, 0.3}) {
            final double allowed = (1 + share) * curve.at(0).holeError() + 1e-12;
            double largest = 0; // of many, one after the other
            for (int i = 0; i < 10_000; i++) {
                final double threshold = i / (isOfHole ? 20_000.0 : 1000.0);
                largest = curve.at(threshold).holeError() <= allowed ? threshold : largest;
            }
            final InpaintingCurve.Point within = curve.within(share);
            assertTrue(within.holeError() <= allowed);
            assertEquals(within, curve.at(within.threshold()));
            assertEquals(curve.at(largest).meanSteps(), within.meanSteps(), 1e-12);
        }
    }

    @Test
    void shouldStopEarlyWhereTrainingPicturesLoseLittle() {
        final Inpainting.Settings settings = new Inpainting.Settings(HOLE, null, 5, 2);
        final Model model = SmallVae.model(true);
        assertEquals(0.2, PictureStop.of(model).threshold(), "PRIME's, where a model has none");

        final double threshold = PictureStop.calibrate(model, KERNELS, settings, digits, done -> {});
        assertEquals(
                threshold, PictureStop.of(PictureStop.with(model, threshold)).threshold());
        final double all = run(VAE, null, 2).holeError();
        assertTrue(run(VAE, PictureStop.ofHole(threshold), 2).holeError() <= 1.015 * all + 1e-12);
        assertTrue(run(VAE, PictureStop.ofHole(threshold), 2).meanSteps() < 7, "some stop: " + threshold);
    }

    @Test
    void shouldWatchWhatIsMissingAlone() {
        final float[] picture = new float[32 * 32];
        final PictureStop.Watch hole = PictureStop.ofHole(0.01).watch(HOLE);
        final PictureStop.Watch whole = PictureStop.ofPicture(0.2).watch(HOLE);
        hole.begin();
        whole.begin();
        for (final float grey : new float[] {0.5f, 0.75f, 0.875f}) {
            Arrays.fill(picture, grey);
            assertFalse(hole.isFinished(picture));
            assertFalse(whole.isFinished(picture));
        }
        assertEquals(0.125, hole.change(), 1e-12, "mean of the hole");
        assertEquals(1.28, whole.change(), 1e-12, "sum / 100");
        Arrays.fill(picture, 0, 12 * 32, -1f); // above the hole
        assertTrue(hole.isFinished(picture), "0.5, 0.25, 0.125, 0");
        assertFalse(whole.isFinished(picture));
    }

    @Test
    void shouldRefuseAThresholdThatIsNone() {
        final Model model = SmallVae.model(true);
        for (final String value : List.of("soon", "-1", "NaN")) {
            final Model wrong = new Model(
                    model.graph(), model.tensors(), model.masks(), Map.of(), Map.of(PictureStop.THRESHOLD, value));
            assertEquals(
                    "model: metadata earlyStop: expected a finite threshold of at least 0, found " + value,
                    assertThrows(IllegalArgumentException.class, () -> PictureStop.of(wrong))
                            .getMessage());
        }
    }

    @Test
    void shouldGiveEveryPictureOfEverySeedNumbersOfItsOwn() {
        final Set<Long> seeds = new HashSet<>();
        for (final long seed : new long[] {0, 1, 2, -1, 1L << 24, 1L << 40, Long.MIN_VALUE}) {
            for (int picture = 0; picture < 10_000; picture++) {
                seeds.add(Inpainting.seed(seed, picture) << 20); // of which read noise numbers its reads
            }
        }
        assertEquals(70_000, seeds.size());
    }

    @Test
    void shouldBeNoisyByTheSeedAndInMemristorsAlone() {
        final Inpainting.Result exact = run(VAE, null, 2);
        final Inpainting.Result noisy =
                run(AutoEncoderNetwork.of(SmallVae.model(true), KERNELS, new ReadNoise(0.2, 3)), null, 2);
        final Inpainting.Result again =
                run(AutoEncoderNetwork.of(SmallVae.model(true), KERNELS, new ReadNoise(0.2, 3)), null, 1);

        assertFalse(Arrays.equals(
                exact.reconstructions().get(0), noisy.reconstructions().get(0)));
        assertArrayEquals(
                noisy.reconstructions().get(0), again.reconstructions().get(0));
        final Inpainting.Result digital =
                run(AutoEncoderNetwork.of(SmallVae.model(false), KERNELS, new ReadNoise(0.2, 3)), null, 1);
        assertArrayEquals(
                run(AutoEncoderNetwork.of(SmallVae.model(false), KERNELS, ReadNoise.NONE), null, 1)
                        .reconstructions()
                        .get(0),
                digital.reconstructions().get(0));
    }

    @Test
    void shouldDrawOtherPicturesFromOtherSeeds() {
        final List<float[]> drawn = PriorSamples.draw(VAE, 4, 1, 2);
        final List<float[]> again = PriorSamples.draw(VAE, 4, 1, 1);
        final List<float[]> other = PriorSamples.draw(VAE, 4, 2, 1);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(drawn.get(i), again.get(i));
        }
        assertTrue(IntStream.range(0, 4).anyMatch(i -> !Arrays.equals(drawn.get(i), other.get(i))));
        assertThrows(IllegalArgumentException.class, () -> PriorSamples.draw(VAE, 0, 1, 1));
    }

    @Test
    void shouldRefuseAHoleOfAnotherSize() {
        final Inpainting.Settings settings =
                new Inpainting.Settings(HoleMask.of(new Canvas(16), new Hole(6, 6, 4, 4)), null, 1, 1);
        final IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Inpainting(VAE, settings));
        assertEquals("hole: expected one of 32×32 pixels, found 16×16", e.getMessage());
    }
}
