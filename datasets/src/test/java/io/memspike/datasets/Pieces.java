package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;

/** Small random sets for tests, and what is in sets. */
public final class Pieces {
    /** Frames of a series. */
    public static final int FRAMES = 12;

    /** Channels of a series. */
    public static final int CHANNELS = 3;

    private Pieces() {}

    /** Images of 28×28 random pixels, half of them black. */
    public static ImageSet images(int count) {
        final RandomStream random = RandomStream.of(1, "images");
        final byte[] pixels = new byte[count * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (random.nextInt(2) * random.nextInt(256));
        }
        final byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return new ImageSet("pieces", 28, 28, 10, pixels, labels);
    }

    /** Series that wander at random in [0, 1]. */
    public static SeriesSet series(int count) {
        final RandomStream random = RandomStream.of(2, "series");
        final float[] values = new float[count * FRAMES * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            final float before = i % (FRAMES * CHANNELS) < CHANNELS ? 0.5f : values[i - CHANNELS];
            values[i] = Math.max(0f, Math.min(1f, before + 0.6f * (random.nextFloat() - 0.5f)));
        }
        final int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 4;
        }
        return new SeriesSet("wanderers", CHANNELS, FRAMES, 4, values, labels);
    }

    /** All values of a sample, [step][input]. */
    public static float[][] values(Samples samples, int sample) {
        return values(samples, sample, 0);
    }

    /** All values of a sample in an epoch, [step][input]. */
    public static float[][] values(Samples samples, int sample, int epoch) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, epoch, frames);
        final float[][] values = new float[frames.steps()][samples.shape().size()];
        for (int t = 0; t < values.length; t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                values[t][frames.step(t).index(e)] = frames.step(t).value(e);
            }
        }
        return values;
    }
}
