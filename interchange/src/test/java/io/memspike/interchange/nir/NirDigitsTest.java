package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.interchange.nir.Discretisation.Tool;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The convolutional network of NIR's paper on 100 real recordings of N-MNIST, 300 steps of 1 ms. Independent arithmetic on 100
 * others has 98 and 100 of them right, and the spikes of each layer that stand below; nine platforms have 0.954 to 0.985.
 */
class NirDigitsTest {
    private static final int STEPS = 300;
    private static final int SIDE = 34;
    private static final String[] LAYERS = {"1", "3", "6", "10", "12"};

    /** Events of 5 bytes: x, y, polarity and time in µs, 23 bits. */
    private static float[] frames(Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final float[] frames = new float[STEPS * 2 * SIDE * SIDE];
        for (int e = 0; e < bytes.length; e += 5) {
            final int x = bytes[e] & 0xff;
            final int y = bytes[e + 1] & 0xff;
            final int polarity = (bytes[e + 2] & 0x80) >> 7;
            final int micros = (bytes[e + 2] & 0x7f) << 16 | (bytes[e + 3] & 0xff) << 8 | bytes[e + 4] & 0xff;
            if (micros / 1000 < STEPS) {
                frames[((micros / 1000 * 2 + polarity) * SIDE + y) * SIDE + x]++;
            }
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource({
        "ONE, 99, 5427.8, 11751.5, 9279.4, 7307.6, 346.3",
        "MANY, 100, 5428.1, 11756.5, 9333.5, 8244.9, 673.4",
    })
    void shouldReadRealDigits(Spikes spikes, int right, double a, double b, double c, double d, double e)
            throws IOException {
        final NirRun run = NirRun.of(
                "external/nir/NIR__scnn_mnist_batches__9122dac.nir",
                Discretisation.as(Tool.SINABS, 1f).with(spikes).with(Lower.NONE));
        final double[] fired = new double[LAYERS.length];
        final List<Path> files;
        try (Stream<Path> all = Files.walk(Outside.file("data/nmnist/Test"))) {
            files = all.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
        assertEquals(100, files.size());
        int found = 0;
        for (final Path file : files) {
            final float[] frames = frames(file);
            final float[] votes = new float[10];
            run.session().reset(0);
            for (int t = 0; t < STEPS; t++) {
                run.step(frames, t);
                for (int layer = 0; layer < LAYERS.length; layer++) {
                    for (final float z : run.out(LAYERS[layer])) {
                        fired[layer] += z;
                    }
                }
                final float[] out = run.out("12");
                for (int i = 0; i < 10; i++) {
                    votes[i] += out[i];
                }
            }
            int best = 0;
            for (int i = 1; i < 10; i++) {
                best = votes[i] > votes[best] ? i : best;
            }
            found += file.getParent().getFileName().toString().equals(String.valueOf(best)) ? 1 : 0;
        }
        assertEquals(right, found);
        final double[] expected = {a, b, c, d, e};
        for (int layer = 0; layer < LAYERS.length; layer++) {
            assertEquals(
                    expected[layer], fired[layer] / files.size(), 0.05 * expected[layer], "layer " + LAYERS[layer]);
        }
    }
}
