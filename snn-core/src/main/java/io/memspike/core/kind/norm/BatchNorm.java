package io.memspike.core.kind.norm;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch norm (Ioffe and Szegedy, ICML 2015): per channel, over samples and positions,
 *
 * <pre>  y = (x − mean)/√(variance + epsilon) · gamma + beta</pre>
 *
 * In training, mean and variance are the batch's at each step; in service they are the stored running ones, so that the norm
 * is {@code scale · x + offset}, computed in double precision. Tensors, each [channels]: where it is affine gamma and beta,
 * then mean and variance.
 *
 * @param epsilon added to the variance, above 0
 * @param affine whether there are gamma and beta; else 1 and 0
 */
public record BatchNorm(
        @Default("1e-5") float epsilon, @Default("true") boolean affine) implements Kind {
    public BatchNorm {
        requireEpsilon("batchNorm", epsilon);
    }

    static void requireEpsilon(String type, float epsilon) {
        require(
                epsilon > 0 && Float.isFinite(epsilon),
                "%s: expected a finite epsilon above 0, found %s",
                type,
                epsilon);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        final int channels = Kind.only(inputs).channels();
        final List<TensorSpec> tensors = new ArrayList<>();
        if (affine) {
            tensors.add(TensorSpec.of("gamma", channels));
            tensors.add(TensorSpec.of("beta", channels));
        }
        tensors.add(TensorSpec.of("mean", channels));
        tensors.add(TensorSpec.notNegative("variance", channels));
        return tensors;
    }

    @Override
    public boolean isBarrier() {
        return true;
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
