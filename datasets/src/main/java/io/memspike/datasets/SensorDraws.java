package io.memspike.datasets;

import io.memspike.core.RandomStream;

/**
 * Random numbers of one recording: uniform ones by a key and their number, and normal ones out of a table of {@value #NORMALS}.
 * The same bits on any JDK. One instance per thread; allocates nothing after construction.
 */
final class SensorDraws {
    private static final int NORMALS = 4096;
    private static final int NORMAL_BITS = 12;

    private final float[] normals = new float[NORMALS];
    private long key;
    private long number;
    private long bits; // of which several small numbers are taken
    private int bitsLeft;

    SensorDraws() {
        final RandomStream stream = RandomStream.of(0, "sensor normals");
        for (int i = 0; i < NORMALS; i++) {
            normals[i] = (float) stream.nextGaussian();
        }
    }

    /** Begins a recording. */
    void begin(long recording) {
        key = recording;
        number = 0;
        bitsLeft = 0;
    }

    /** So many uniform bits, at most 32. */
    int bits(int count) {
        if (bitsLeft < count) {
            bits = RandomStream.draw(key, number++);
            bitsLeft = Long.SIZE;
        }
        final int drawn = (int) (bits & (1L << count) - 1);
        bits >>>= count;
        bitsLeft -= count;
        return drawn;
    }

    /** Uniform in [0, bound), by 24 bits. */
    int below(int bound) {
        return (int) ((long) bits(24) * bound >> 24);
    }

    /** Uniform in [from, to). */
    float uniform(float from, float to) {
        return from + (to - from) * (bits(24) * 0x1.0p-24f);
    }

    /** Normal with mean 0. */
    float normal(float deviation) {
        return deviation * normals[bits(NORMAL_BITS)];
    }
}
