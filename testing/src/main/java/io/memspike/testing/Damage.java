package io.memspike.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * Files that are cut, or have wrong bits: {@value #USUAL} of each at every build, and as many as the system property
 * {@code memspike.mutations} says.
 */
public final class Damage {
    private static final int USUAL = 60;
    private static final int HEAD = 200;

    private Damage() {}

    /** What is done with a damaged file. */
    @FunctionalInterface
    public interface Trial {
        /** The file, and which it is. */
        void on(int number, byte[] damaged) throws IOException;
    }

    /** Tries damaged copies of a sound file: every third is cut somewhere, others have one to four wrong bits. */
    public static void each(byte[] sound, long seed, Trial trial) throws IOException {
        final Random random = new Random(seed);
        for (int i = 0; i < Integer.getInteger("memspike.mutations", USUAL); i++) {
            byte[] damaged = sound.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(sound.length));
            }
            for (int bits = i % 3 == 0 ? 0 : 1 + random.nextInt(4); bits > 0; bits--) {
                final int near = random.nextBoolean() ? Math.min(sound.length, HEAD) : sound.length; // heads are short
                damaged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
            }
            trial.on(i, damaged);
        }
    }
}
