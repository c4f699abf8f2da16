package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import org.junit.jupiter.api.Test;

class SaccadeEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(11);

    SaccadeEncoderTest() {
        super("saccade", IMAGES);
    }

    @Test
    void shouldBeTheCamera() {
        final Samples camera = new CameraSamples(IMAGES, 10);
        final Samples encoded = samples();
        for (int i = 0; i < IMAGES.size(); i++) {
            final float[][] expected = values(camera, i);
            final float[][] found = values(encoded, i);
            for (int t = 0; t < 10; t++) {
                assertArrayEquals(expected[t], found[t]);
            }
        }
    }

    @Test
    void shouldRefuseSeries() {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("saccade").encode(Pieces.series(2), 1));
        assertEquals(
                "encoder saccade: expected still images of 28×28 pixels, or recordings, found samples of 1×3×1 and 12 steps",
                e.getMessage());
    }
}
