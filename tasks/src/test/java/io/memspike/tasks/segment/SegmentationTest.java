package io.memspike.tasks.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.AnnotatedImage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationTest {
    private static final Encoding PICTURE = Encoding.of("picture");

    /** Each pixel by itself: values 1.5 − 4 x and 4 x − 1.5 of a pixel x. */
    private static Network pixelwise(int height, int width, int classes) {
        final Size one = Size.of(1);
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(new Shape(1, height, width))),
                        new Node("out", new Conv2d(classes, one, one, Size.of(0), one, 1, 1f, true))),
                List.of(Edge.of("input", "out")),
                List.of("out"));
        return Network.of(
                graph,
                Map.of("out.bias", Arrays.copyOf(new float[] {1.5f, -1.5f}, classes)),
                (node, matrix) ->
                        WeightedSynapses.of(matrix, Arrays.copyOf(new float[] {-4, 4}, classes), new ScalarKernels()),
                new ScalarKernels());
    }

    private static AnnotatedImage eye(int height, int width) {
        final byte[] pixels = new byte[height * width];
        final boolean[] counted = new boolean[pixels.length];
        final boolean[] positive = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) RandomStream.draw(5, i);
            counted[i] = i % width > 1;
            positive[i] = (pixels[i] & 0xff) > 100;
        }
        return new AnnotatedImage("eye", null, height, width, pixels, counted, positive);
    }

    @ParameterizedTest
    @CsvSource({"40, 33, 8, 1", "40, 33, 0, 3", "16, 12, 8, 2", "5, 40, 3, 2"})
    void shouldPutTilesTogether(int height, int width, int overlap, int threads) {
        final Segmentation segmentation = new Segmentation(pixelwise(16, 12, 2), PICTURE, overlap, 1, threads);
        final AnnotatedImage eye = eye(height, width);
        for (int again = 0; again < 2; again++) {
            final float[] map = segmentation.probabilities(eye, again, done -> {});
            for (int i = 0; i < map.length; i++) {
                final double expected = 1 / (1 + Math.exp(3 - 8 * eye.value(i)));
                assertEquals(expected, map[i], 1e-6);
            }
        }
    }

    /** Two tiles of 16 rows cover 24, those from 8 to 16 twice; pixels between 96 and 100 are taken for what they are not. */
    @Test
    void shouldTellTheShareOfPixelsOfTilesThatAreRight() {
        final AnnotatedImage eye = eye(24, 12);
        final SegmentationData data = new SegmentationData(null, List.of(eye), PICTURE, 1);
        final Network network = pixelwise(16, 12, 2);
        final PixelAccuracy accuracy = new PixelAccuracy(data, network.input());
        final Samples tiles = data.tiles(network.input());
        assertEquals(2, tiles.size());
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(tiles);
        double mean = 0;
        for (int tile = 0; tile < 2; tile++) {
            tiles.load(tile, frames);
            Inference.run(session, tile, frames, null, null);
            mean += accuracy.of(tile, session) / 2;
        }

        int right = 0;
        int counted = 0;
        for (int i = 0; i < 24 * 12; i++) {
            final int times = i / 12 >= 8 && i / 12 < 16 ? 2 : 1;
            final int pixel = eye.pixels()[i] & 0xff;
            counted += i % 12 > 1 ? times : 0;
            right += i % 12 > 1 && (pixel < 96 || pixel > 100) ? times : 0; // 0.375 · 255 = 95.6
        }
        assertTrue(right < counted);
        assertEquals((double) right / counted, mean, 1e-12);
    }

    @Test
    void shouldGiveTheSameBitsOnAnyThreads() {
        final AnnotatedImage eye = eye(60, 50);
        final float[] one = new Segmentation(pixelwise(16, 16, 2), PICTURE, 5, 1, 1).probabilities(eye, 0, done -> {});
        final float[] four = new Segmentation(pixelwise(16, 16, 2), PICTURE, 5, 1, 4).probabilities(eye, 0, done -> {});
        assertArrayEquals(one, four);
    }

    @Test
    void shouldRefuseOtherNetworks() {
        assertEquals(
                "network: expected 1×H×W values in and 2×H×W out, of the same height and width, found 1×8×8 in and"
                        + " 3×8×8 out",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Segmentation(pixelwise(8, 8, 3), PICTURE, 0, 1, 1))
                        .getMessage());
        assertEquals(
                "tiles: expected an overlap of 0 to 7 pixels, found 8",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Segmentation(pixelwise(8, 8, 2), PICTURE, 8, 1, 1))
                        .getMessage());
    }

    /** Found green, wrong red, missed blue, else grey; what does not count dark. */
    @Test
    void shouldColourWhatItFinds() {
        final AnnotatedImage image = new AnnotatedImage(
                "eye",
                null,
                1,
                5,
                new byte[] {40, 40, 40, 40, 40},
                new boolean[] {true, true, true, true, false},
                new boolean[] {true, false, true, false, true});
        final float[] map = {0.9f, 0.5f, 0.4f, 0f, 1f};
        final BufferedImage overlay = Overlay.of(image, map, 0.5);
        final int[] colours = new int[5];
        Arrays.setAll(colours, x -> overlay.getRGB(x, 0) & 0xffffff);

        assertArrayEquals(new int[] {0x30c030, 0xe03030, 0x4060ff, 0x282828, 0x0a0a0a}, colours);
        final BufferedImage grey = Overlay.map(image, map);
        assertEquals(230, grey.getRaster().getSample(0, 0, 0)); // 0.9 · 255 = 229.5
        assertEquals(255, grey.getRaster().getSample(4, 0, 0));
    }
}
