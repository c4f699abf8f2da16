package io.memspike.datasets.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.datasets.MixedSamples;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SamplesContract;
import io.memspike.datasets.Subset;
import io.memspike.datasets.encode.Encoding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchSamplesTest extends SamplesContract {
    private static final List<AnnotatedImage> EYES = List.of(Eyes.random(40, 31, 9, 1), Eyes.random(33, 52, 9, 2));

    @Override
    protected Samples samples() {
        return new PatchSamples(EYES, 12, 12, 60, Augmentation.FLIPS_AND_TURNS, 5);
    }

    /** What is learnt of a piece belongs to what is seen of it, in every epoch, however it comes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17})
    void shouldLearnWhatItShows(int epoch) {
        final Samples patches = samples();
        for (final Samples samples : List.of(
                patches,
                new Subset(patches, 7, 60),
                new MixedSamples(patches, patches, 2),
                Encoding.of("direct:steps=1").encode(patches, 1),
                Encoding.of("picture").encode(patches, 1))) {
            for (int sample = 0; sample < samples.size(); sample++) {
                final float[] values = Pieces.values(samples, sample, epoch)[0];
                final float[] targets = Eyes.targets(samples, sample, epoch);
                for (int i = 0; i < values.length; i++) {
                    assertTrue(targets[i] == -1 || targets[i] == (values[i] > 0.5f ? 1 : 0));
                }
            }
        }
    }

    @Test
    void shouldDrawOtherPiecesInEachEpochAndBySeed() {
        final Samples samples = samples();
        final Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            for (int sample = 0; sample < 20; sample++) {
                assertArrayEquals(Pieces.values(samples, sample, epoch)[0], Pieces.values(samples(), sample, epoch)[0]);
                seen.add(Arrays.toString(Pieces.values(samples, sample, epoch)[0]));
            }
        }
        assertEquals(100, seen.size());
        final Samples other = new PatchSamples(EYES, 12, 12, 60, Augmentation.FLIPS_AND_TURNS, 6);
        assertFalse(Arrays.equals(Pieces.values(samples, 0, 1)[0], Pieces.values(other, 0, 1)[0]));
    }

    /** A piece as large as its image is the image in one of its eight symmetries, and each of them occurs. */
    @Test
    void shouldFlipAndTurn() {
        final AnnotatedImage ramp = Eyes.ramp(8, 8, 20, 3);
        final PatchSamples samples = new PatchSamples(List.of(ramp), 8, 8, 200, Augmentation.FLIPS_AND_TURNS, 1);
        final Set<String> expected = new HashSet<>();
        for (int symmetry = 0; symmetry < 8; symmetry++) {
            final float[] image = new float[64];
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    final int u = symmetry % 2 == 0 ? x : 7 - x;
                    final int v = symmetry / 2 % 2 == 0 ? y : 7 - y;
                    image[y * 8 + x] = ramp.value(symmetry < 4 ? v * 8 + u : u * 8 + v);
                }
            }
            expected.add(Arrays.toString(image));
        }
        assertEquals(8, expected.size());
        final Set<String> found = new HashSet<>();
        for (int sample = 0; sample < 200; sample++) {
            found.add(Arrays.toString(Pieces.values(samples, sample, 1)[0]));
        }
        assertEquals(expected, found);
        assertArrayEquals(
                Pieces.values(samples, 0, 0)[0], Pieces.values(samples, 1, 0)[0], "as they are outside of trainings");
    }

    @Test
    void shouldTurnWhatIsNotSquareByHalves() {
        final AnnotatedImage ramp = Eyes.ramp(4, 9, 20, 3);
        final PatchSamples samples = new PatchSamples(List.of(ramp), 4, 9, 100, Augmentation.FLIPS_AND_TURNS, 1);
        final Set<String> found = new HashSet<>();
        for (int sample = 0; sample < 100; sample++) {
            found.add(Arrays.toString(Pieces.values(samples, sample, 1)[0]));
        }
        assertEquals(4, found.size());
    }

    /** On a plane that rises by 3 levels a pixel, being carried by 2 pixels along either axis is at most 4 · 3 levels. */
    @Test
    void shouldBendNoFurtherThanAsked() {
        final AnnotatedImage ramp = Eyes.ramp(40, 40, 3, 3);
        final Samples plain = new PatchSamples(List.of(ramp), 20, 20, 50, Augmentation.NONE, 1);
        final Samples bent = new PatchSamples(List.of(ramp), 20, 20, 50, new Augmentation(false, false, 2, 0), 1);
        double most = 0;
        for (int sample = 0; sample < 50; sample++) {
            final float[] expected = Pieces.values(plain, sample, 1)[0];
            final float[] found = Pieces.values(bent, sample, 1)[0];
            for (int i = 0; i < found.length; i++) {
                most = Math.max(most, 255 * Math.abs(expected[i] - found[i]));
            }
            assertArrayEquals(Pieces.values(plain, sample, 0)[0], Pieces.values(bent, sample, 0)[0]);
        }
        assertTrue(most > 4 && most <= 12.001, "" + most);
    }

    @Test
    void shouldChangeBrightnessOfAWholePiece() {
        final AnnotatedImage ramp = Eyes.ramp(20, 20, 5, 7); // 0 to 228
        final Samples plain = new PatchSamples(List.of(ramp), 10, 10, 50, Augmentation.NONE, 1);
        final Samples varied = new PatchSamples(List.of(ramp), 10, 10, 50, new Augmentation(false, false, 0, 0.2), 1);
        for (int sample = 0; sample < 50; sample++) {
            final float[] before = Pieces.values(plain, sample, 1)[0];
            final float[] after = Pieces.values(varied, sample, 1)[0];
            assertArrayEquals(Eyes.targets(plain, sample, 1), Eyes.targets(varied, sample, 1));
            for (int i = 1; i < after.length; i++) {
                assertTrue(after[i] >= 0 && after[i] <= 1);
                assertTrue(Math.abs(after[i] - before[i]) <= 0.2 + 0.2 * 0.5 + 1e-6);
                assertTrue((before[i] - before[i - 1]) * (after[i] - after[i - 1]) >= 0, "darker stays darker");
            }
        }
    }

    /** Of 25 × 25 places 15 % have a middle that counts. */
    @Test
    void shouldLieWhereTheMiddleCounts() {
        final AnnotatedImage eye = Eyes.random(32, 32, 19, 3);
        final Samples samples = new PatchSamples(List.of(eye), 8, 8, 300, Augmentation.NONE, 1);
        for (int sample = 0; sample < samples.size(); sample++) {
            assertTrue(Eyes.targets(samples, sample, 1)[4 * 8 + 4] >= 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "41 | 12 | 1 | eye: expected an image of at least 41×12 pixels, as a patch has, found 40×31",
                "12 | 32 | 1 | eye: expected an image of at least 12×32 pixels, as a patch has, found 40×31",
                "12 | 12 | 0 | patches: expected at least 1 image and 1 patch, found 2 and 0",
            })
    void shouldRefuseWhatCannotBeCut(int height, int width, int size, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new PatchSamples(EYES, height, width, size, Augmentation.NONE, 1))
                        .getMessage());
    }

    @Test
    void shouldRefuseImagesThatNobodyHasAnnotated() {
        final AnnotatedImage eye = EYES.get(0);
        final List<AnnotatedImage> bare =
                List.of(new AnnotatedImage("bare", null, 40, 31, eye.pixels(), eye.counted(), null));
        assertEquals(
                "bare: expected an annotated image, found no annotation",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new PatchSamples(bare, 8, 8, 9, Augmentation.NONE, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, true, 65, 0));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, true, 0, 0.6));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(true, true, Double.NaN, 0));
    }
}
