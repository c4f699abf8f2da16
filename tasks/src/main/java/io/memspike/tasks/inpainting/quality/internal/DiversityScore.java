package io.memspike.tasks.inpainting.quality.internal;

/**
 * Inception-style score of pictures, {@code exp(mean KL(p(y|x) ‖ p(y)))} with {@code p(y)} the mean of {@code p(y|x)}:
 * from 1 to the number of classes, high where every picture is clearly of a class and all classes occur. Source: Salimans
 * et al., arXiv 1606.03498, section 4.
 */
public final class DiversityScore {
    private DiversityScore() {}

    /**
     * The score.
     *
     * @param probabilities (pictures, classes) that a classifier gives each picture. Not modified.
     */
    public static double of(double[][] probabilities) {
        if (probabilities.length == 0) {
            throw new IllegalArgumentException("score: expected at least 1 picture, found none");
        }
        final double[] marginal = new double[probabilities[0].length];
        for (final double[] each : probabilities) {
            for (int y = 0; y < marginal.length; y++) {
                marginal[y] += each[y] / probabilities.length;
            }
        }
        double divergence = 0;
        for (final double[] each : probabilities) {
            for (int y = 0; y < marginal.length; y++) {
                divergence += each[y] == 0 ? 0 : each[y] * StrictMath.log(each[y] / marginal[y]);
            }
        }
        return StrictMath.exp(divergence / probabilities.length);
    }
}
