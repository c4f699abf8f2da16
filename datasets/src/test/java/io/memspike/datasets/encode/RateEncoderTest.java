package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateEncoderTest extends EncoderContract {
    private static final ImageSet IMAGES = Pieces.images(6);

    RateEncoderTest() {
        super("rate", IMAGES);
    }

    /**
     * Spikes of all pixels and steps are independent, so their number differs from Σp by at most 4 standard deviations
     * √Σp(1 − p) with 99.994 % confidence; the seeds are fixed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"rate:steps=400", "rate:rate=0.25,steps=400", "rate:rate=0.01,steps=400"})
    void shouldFireAsOftenAsValuesSay(String text) {
        final Encoding how = Encoding.of(text).resolved(IMAGES);
        final Samples encoded = how.encode(IMAGES, SEED);
        for (int sample = 0; sample < IMAGES.size(); sample++) {
            final float[] image = values(IMAGES, sample)[0];
            double mean = 0;
            double variance = 0;
            double spikes = 0;
            final float[][] shown = values(encoded, sample);
            for (int i = 0; i < image.length; i++) {
                final double p = how.parameter("rate") * image[i];
                mean += how.steps() * p;
                variance += how.steps() * p * (1 - p);
                for (final float[] step : shown) {
                    assertTrue(step[i] == 0 || step[i] == 1);
                    assertTrue(step[i] == 0 || image[i] > 0, "black pixels are silent");
                    spikes += step[i];
                }
            }
            assertEquals(mean, spikes, 4 * Math.sqrt(variance));
        }
    }

    /** Of one pixel at one half over 10,000 steps: spikes, pairs in a row, and both pixels of two at once. */
    @Test
    void shouldDrawStepsAndPixelsApart() {
        final ImageSet grey = new ImageSet("grey", 1, 2, 1, new byte[] {127, 127, 127, 127}, new byte[2]);
        final int steps = 10_000;
        final Samples encoded = Encoding.of("rate:steps=" + steps).encode(grey, 3);
        final float[][] shown = values(encoded, 0);
        final double p = 127 / 255f;
        int inARow = 0;
        int together = 0;
        for (int t = 1; t < steps; t++) {
            inARow += shown[t][0] == 1 && shown[t - 1][0] == 1 ? 1 : 0;
            together += shown[t][0] == 1 && shown[t][1] == 1 ? 1 : 0;
        }
        // pairs that overlap vary by p²(1 − p²) + 2p³(1 − p) each; twice what single ones do is more than enough
        final double deviation = Math.sqrt(2.0 * steps * p * p * (1 - p * p));
        assertEquals(steps * p * p, inARow, 4 * deviation);
        assertEquals(steps * p * p, together, 4 * deviation);
        assertNotEquals(Arrays.deepToString(shown), Arrays.deepToString(values(encoded, 1)), "samples");
        assertNotEquals(
                Arrays.deepToString(shown),
                Arrays.deepToString(values(Encoding.of("rate:steps=" + steps).encode(grey, 4), 0)),
                "seeds");
    }

    /** A model keeps its encoder, so what a seed draws is never to change. */
    @Test
    void shouldDrawWhatItAlwaysDrew() {
        final float[][] shown = values(Encoding.of("rate:rate=0.7,steps=9").encode(IMAGES, 5), 4);

        assertEquals(-767_742_304, Arrays.deepHashCode(shown));
    }

    @Test
    void shouldShowWhiteAlwaysAtRateOne() {
        final ImageSet white = new ImageSet("white", 1, 1, 1, new byte[] {-1}, new byte[1]);
        for (final float[] step : values(Encoding.of("rate:steps=1000").encode(white, 1), 0)) {
            assertEquals(1f, step[0]);
        }
    }

    @Nested
    class OfSeries extends EncoderContract {
        OfSeries() {
            super("rate", Pieces.series(5));
        }
    }
}
