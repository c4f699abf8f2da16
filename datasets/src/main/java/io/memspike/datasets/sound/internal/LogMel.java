package io.memspike.datasets.sound.internal;

import io.memspike.datasets.internal.Mirror;

/**
 * A recording as a picture of a few frames: loudness of 23 bands of pitch, from 0 Hz on, in 20 frames that overlap by half.
 * At 8 kHz a frame is 512 samples around a multiple of 256; the recording is reflected at its ends. Values are
 * {@code 1 + dB / 60}, cut to [0, 1], where 0 dB is the loudest of the picture. Frames behind the end are 0, as all is of
 * silence. Not thread-safe.
 *
 * <p>Source: the features of Li et al., "Pruning random resistive memory for optimizing analogue AI", arXiv 2311.07164.
 */
public final class LogMel {
    /** Samples a second. */
    public static final int RATE = 8_000;
    /** Bands of pitch. */
    public static final int BANDS = 23;
    /** Frames. */
    public static final int FRAMES = 20;

    private static final int HOP = 256;
    private static final int WINDOW = 2 * HOP;
    /** Samples that any frame looks at: what follows does not matter. */
    public static final int SAMPLES = (FRAMES - 1) * HOP + WINDOW / 2;

    private static final double RANGE_DECIBELS = 60;
    private static final double FAINTEST = 1e-10; // added to every power

    private final MelBands bands = new MelBands(RATE, BANDS, 0, WINDOW);
    private final double[] decibels = new double[FRAMES * BANDS];

    /** A converter of recordings. */
    public LogMel() {}

    /**
     * How loud each band is.
     *
     * @param sound a recording of {@value #RATE} samples a second, in [−1, 1], at least one. Not modified.
     * @param into receives [frames, bands], each in [0, 1]
     * @param offset where in it
     */
    public void loudness(double[] sound, float[] into, int offset) {
        final int heard = Math.min(FRAMES, 1 + sound.length / HOP);
        double loudest = Double.NEGATIVE_INFINITY;
        boolean isSilent = true;
        for (int f = 0; f < heard; f++) {
            isSilent &= !transform(sound, f * HOP - WINDOW / 2);
            for (int b = 0; b < BANDS; b++) {
                final double power = 10 * StrictMath.log10(bands.power(b) + FAINTEST);
                decibels[f * BANDS + b] = power;
                loudest = Math.max(loudest, power);
            }
        }
        for (int i = 0; i < decibels.length; i++) {
            into[offset + i] = isSilent || i >= heard * BANDS
                    ? 0f
                    : (float) Math.max(0, Math.min(1, 1 + (decibels[i] - loudest) / RANGE_DECIBELS));
        }
    }

    /** Whether anything is heard in the frame. */
    private boolean transform(double[] sound, int from) {
        boolean isHeard = false;
        bands.begin();
        for (int i = 0; i < WINDOW; i++) {
            final double sample = sound[Mirror.place(from + i, sound.length)];
            isHeard |= sample != 0;
            bands.put(i, sample, 1);
        }
        bands.transform();
        return isHeard;
    }
}
