package io.memspike.core.kind.norm;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Layer norm (Ba et al., arXiv 1607.06450): over the channels of each position, at each step by itself,
 *
 * <pre>  y = (x − mean)/√(variance + epsilon) · gamma + beta,   variance = Σ (x − mean)² / channels</pre>
 *
 * with sums in ascending order and in double precision. Tensors, where it is affine, each [channels]: gamma, beta.
 *
 * @param epsilon added to the variance, above 0
 * @param affine whether there are gamma and beta; else 1 and 0
 */
public record LayerNorm(
        @Default("1e-5") float epsilon, @Default("true") boolean affine) implements Kind {
    public LayerNorm {
        BatchNorm.requireEpsilon("layerNorm", epsilon);
    }

    /** Mean of so many numbers from {@code start} on. */
    public static double mean(float[] x, int start, int channels) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += x[start + c];
        }
        return sum / channels;
    }

    /** {@code 1/√(variance + epsilon)} of so many numbers from {@code start} on. */
    public double factor(float[] x, int start, int channels, double mean) {
        double squares = 0;
        for (int c = 0; c < channels; c++) {
            final double difference = x[start + c] - mean;
            squares += difference * difference;
        }
        return 1 / Math.sqrt(squares / channels + epsilon);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        final int channels = Kind.only(inputs).channels();
        return affine ? List.of(TensorSpec.of("gamma", channels), TensorSpec.of("beta", channels)) : List.of();
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
