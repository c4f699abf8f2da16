package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinaryImagesTest {
    /** One image whose pixels are all 0 but those given as {row, column, grey level}. */
    private static ImageSet image(int height, int width, int[]... pixels) {
        final byte[] grey = new byte[height * width];
        for (final int[] pixel : pixels) {
            grey[pixel[0] * width + pixel[1]] = (byte) pixel[2];
        }
        return new ImageSet("test", height, width, 10, grey, new byte[1]);
    }

    private static BinaryImages digits(Split split, int count) {
        try {
            return new BinaryImages(DataSets.ofSystem().images(DataSets.MNIST, split), count);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int[] ones(BinaryImages images, int sample) {
        final EventFrames frames = EventFrames.of(images);
        images.load(sample, frames);
        return ones(frames.step(0));
    }

    private static int[] ones(SpikeList list) {
        for (int e = 0; e < list.size(); e++) {
            assertEquals(1f, list.value(e));
        }
        return Arrays.copyOf(list.indices(), list.size());
    }

    @Test
    void shouldKeepTheMiddleAndMakePixelsZeroOrOne() {
        // of 28 rows and columns the window begins at 4 and ends at 23; grey counts from 128 on
        final ImageSet image = image(
                28,
                28,
                new int[] {4, 4, 255},
                new int[] {23, 23, 128},
                new int[] {10, 12, 127},
                new int[] {3, 10, 255},
                new int[] {10, 24, 255});
        final BinaryImages images = new BinaryImages(image, 1);

        assertArrayEquals(new int[] {0, 399}, ones(images, 0));
        assertEquals(new Shape(1, 20, 20), images.shape());
        assertEquals(1, images.steps());
    }

    @Test
    void shouldMoveTheWindowAndSeeBlackOutside() {
        final BinaryImages images = new BinaryImages(image(20, 20, new int[] {0, 0, 255}, new int[] {19, 5, 255}), 1);
        final SpikeList list = new SpikeList(400);

        images.load(0, -1, 2, list); // one row up, two columns to the right

        // pixel (0, 0) is left of the window, (19, 5) below it: row 20 of 20
        assertArrayEquals(new int[0], ones(list));
        images.load(0, 1, -2, list);
        assertArrayEquals(new int[] {18 * 20 + 7}, ones(list)); // pixel (19, 5); (0, 0) is above
    }

    @Test
    void shouldMoveEachCopyOfAnImageBySeed() {
        final BinaryImages still = digits(Split.TRAIN, 3);
        final BinaryImages moved = still.moved(40, 1, 7);

        assertEquals(120, moved.size());
        final Set<String> places = new HashSet<>();
        for (int sample = 0; sample < 120; sample++) {
            final int image = sample % 3;
            assertEquals(still.label(image), moved.label(sample));
            final RandomStream random = RandomStream.of(7, "binary shift", sample / 3, image);
            final int down = random.nextInt(3) - 1;
            final int right = random.nextInt(3) - 1;
            final SpikeList expected = new SpikeList(400);
            still.load(image, down, right, expected);
            assertArrayEquals(ones(expected), ones(moved, sample));
            places.add(down + "," + right);
        }
        assertEquals(9, places.size());
        assertArrayEquals(ones(still, 2), ones(still.moved(2, 0, 7), 5));
        assertEquals(80, moved.first(2).size());
    }

    @Test
    void shouldLoseHardlyAPixelOfADigit() {
        final BinaryImages digits = digits(Split.TEST, 500);
        int white = 0;
        for (int n = 0; n < digits.size(); n++) {
            white += ones(digits, n).length;
        }
        // a digit fills 15 to 25 % of its box of 400
        assertEquals(80, white / 500.0, 20);
    }

    @Test
    void shouldRefuseSmallImagesAndOtherNumbers() {
        refused(
                "test: expected images of at least 20×20 pixels, found 19×28",
                () -> new BinaryImages(image(19, 28), 1));
        refused("test: expected 1 to 1 images, found 2", () -> new BinaryImages(image(28, 28), 2));
        refused("test: expected 1 to 1 images, found 0", () -> new BinaryImages(image(28, 28), 0));
        final BinaryImages one = new BinaryImages(image(28, 28), 1);
        refused(
                "test: expected 1 to 2147483647 copies and a shift of at least 0, found copies=0 shift=1",
                () -> one.moved(0, 1, 1));
        refused(
                "test: expected 1 to 2147483647 copies and a shift of at least 0, found copies=1 shift=-1",
                () -> one.moved(1, -1, 1));
        assertTrue(digits(Split.TEST, 10_000).moved(214_748, 1, 1).size() > 0);
        assertThrows(
                IllegalArgumentException.class, () -> digits(Split.TEST, 10_000).moved(214_749, 1, 1));
    }

    private static void refused(String expected, org.junit.jupiter.api.function.Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
