package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.VaeSpec;
import java.util.List;
import java.util.stream.Stream;

/** An auto-encoder's layers in training: blocks of weights, norm and neurons, and the output. */
record VaeParts(
        VaeSpec spec,
        List<NormLayer> encoder,
        List<NormLayer> posterior,
        List<NormLayer> prior,
        List<NormLayer> decoder,
        LayerUpdate output,
        Learner outputBias,
        Kernels kernels) {
    static VaeParts of(VaeSpec spec, VaeLearners learners, Kernels kernels, int threads) {
        final Builder builder = new Builder(spec, learners, kernels, threads);
        return new VaeParts(
                spec,
                builder.blocks(VaeSpec.ENCODER),
                builder.blocks(VaeSpec.POSTERIOR),
                builder.blocks(VaeSpec.PRIOR),
                builder.blocks(VaeSpec.DECODER),
                builder.weights(VaeSpec.OUTPUT),
                learners.outputBias(),
                kernels);
    }

    /** All norms. */
    List<NormLayer> norms() {
        return Stream.of(encoder, posterior, prior, decoder)
                .flatMap(List::stream)
                .toList();
    }

    /** All weights. */
    List<LayerUpdate> updates() {
        return Stream.concat(norms().stream().map(norm -> norm.weights), Stream.of(output))
                .toList();
    }

    /** Puts layers together. */
    private record Builder(VaeSpec spec, VaeLearners learners, Kernels kernels, int threads) {
        List<NormLayer> blocks(List<Integer> positions) {
            return positions.stream().map(this::block).toList();
        }

        private NormLayer block(int position) {
            final List<LayerSpec> layers = spec.layers();
            return new NormLayer(
                    weights(position),
                    (LayerSpec.TdBatchNorm) layers.get(position + 1),
                    (LayerSpec.Lif) layers.get(position + 2),
                    learners.norms().get(position + 1),
                    spec.steps(),
                    position == 0,
                    kernels);
        }

        LayerUpdate weights(int position) {
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) spec.layers().get(position);
            final SynapseGradient gradient =
                    SynapseGradient.of(layer, spec.inputs().get(position), spec.steps(), kernels);
            return new LayerUpdate(
                    position,
                    layer,
                    spec.inputs().get(position),
                    learners.weights().get(position),
                    gradient,
                    kernels,
                    threads);
        }
    }
}
