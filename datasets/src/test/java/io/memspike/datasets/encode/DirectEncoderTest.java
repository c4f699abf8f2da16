package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SeriesSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DirectEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(6);
    private static final SeriesSet SERIES = Pieces.series(5);

    DirectEncoderTest() {
        super("direct", IMAGES);
    }

    @Test
    void shouldShowAnImageAllTheTimeAndStoreItOnce() {
        final Samples encoded = samples();
        assertEquals(1, encoded.storedSteps());
        for (final float[] step : values(encoded, 3)) {
            assertArrayEquals(values(IMAGES, 3)[0], step);
        }
    }

    @Nested
    class OfSeries extends EncoderContract {
        OfSeries() {
            super("direct", SERIES);
        }

        @Test
        void shouldShowFramesInTheirOrder() {
            final float[][] frames = values(SERIES, 2);
            final float[][] half = values(Encoding.of("direct:steps=6").encode(SERIES, 1), 2);
            final float[][] twice = values(Encoding.of("direct:steps=24").encode(SERIES, 1), 2);
            for (int f = 0; f < frames.length; f++) {
                assertArrayEquals(frames[f], values(samples(), 2)[f]);
                assertArrayEquals(frames[f], twice[2 * f]);
                assertArrayEquals(frames[f], twice[2 * f + 1]);
                assertArrayEquals(frames[f - f % 2], half[f / 2]);
            }
        }
    }
}
