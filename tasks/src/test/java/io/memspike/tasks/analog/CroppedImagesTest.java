package io.memspike.tasks.analog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import org.junit.jupiter.api.Test;

class CroppedImagesTest {
    private static float[] ones(int... at) {
        final float[] inputs = new float[CroppedImages.INPUTS];
        for (final int k : at) {
            inputs[k] = 1;
        }
        return inputs;
    }

    @Test
    void shouldKeepTheMiddleAndMakePixelsZeroOrOne() {
        // of 28 rows and columns the window begins at 4 and ends at 23; grey counts from 128 on
        final ImageSet image = AnalogDigits.image(
                28,
                28,
                new int[] {4, 4, 255},
                new int[] {23, 23, 128},
                new int[] {10, 12, 127},
                new int[] {3, 10, 255},
                new int[] {10, 24, 255});

        assertArrayEquals(ones(0, 399), new CroppedImages(image, 1).load(0));
    }

    @Test
    void shouldMoveTheWindowAndSeeBlackOutside() {
        final ImageSet image = AnalogDigits.image(20, 20, new int[] {0, 0, 255}, new int[] {19, 5, 255});
        final float[] inputs = new float[CroppedImages.INPUTS];

        new CroppedImages(image, 1).load(0, -1, 2, inputs); // one row up, two columns to the right

        // pixel (0, 0) is left of the window, (19, 5) below it: row 20 of 20
        assertArrayEquals(ones(), inputs);
        new CroppedImages(image, 1).load(0, 1, -2, inputs);
        assertArrayEquals(ones(18 * 20 + 7), inputs); // pixel (19, 5); (0, 0) is above
    }

    @Test
    void shouldLoseHardlyAPixelOfADigit() {
        final CroppedImages digits = AnalogDigits.of(Split.TEST, 500);
        int white = 0;
        for (int n = 0; n < digits.size(); n++) {
            for (final float pixel : digits.load(n)) {
                white += (int) pixel;
            }
        }
        // a digit fills 15 to 25 % of its box of 400
        assertEquals(80, white / 500.0, 20);
    }

    @Test
    void shouldRefuseSmallImagesAndOtherNumbers() {
        assertEquals(
                "test: expected images of at least 20×20 pixels, found 19×28",
                assertThrows(IllegalArgumentException.class, () -> new CroppedImages(AnalogDigits.image(19, 28), 1))
                        .getMessage());
        assertEquals(
                "test: expected 1 to 1 images, found 2",
                assertThrows(IllegalArgumentException.class, () -> new CroppedImages(AnalogDigits.image(28, 28), 2))
                        .getMessage());
    }
}
