package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(6);

    LatencyEncoderTest() {
        super("latency", IMAGES);
    }

    /** Step of each pixel's only spike, −1 for none. */
    private static int[] times(Samples samples, int sample) {
        final float[][] shown = values(samples, sample);
        final int[] times = new int[shown[0].length];
        for (int i = 0; i < times.length; i++) {
            times[i] = -1;
            for (int t = 0; t < shown.length; t++) {
                if (shown[t][i] != 0) {
                    assertEquals(-1, times[i], "one spike a pixel");
                    assertEquals(1f, shown[t][i]);
                    times[i] = t;
                }
            }
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "latency:steps=3", "latency:steps=100,threshold=0.3", "latency:steps=1"})
    void shouldFireTheEarlierTheBrighter(String text) {
        final Encoding how = Encoding.of(text).resolved(IMAGES);
        final Samples encoded = how.encode(IMAGES, SEED);
        for (int sample = 0; sample < IMAGES.size(); sample++) {
            final float[] image = values(IMAGES, sample)[0];
            final int[] times = times(encoded, sample);
            for (int i = 0; i < image.length; i++) {
                assertEquals(image[i] > how.parameter("threshold"), times[i] >= 0);
                for (int j = 0; j < i; j++) {
                    if (times[i] >= 0 && times[j] >= 0 && image[i] != image[j]) {
                        assertTrue(
                                image[i] > image[j] ? times[i] <= times[j] : times[i] >= times[j],
                                image[i] + " at " + times[i] + ", " + image[j] + " at " + times[j]);
                    }
                }
            }
        }
    }

    @Test
    void shouldUseTheFirstStepAndTheLast() {
        final ImageSet steps = new ImageSet("steps", 1, 3, 1, new byte[] {-1, 1, (byte) 128}, new byte[1]);
        final int[] times = times(Encoding.of("latency:steps=10").encode(steps, 1), 0);

        assertEquals(0, times[0]);
        assertEquals(9, times[1]); // 10 · 254/255
        assertEquals(4, times[2]); // 10 · 127/255
    }

    @Test
    void shouldRefuseSeries() {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("latency").encode(Pieces.series(2), 1));
        assertEquals("encoder latency: expected still images, found series of 12 frames", e.getMessage());
    }
}
