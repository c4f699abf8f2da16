package io.memspike.tasks.inpainting.quality.internal;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Fréchet distance between two clouds of points, each taken for a normal distribution:
 *
 * <pre>  |µ_a − µ_b|² + tr(Σ_a + Σ_b − 2 (Σ_a^½ Σ_b Σ_a^½)^½)</pre>
 *
 * (Dowson and Landau, Journal of Multivariate Analysis 12, 1982, p. 450; of a network's features as a measure of pictures:
 * Heusel et al., arXiv 1706.08500). Covariances are those of samples, divided by n − 1.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * The distance.
     *
     * @param a at least 2 points of equal dimension. Not modified.
     * @param b at least 2 points of the same dimension. Not modified.
     * @return at least 0; 0 for equal means and covariances
     */
    public static double between(double[][] a, double[][] b) {
        final double[] meanA = mean(a);
        final double[] meanB = mean(b);
        if (meanA.length != meanB.length) {
            throw new IllegalArgumentException("Fréchet distance: expected points of equal dimension, found "
                    + meanA.length + " and " + meanB.length);
        }
        final RealMatrix covarianceA = covariance(a, meanA);
        final RealMatrix covarianceB = covariance(b, meanB);
        double distance = covarianceA.getTrace() + covarianceB.getTrace();
        for (int i = 0; i < meanA.length; i++) {
            distance += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
        }
        final RealMatrix root = root(covarianceA);
        final RealMatrix inner = root.multiply(covarianceB).multiply(root);
        for (final double value : new EigenDecompositionSymmetric(symmetric(inner)).getEigenvalues()) {
            distance -= 2 * Math.sqrt(Math.max(0, value)); // rounding makes some a little less than 0
        }
        return Math.max(0, distance);
    }

    private static double[] mean(double[][] points) {
        if (points.length < 2) {
            throw new IllegalArgumentException("Fréchet distance: expected at least 2 points, found " + points.length);
        }
        final double[] mean = new double[points[0].length];
        for (final double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += point[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= points.length;
        }
        return mean;
    }

    private static RealMatrix covariance(double[][] points, double[] mean) {
        final double[][] sums = new double[mean.length][mean.length];
        final double[] centred = new double[mean.length];
        for (final double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                centred[i] = point[i] - mean[i];
            }
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += centred[i] * centred[j];
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] /= points.length - 1;
                sums[j][i] = sums[i][j];
            }
        }
        return MatrixUtils.createRealMatrix(sums);
    }

    private static RealMatrix root(RealMatrix matrix) {
        final EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(matrix);
        final double[] values = eigen.getEigenvalues().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, values[i]));
        }
        return symmetric(eigen.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(values))
                .multiply(eigen.getVT()));
    }

    /** The same but for rounding, which the decomposition does not take for symmetric. */
    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }
}
