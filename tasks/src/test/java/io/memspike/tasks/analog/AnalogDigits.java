package io.memspike.tasks.analog;

import io.memspike.core.RandomStream;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.wire.LineResistances;
import java.io.IOException;
import java.util.List;

/** Digits, hardware and networks to test with. */
final class AnalogDigits {
    static final AnalogHardware HARDWARE = new AnalogHardware(5e3, 15e3, LineResistances.ofWires(9.24, 11.55), 1);

    private AnalogDigits() {}

    static CroppedImages of(Split split, int size) {
        try {
            return new CroppedImages(DataSets.ofSystem().images(DataSets.MNIST, split), size);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One image whose pixels are all 0 but those given as {row, column, grey level}. */
    static ImageSet image(int height, int width, int[]... pixels) {
        final byte[] grey = new byte[height * width];
        for (final int[] pixel : pixels) {
            grey[pixel[0] * width + pixel[1]] = (byte) pixel[2];
        }
        return new ImageSet("test", height, width, 10, grey, new byte[1]);
    }

    static BinaryLayer layer(int inputs, int outputs, double gain, long seed) {
        final RandomStream random = RandomStream.of(seed, "signs");
        final byte[] signs = new byte[(inputs + 1) * outputs];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = (byte) (random.nextInt(2) == 0 ? 1 : -1);
        }
        return new BinaryLayer(inputs, outputs, signs, gain);
    }

    /** 400 × 9 × 6 × 4, untrained. */
    static List<BinaryLayer> network() {
        return List.of(layer(CroppedImages.INPUTS, 9, 0.1, 1), layer(9, 6, 0.5, 2), layer(6, 4, 1, 3));
    }
}
