package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaEncoderTest extends EncoderContract {
    private static final SeriesSet SERIES = Pieces.series(20);

    DeltaEncoderTest() {
        super("delta", SERIES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.05, 0.1, 0.3, 1})
    void shouldTellEveryValueToWithinOneThreshold(double threshold) {
        final Samples encoded = Encoding.of("delta:threshold=" + threshold).encode(SERIES, SEED);
        assertEquals(new Shape(2, Pieces.CHANNELS, 1), encoded.shape());
        for (int sample = 0; sample < SERIES.size(); sample++) {
            final float[][] frames = values(SERIES, sample);
            final float[][] events = values(encoded, sample);
            for (int i = 0; i < Pieces.CHANNELS; i++) {
                double level = frames[0][i];
                for (int f = 0; f < frames.length; f++) {
                    level += threshold * (events[f][2 * i + 1] - events[f][2 * i]);
                    assertTrue(
                            Math.abs(level - frames[f][i]) < threshold * (1 + 1e-6),
                            "sample " + sample + " channel " + i + " frame " + f);
                }
            }
        }
    }

    @Test
    void shouldCountRisesAndFallsOfAStep() {
        // in quarters: up by 2, down by 3, then still
        final SeriesSet one = new SeriesSet("one", 1, 4, 1, new float[] {0.25f, 0.75f, 0f, 0f}, new int[] {0});

        final float[][] each = values(Encoding.of("delta:threshold=0.25").encode(one, 1), 0);
        final float[][] half =
                values(Encoding.of("delta:threshold=0.25,steps=2").encode(one, 1), 0);

        assertArrayEquals(new float[] {0, 0}, each[0]);
        assertArrayEquals(new float[] {0, 2}, each[1]);
        assertArrayEquals(new float[] {3, 0}, each[2]);
        assertArrayEquals(new float[] {0, 0}, each[3]);
        assertArrayEquals(new float[] {0, 2}, half[0]); // frames 0 and 1
        assertArrayEquals(new float[] {3, 0}, half[1]);
    }

    @Test
    void shouldRefuseStillImages() {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("delta").encode(Pieces.images(2), 1));
        assertEquals("encoder delta: expected series, found still images", e.getMessage());
    }
}
