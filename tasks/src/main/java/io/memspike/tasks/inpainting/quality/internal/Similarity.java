package io.memspike.tasks.inpainting.quality.internal;

/**
 * How alike two pictures in [−1, 1] are. Structural similarity is that of Wang, Bovik, Sheikh and Simoncelli, "Image quality
 * assessment: from error visibility to structural similarity", IEEE Transactions on Image Processing 13 (2004), p. 600:
 *
 * <pre>  SSIM = (2 µ_a µ_b + C₁) (2 σ_ab + C₂) / ((µ_a² + µ_b² + C₁) (σ_a² + σ_b² + C₂)),   C₁ = (0.01 L)²,  C₂ = (0.03 L)²</pre>
 *
 * with L = 2, the range of values, moments under an 11 × 11 Gaussian window of σ = 1.5 pixels, averaged over all windows
 * that lie inside the picture (equations 12 to 17 and section III-C there). Immutable and thread-safe.
 */
public final class Similarity {
    private static final double RANGE = 2; // of [−1, 1]
    private static final int WINDOW = 11; // pixels
    private static final double SIGMA = 1.5; // pixels
    private static final double C1 = 0.01 * RANGE * (0.01 * RANGE);
    private static final double C2 = 0.03 * RANGE * (0.03 * RANGE);

    private final int side;
    private final double[] window = new double[WINDOW]; // of one dimension; sums to 1

    /** Similarity of pictures of that many rows and columns, at least 11. */
    public Similarity(int side) {
        if (side < WINDOW) {
            throw new IllegalArgumentException(
                    "similarity: expected pictures of at least 11×11 pixels, found " + side + "×" + side);
        }
        this.side = side;
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            final double x = i - WINDOW / 2;
            window[i] = StrictMath.exp(-x * x / (2 * SIGMA * SIGMA));
            sum += window[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            window[i] /= sum;
        }
    }

    /** Mean squared difference of two pictures. */
    public static double meanSquaredError(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum / a.length;
    }

    /** Peak signal-to-noise ratio in dB of a mean squared error: {@code 10 log₁₀(L² / error)}; infinite for 0. */
    public static double peakSignalToNoise(double meanSquaredError) {
        return 10 * StrictMath.log10(RANGE * RANGE / meanSquaredError);
    }

    /**
     * Structural similarity, in [−1, 1]; 1 for equal pictures alone.
     *
     * @param a (side²). Not modified.
     * @param b (side²). Not modified.
     */
    public double structural(float[] a, float[] b) {
        final double[] first = new double[a.length];
        final double[] second = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            first[i] = a[i];
            second[i] = b[i];
        }
        final double[] meanA = smooth(first);
        final double[] meanB = smooth(second);
        final double[] squareA = smooth(product(first, first));
        final double[] squareB = smooth(product(second, second));
        final double[] mixed = smooth(product(first, second));
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            final double product = meanA[i] * meanB[i];
            final double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
            sum += (2 * product + C1)
                    * (2 * (mixed[i] - product) + C2)
                    / ((squares + C1) * (squareA[i] + squareB[i] - squares + C2));
        }
        return sum / meanA.length;
    }

    private static double[] product(double[] a, double[] b) {
        final double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    /** Weighted means under every window inside the picture, rows first, then columns. */
    private double[] smooth(double[] values) {
        final int inside = side - WINDOW + 1;
        final double[] rows = new double[side * inside];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < inside; x++) {
                for (int k = 0; k < WINDOW; k++) {
                    rows[y * inside + x] += window[k] * values[y * side + x + k];
                }
            }
        }
        final double[] means = new double[inside * inside];
        for (int y = 0; y < inside; y++) {
            for (int k = 0; k < WINDOW; k++) {
                for (int x = 0; x < inside; x++) {
                    means[y * inside + x] += window[k] * rows[(y + k) * inside + x];
                }
            }
        }
        return means;
    }
}
