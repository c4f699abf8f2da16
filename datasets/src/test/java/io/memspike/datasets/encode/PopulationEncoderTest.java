package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Pieces;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopulationEncoderTest extends EncoderContract {
    private static final int GREYS = 256;

    PopulationEncoderTest() {
        super("population", Pieces.images(6));
    }

    /** One image, of every value that a pixel can have. */
    private static ImageSet greys() {
        final byte[] pixels = new byte[GREYS];
        for (int i = 0; i < GREYS; i++) {
            pixels[i] = (byte) i;
        }
        return new ImageSet("greys", 16, 16, 1, pixels, new byte[1]);
    }

    /** Response by the paper's own numbers: neurons i = 1 … m, from least 0 to most 1. */
    private static double response(double value, int neuron, int m) {
        final int i = neuron + 1;
        final double centre = (2 * i - 3) / 2.0 * (1.0 / (m - 2));
        final double width = 1 / 1.5 * (1.0 / (m - 2));
        return Math.exp(-(value - centre) * (value - centre) / (2 * width * width));
    }

    /**
     * Every neuron above the threshold fires in exactly one step, the one whose share of responses holds its own; the others
     * in none.
     */
    @ParameterizedTest
    @CsvSource({"10, 0.1, 10", "3, 0.1, 10", "4, 0.75, 5", "3, 0.75, 1", "10, 0, 100", "25, 0.5, 30", "100, 0.75, 1000"
    })
    void shouldFireOnceInTheStepThatHoldsTheResponse(int neurons, double threshold, int steps) {
        final String text = "population:neurons=" + neurons + ",threshold=" + threshold + ",steps=" + steps;
        final float[][] shown = values(Encoding.of(text).encode(greys(), SEED), 0);

        assertEquals(GREYS * neurons, shown[0].length);
        for (int grey = 0; grey < GREYS; grey++) {
            int spikes = 0;
            for (int n = 0; n < neurons; n++) {
                final double response = response(grey / 255f, n, neurons);
                double sum = 0;
                for (int t = 0; t < steps; t++) {
                    final float value = shown[t][grey * neurons + n];
                    sum += value;
                    if (value != 0) {
                        final double latest = 1 - (1 - threshold) * t / steps;
                        final double earliest = 1 - (1 - threshold) * (t + 1) / steps;
                        assertTrue(response <= latest + 1e-9 && response >= earliest - 1e-9, grey + " " + n);
                    }
                }
                if (Math.abs(response - threshold) > 1e-9) { // no draw of rounding
                    assertEquals(response > threshold ? 1 : 0, sum, "grey " + grey + ", neuron " + n);
                }
                spikes += (int) sum;
            }
            assertTrue(spikes >= 1, "grey " + grey);
        }
    }

    /** The same spikes, whatever they are cut into. */
    @Test
    void shouldLoseAndDoubleNothingAtTheEdgesOfSteps() {
        final float[] whole = values(Encoding.of("population:steps=1").encode(greys(), SEED), 0)[0];
        for (final int steps : new int[] {2, 3, 7, 10, 64, 255, 1_000}) {
            final float[] sum = new float[whole.length];
            for (final float[] step :
                    values(Encoding.of("population:steps=" + steps).encode(greys(), SEED), 0)) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += step[i];
                }
            }
            assertArrayEquals(whole, sum, steps + " steps");
        }
    }

    /**
     * Of 5 neurons the centres are −1/6, 1/6, 1/2, 5/6, 7/6, the deviation 2/9: black is 0.75 of them from neurons 0 and 1, 2.25
     * from 2, 3.75 from 3: 0.75484, 0.07956, 0.00088; ⌊100 (1 − r) / 0.95⌋ is 25 and 96. White is its mirror.
     */
    @Test
    void shouldFireByTheGaussian() {
        final ImageSet pixels = new ImageSet("pixels", 1, 2, 1, new byte[] {0, -1}, new byte[1]);
        final Samples encoded =
                Encoding.of("population:neurons=5,threshold=0.05,steps=100").encode(pixels, SEED);

        assertEquals(new Shape(5, 1, 2), encoded.shape());
        final int[] black = {25, 25, 96, -1, -1};
        final float[][] shown = values(encoded, 0);
        for (int n = 0; n < 5; n++) {
            for (int t = 0; t < 100; t++) {
                assertEquals(t == black[n] ? 1f : 0f, shown[t][n], "black, neuron " + n + ", step " + t);
                assertEquals(t == black[n] ? 1f : 0f, shown[t][5 + 4 - n], "white, step " + t);
            }
        }
    }

    /** Neuron n of channel c is channel c · N + n of the same pixel, as convolutions and pools take them. */
    @Test
    void shouldLeaveEveryNeuronAtItsPixel() {
        final Samples source = Pieces.images(6);
        final Samples encoded =
                Encoding.of("population:neurons=4,threshold=0.5,steps=1").encode(source, SEED);
        final float[] values = values(source, 3)[0];
        final float[] shown = values(encoded, 3)[0];
        final Shape from = source.shape();
        for (int c = 0; c < from.channels(); c++) {
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < from.width(); x++) {
                    for (int n = 0; n < 4; n++) {
                        final double response = response(values[from.index(c, y, x)], n, 4);
                        assertEquals(
                                response > 0.5 ? 1f : 0f, shown[encoded.shape().index(c * 4 + n, y, x)], c + " " + n);
                    }
                }
            }
        }
    }

    /** Spikes of a neuron differ from T·p by at most 5 deviations, by a chance of 1e-6 each; the seed is fixed. */
    @Test
    void shouldFireAsOftenAsResponsesSay() {
        final int steps = 1_000;
        final float[][] shown = values(
                Encoding.of("population:neurons=6,rate=0.4,steps=" + steps).encode(greys(), SEED), 0);

        for (int i = 0; i < shown[0].length; i++) {
            final double response = response(i / 6 / 255f, i % 6, 6);
            final double p = response > 0.1 ? 0.4 * response : 0;
            double spikes = 0;
            for (final float[] step : shown) {
                spikes += step[i];
            }
            assertEquals(steps * p, spikes, 5 * Math.sqrt(steps * p * (1 - p)), "neuron " + i);
        }
    }

    /** A model keeps its encoder, so what a seed draws is never to change. */
    @Test
    void shouldDrawWhatItAlwaysDrew() {
        final Samples encoded = Encoding.of("population:rate=0.7,steps=9").encode(Pieces.images(6), 5);

        assertEquals(1_689_885_856, Arrays.deepHashCode(values(encoded, 4)));
    }

    @Test
    void shouldRefuseSeriesWithoutARateAndPartsOfNeurons() {
        final Exception series = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("population").encode(Pieces.series(2), 1));
        final Exception part = assertThrows(
                IllegalArgumentException.class,
                () -> Encoding.of("population:neurons=3.5").encode(greys(), 1));

        assertEquals(
                "encoder population: expected still images, or a rate above 0, found series of 12 frames and none",
                series.getMessage());
        assertEquals("encoder population: expected whole neurons from 3 to 1000, found 3.5", part.getMessage());
    }

    @Nested
    class OfSeries extends EncoderContract {
        OfSeries() {
            super("population:rate=1", Pieces.series(5));
        }
    }
}
