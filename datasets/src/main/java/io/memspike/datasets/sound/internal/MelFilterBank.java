package io.memspike.datasets.sound.internal;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * A bank of filters as the ear has it: how loud each band of pitch is, every 10 ms, in decibels. Bands are triangles at
 * equal distances on the mel scale, m = 2595 · log10(1 + f / 700 Hz), from 100 Hz to half the sampling rate; a frame is
 * 32 ms under a Hann window. The recording's loudest sample is taken as full scale, and a tone of full scale in the middle
 * of a band as 0 dB; values are {@code 1 + dB / 60}, cut to [0, 1].
 *
 * <p>Doubles in fixed order: the same bits on any JDK. Not thread-safe.
 *
 * <p>Source of the scale: Stevens, Volkmann, Newman, "A scale for the measurement of the psychological magnitude pitch",
 * J. Acoust. Soc. Am. 1937, in the formula of O'Shaughnessy, "Speech communication", 1987.
 */
public final class MelFilterBank {
    private static final double LOWEST_HERTZ = 100;
    private static final double RANGE_DECIBELS = 60;
    private static final double HOP_SECONDS = 0.01;
    private static final double WINDOW_SECONDS = 0.032;

    private final int frames;
    private final int hop;
    private final int length; // of the transform, a power of two
    private final double[] window;
    private final double[][] weights; // [band][bin]
    private final int[] firstBin; // of each band
    private final double[][] spectrum;

    /**
     * A bank.
     *
     * @param rate samples a second, at least 1,000
     * @param bands number of bands, at least 1
     * @param frames of 10 ms each; sound beyond them is cut off, and silence follows a shorter one
     */
    public MelFilterBank(int rate, int bands, int frames) {
        if (rate < 1_000 || bands < 1 || frames < 1) {
            throw new IllegalArgumentException(
                    "filter bank: expected at least 1000 samples a second, 1 band and 1 frame, found " + rate + ", "
                            + bands + " and " + frames);
        }
        this.frames = frames;
        hop = (int) Math.rint(HOP_SECONDS * rate);
        window = hann((int) Math.rint(WINDOW_SECONDS * rate));
        length = Integer.highestOneBit(Math.max(1, window.length - 1)) << 1;
        weights = new double[bands][];
        firstBin = new int[bands];
        spectrum = new double[2][length];
        final double lowest = mel(LOWEST_HERTZ);
        final double width = (mel(rate / 2.0) - lowest) / (bands + 1);
        for (int b = 0; b < bands; b++) {
            band(
                    b,
                    (double) rate / length,
                    hertz(lowest + b * width),
                    hertz(lowest + (b + 1) * width),
                    hertz(lowest + (b + 2) * width));
        }
    }

    private static double mel(double hertz) {
        return 2595 * StrictMath.log10(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (StrictMath.pow(10, mel / 2595) - 1);
    }

    private static double[] hann(int size) {
        final double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / size);
        }
        return window;
    }

    private void band(int b, double binHertz, double low, double middle, double high) {
        firstBin[b] = (int) Math.ceil(low / binHertz);
        final int last = Math.min(length / 2, (int) Math.floor(high / binHertz));
        weights[b] = new double[Math.max(0, last - firstBin[b] + 1)];
        for (int i = 0; i < weights[b].length; i++) {
            final double hertz = (firstBin[b] + i) * binHertz;
            weights[b][i] = hertz < middle ? (hertz - low) / (middle - low) : (high - hertz) / (high - middle);
        }
    }

    /**
     * How loud each band is.
     *
     * @param sound a recording. Not modified.
     * @param into receives [frames, bands], each in [0, 1]
     * @param offset where in it
     */
    public void loudness(short[] sound, float[] into, int offset) {
        int loudest = 1;
        for (final short sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        for (int f = 0; f < frames; f++) {
            final boolean isSilent = !transform(sound, f * hop, loudest);
            for (int b = 0; b < weights.length; b++) {
                into[offset + f * weights.length + b] = isSilent ? 0f : value(energy(b));
            }
        }
    }

    /** Whether any of the sound lies in the frame. */
    private boolean transform(short[] sound, int from, int loudest) {
        if (from >= sound.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            final boolean isInside = i < window.length && from + i < sound.length;
            spectrum[0][i] = isInside ? window[i] * sound[from + i] / loudest : 0;
            spectrum[1][i] = 0;
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        return true;
    }

    private double energy(int band) {
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            final double real = spectrum[0][firstBin[band] + i];
            final double imaginary = spectrum[1][firstBin[band] + i];
            sum += weights[band][i] * (real * real + imaginary * imaginary);
        }
        final double tone = window.length / 4.0; // what a tone of full scale makes of its bin
        return sum / (tone * tone);
    }

    private static float value(double energy) {
        final double decibels = 10 * StrictMath.log10(energy + 1e-30);
        return (float) Math.max(0, Math.min(1, 1 + decibels / RANGE_DECIBELS));
    }
}
