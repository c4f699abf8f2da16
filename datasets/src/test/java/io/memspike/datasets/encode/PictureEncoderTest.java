package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SeriesSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PictureEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(6);
    private static final SeriesSet SERIES = Pieces.series(5);

    PictureEncoderTest() {
        super("picture", SERIES);
    }

    @Test
    void shouldShowChannelsAsRowsAndFramesAsColumns() {
        final Samples encoded = samples();
        assertEquals(1, encoded.steps());
        assertEquals(new Shape(1, Pieces.CHANNELS, Pieces.FRAMES), encoded.shape());
        final float[][] frames = values(SERIES, 3);
        final float[] picture = values(encoded, 3)[0];
        for (int c = 0; c < Pieces.CHANNELS; c++) {
            for (int f = 0; f < Pieces.FRAMES; f++) {
                assertEquals(frames[f][c], picture[c * Pieces.FRAMES + f]);
            }
        }
    }

    @Test
    void shouldRefuseSeriesOfPictures() {
        final Samples twice = Encoding.of("rate:steps=2").encode(IMAGES, 1);
        assertEquals(
                "encoder picture: expected still images, or series of plain frames, found frames of 1×28×28",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Encoding.of("picture").encode(twice, 1))
                        .getMessage());
    }

    @Nested
    class OfImages extends EncoderContract {
        OfImages() {
            super("picture", IMAGES);
        }

        @Test
        void shouldShowAnImageAsItIs() {
            assertEquals(1, samples().steps());
            assertArrayEquals(values(IMAGES, 2)[0], values(samples(), 2)[0]);
        }
    }
}
