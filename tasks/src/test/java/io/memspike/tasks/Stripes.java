package io.memspike.tasks;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSet;
import java.nio.file.Path;
import java.util.List;

/** A data set of one's own: bright lines that lie or stand, some pixels of noise. */
public final class Stripes implements DataSet {
    private static final int SIDE = 12;

    /** Found by its name. */
    public Stripes() {}

    @Override
    public String name() {
        return "stripes";
    }

    @Override
    public List<String> classes() {
        return List.of("lying", "standing");
    }

    @Override
    public String source() {
        return "drawn by the test; no licence needed";
    }

    @Override
    public String encoding() {
        return "rate:steps=5";
    }

    @Override
    public boolean isPresent(Path data) {
        return true;
    }

    @Override
    public Samples open(Path data, Split split) {
        final int size = split == Split.TRAIN ? 240 : 60;
        final byte[] pixels = new byte[size * SIDE * SIDE];
        final byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            labels[i] = (byte) (i % 2); // in turns: commands take the first samples, or the last
            draw(pixels, i, labels[i], RandomStream.of(split.ordinal(), name(), i));
        }
        return new ImageSet(name(), SIDE, SIDE, classes().size(), pixels, labels);
    }

    private static void draw(byte[] pixels, int image, int label, RandomStream random) {
        final int line = random.nextInt(SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            final boolean isBright = (label == 0 ? i / SIDE : i % SIDE) == line || random.nextInt(20) == 0;
            pixels[image * SIDE * SIDE + i] = (byte) (isBright ? 200 + random.nextInt(56) : 0);
        }
    }
}
