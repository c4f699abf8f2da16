package io.memspike.datasets.sound.internal;

import java.util.Arrays;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Power of a frame of sound in bands of pitch: triangles of height 1 at equal distances on the mel scale,
 * m = 2595 · log10(1 + f / 700 Hz), from a lowest pitch to half the sampling rate.
 *
 * <p>Doubles in fixed order: the same bits on any JDK. Not thread-safe.
 *
 * <p>Source of the scale: Stevens, Volkmann, Newman, "A scale for the measurement of the psychological magnitude pitch",
 * J. Acoust. Soc. Am. 1937, in the formula of O'Shaughnessy, "Speech communication", 1987.
 */
final class MelBands {
    private final double[] window;
    private final double[][] weights; // [band][bin]
    private final int[] firstBin; // of each band
    private final double[][] spectrum; // real, imaginary

    /**
     * Bands.
     *
     * @param rate samples a second
     * @param bands number of bands, at least 1
     * @param lowestHertz where the lowest begins
     * @param samples of a frame, which a Hann window of that period weighs; zeros follow up to a power of two
     */
    MelBands(int rate, int bands, double lowestHertz, int samples) {
        window = new double[samples];
        for (int i = 0; i < samples; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / samples);
        }
        final int length = Integer.highestOneBit(Math.max(1, samples - 1)) << 1;
        weights = new double[bands][];
        firstBin = new int[bands];
        spectrum = new double[2][length];
        final double lowest = mel(lowestHertz);
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

    private void band(int b, double binHertz, double low, double middle, double high) {
        firstBin[b] = (int) Math.ceil(low / binHertz);
        final int last = Math.min(spectrum[0].length / 2, (int) Math.floor(high / binHertz));
        weights[b] = new double[Math.max(0, last - firstBin[b] + 1)];
        for (int i = 0; i < weights[b].length; i++) {
            final double hertz = (firstBin[b] + i) * binHertz;
            weights[b][i] = hertz < middle ? (hertz - low) / (middle - low) : (high - hertz) / (high - middle);
        }
    }

    /** Number of bands. */
    int size() {
        return weights.length;
    }

    /** Samples of a frame. */
    int samples() {
        return window.length;
    }

    /** Begins a frame; each of its samples is {@linkplain #put put}, and {@link #transform} ends it. */
    void begin() {
        Arrays.fill(spectrum[0], 0);
        Arrays.fill(spectrum[1], 0);
    }

    /** Sample i of the frame. */
    void put(int i, double sample, double fullScale) {
        spectrum[0][i] = window[i] * sample / fullScale;
    }

    /** Ends a frame. */
    void transform() {
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
    }

    /** Sum over the band of the frame's squared magnitudes, weighted. */
    double power(int band) {
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            final double real = spectrum[0][firstBin[band] + i];
            final double imaginary = spectrum[1][firstBin[band] + i];
            sum += weights[band][i] * (real * real + imaginary * imaginary);
        }
        return sum;
    }
}
