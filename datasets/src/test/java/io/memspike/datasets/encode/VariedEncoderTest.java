package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariedEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(6);
    private static final Shape SHAPE = IMAGES.shape();

    VariedEncoderTest() {
        super("varied", IMAGES);
    }

    private static float[] shown(Samples samples, int sample, int epoch) {
        final EventFrames frames = new EventFrames(SHAPE, 1);
        samples.load(sample, epoch, frames);
        final float[] dense = new float[SHAPE.size()];
        for (int e = 0; e < frames.step(0).size(); e++) {
            dense[frames.step(0).index(e)] = frames.step(0).value(e);
        }
        return dense;
    }

    /** The image as it is, or its mirror image, moved; the slow and obvious way. */
    private static float[] moved(float[] image, boolean isMirrored, int down, int across) {
        final float[] moved = new float[image.length];
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                final int column = x - across;
                final int row = y - down;
                if (row >= 0 && row < SHAPE.height() && column >= 0 && column < SHAPE.width()) {
                    moved[SHAPE.index(0, y, x)] =
                            image[SHAPE.index(0, row, isMirrored ? SHAPE.width() - 1 - column : column)];
                }
            }
        }
        return moved;
    }

    @Test
    void shouldMirrorAndShiftInEachEpochAnewAndAlikeForASeed() {
        final Samples samples = Encoding.of("varied:mirror=0.5,shift=0.08").encode(IMAGES, SEED);
        final Samples again = Encoding.of("varied:mirror=0.5,shift=0.08").encode(IMAGES, SEED);
        final float[] image = values(IMAGES, 2)[0];
        final int most = (int) Math.round(0.08 * SHAPE.height());
        final Set<String> seen = new HashSet<>();
        for (int epoch = 1; epoch <= 200; epoch++) {
            final float[] shown = shown(samples, 2, epoch);
            assertArrayEquals(shown, shown(again, 2, epoch));
            String which = null;
            for (int down = -most; down <= most; down++) {
                for (int across = -most; across <= most; across++) {
                    for (final boolean isMirrored : new boolean[] {false, true}) {
                        if (Arrays.equals(shown, moved(image, isMirrored, down, across))) {
                            which = isMirrored + " " + down + " " + across;
                        }
                    }
                }
            }
            assertTrue(which != null, "epoch " + epoch);
            seen.add(which);
        }
        final int ways = 2 * (2 * most + 1) * (2 * most + 1);
        assertTrue(seen.size() > ways / 2, seen.size() + " of " + ways);
    }

    @Test
    void shouldShowImagesAsTheyAreOutsideOfTrainings() {
        final Samples samples = samples();
        for (int i = 0; i < IMAGES.size(); i++) {
            assertArrayEquals(values(IMAGES, i)[0], shown(samples, i, 0));
        }
        assertEquals(1, samples.storedSteps());
    }

    @Test
    void shouldRefuseSeries() {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("varied").encode(Pieces.series(5), SEED));
        assertTrue(e.getMessage().startsWith("encoder varied: expected still images, found series of"), e.getMessage());
    }
}
