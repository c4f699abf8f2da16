package io.memspike.memristor.digital;

/**
 * Batch normalisation with running statistics: {@code gamma · (x − mean) / √(variance + epsilon) + beta}.
 *
 * @param gamma (columns). Not to be modified.
 * @param beta (columns). Not to be modified.
 * @param mean (columns). Not to be modified.
 * @param variance (columns), at least 0. Not to be modified.
 * @param epsilon above 0
 */
public record BatchNorm(double[] gamma, double[] beta, double[] mean, double[] variance, double epsilon) {
    public BatchNorm {
        if (beta.length != gamma.length || mean.length != gamma.length || variance.length != gamma.length) {
            throw new IllegalArgumentException("batch norm: expected as many of each parameter, found gamma="
                    + gamma.length + " beta=" + beta.length + " mean=" + mean.length + " variance=" + variance.length);
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("batch norm: expected an epsilon above 0, found " + epsilon);
        }
        for (final double v : variance) {
            if (!(v >= 0)) {
                throw new IllegalArgumentException("batch norm: expected variances of at least 0, found " + v);
            }
        }
    }
}
