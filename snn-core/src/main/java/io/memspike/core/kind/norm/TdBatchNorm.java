package io.memspike.core.kind.norm;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Threshold-dependent batch norm of currents (Zheng et al., "Going deeper with directly-trained larger spiking neural
 * networks", AAAI 2021): per channel, over samples, positions and time,
 *
 * <pre>  y = alpha · threshold · (I + bias − mean)/√(variance + epsilon) · gamma + beta</pre>
 *
 * In training, mean and variance are the batch's; in service they are the stored running ones, so that the norm is one
 * scale and one offset a channel. Tensors, each [channels]: bias, gamma, beta, mean, variance.
 *
 * @param alpha factor of the threshold, above 0
 * @param threshold threshold of the neurons behind it, above 0
 * @param epsilon added to the variance, above 0
 */
public record TdBatchNorm(
        @Default("1") float alpha,
        float threshold,
        @Default("1e-5") float epsilon) implements Kind {
    public TdBatchNorm {
        require(
                alpha > 0 && threshold > 0 && epsilon > 0 && alpha + threshold + epsilon < Float.POSITIVE_INFINITY,
                "tdBatchNorm: expected finite alpha, threshold and epsilon above 0, found %s, %s and %s",
                alpha,
                threshold,
                epsilon);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        final int channels = Kind.only(inputs).channels();
        return List.of(
                TensorSpec.of("bias", channels),
                TensorSpec.of("gamma", channels),
                TensorSpec.of("beta", channels),
                TensorSpec.of("mean", channels),
                TensorSpec.notNegative("variance", channels));
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
