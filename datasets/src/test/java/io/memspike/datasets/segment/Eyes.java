package io.memspike.datasets.segment;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Target;
import java.util.Arrays;

/** Small annotated images for tests. */
final class Eyes {
    private Eyes() {}

    /** Random greys; bright pixels are positive, the first {@code margin} rows and columns do not count. */
    static AnnotatedImage random(int height, int width, int margin, long seed) {
        final byte[] pixels = new byte[height * width];
        final boolean[] counted = new boolean[pixels.length];
        final boolean[] positive = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) RandomStream.draw(seed, i);
            positive[i] = (pixels[i] & 0xff) > 127;
            counted[i] = i / width >= margin && i % width >= margin;
        }
        return new AnnotatedImage("eye", null, height, width, pixels, counted, positive);
    }

    /** Grey = down · row + across · column, all counted; positive where the column is odd. */
    static AnnotatedImage ramp(int height, int width, int down, int across) {
        final byte[] pixels = new byte[height * width];
        final boolean[] positive = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / width * down + i % width * across);
            positive[i] = i % width % 2 == 1;
        }
        final boolean[] counted = new boolean[pixels.length];
        Arrays.fill(counted, true);
        return new AnnotatedImage("ramp", null, height, width, pixels, counted, positive);
    }

    static float[] targets(Samples samples, int sample, int epoch) {
        final Target target = new Target();
        samples.target(sample, epoch, target);
        return target.written(samples.shape().size()).clone();
    }
}
