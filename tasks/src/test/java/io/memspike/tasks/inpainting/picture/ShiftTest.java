package io.memspike.tasks.inpainting.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Target;
import io.memspike.datasets.ImageSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftTest {
    private static final int SIDE = 6;

    /** Each pixel's own value, by which a test knows where it went. */
    private static float[] numbered() {
        final float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 100f;
        }
        return pixels;
    }

    private static float[] moved(Shift shift, int picture, int epoch) {
        final float[] into = new float[SIDE * SIDE];
        shift.move(numbered(), SIDE, picture, epoch, into);
        return into;
    }

    /** The slow twin: pixel by pixel. */
    private static float[] by(int down, int right) {
        final float[] pixels = numbered();
        final float[] into = new float[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                final int fromRow = row - down;
                final int fromColumn = column - right;
                final boolean isInside = fromRow >= 0 && fromRow < SIDE && fromColumn >= 0 && fromColumn < SIDE;
                into[row * SIDE + column] = isInside ? pixels[fromRow * SIDE + fromColumn] : Picture.BLACK;
            }
        }
        return into;
    }

    @Test
    void shouldMoveByAllWholePixelsWithinItsMost() {
        final int most = 2;
        final Shift shift = new Shift(most, 3);
        final Set<String> found = new HashSet<>();
        for (int picture = 0; picture < 400; picture++) {
            final float[] pixels = moved(shift, picture, 1);
            for (int down = -most; down <= most; down++) {
                for (int right = -most; right <= most; right++) {
                    if (Arrays.equals(pixels, by(down, right))) {
                        found.add(down + "," + right);
                    }
                }
            }
        }
        assertEquals(25, found.size());
    }

    @Test
    void shouldMovePicturesOutOfSight() {
        final Shift shift = new Shift(Shift.MOST, 3);
        for (int picture = 0; picture < 200; picture++) {
            for (final float pixel : moved(shift, picture, 1)) {
                assertTrue(pixel == Picture.BLACK || pixel >= 0, () -> "" + pixel);
            }
        }
    }

    @Test
    void shouldMoveAnewInEachEpochAndNotWithoutOne() {
        final byte[] images = new byte[2 * 28 * 28];
        for (int i = 0; i < images.length; i++) {
            images[i] = (byte) i;
        }
        final ImageSet set = new ImageSet("numbers", 28, 28, 10, images, new byte[2]);
        final Canvas canvas = new Canvas(32);
        final PictureSamples plain = PictureSamples.of(set, canvas, 2);
        final PictureSamples shifted = PictureSamples.of(set, canvas, 2, new Shift(2, 7));
        final Set<Integer> ways = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            final float[] pixels = pixels(shifted, epoch);
            ways.add(Arrays.hashCode(pixels));
            assertArrayEquals(pixels, pixels(PictureSamples.of(set, canvas, 2, new Shift(2, 7)), epoch));
        }
        assertTrue(ways.size() > 5, () -> "places " + ways.size());
        assertArrayEquals(pixels(plain, 0), pixels(shifted, 0));
        assertArrayEquals(pixels(plain, 0), pixels(plain, 3));
    }

    private static float[] pixels(PictureSamples samples, int epoch) {
        final Target target = new Target();
        samples.target(1, epoch, target);
        return target.written(32 * 32).clone();
    }

    @Test
    void shouldRefuseMoreThanAPictureHas() {
        assertEquals(
                "shift: expected 0 to 16 pixels, found 17",
                assertThrows(IllegalArgumentException.class, () -> new Shift(17, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Shift(-1, 1));
    }
}
