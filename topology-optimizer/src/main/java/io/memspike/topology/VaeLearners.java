package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.vae.VaeSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is learnt about an auto-encoder, and the state of its optimiser.
 *
 * @param weights of each layer with weights, by its position in {@link VaeSpec#layers()}
 * @param norms of each norm, likewise
 * @param outputBias of the membrane, [1]
 */
public record VaeLearners(Map<Integer, Learner> weights, Map<Integer, NormLearner> norms, Learner outputBias) {
    public VaeLearners {
        weights = new TreeMap<>(weights);
        norms = new TreeMap<>(norms);
    }

    /** At the start: given weights, norms that normalise, no bias. */
    public static VaeLearners of(VaeSpec spec, Map<Integer, Learner> weights) {
        final Map<Integer, NormLearner> norms = new TreeMap<>();
        final List<LayerSpec> layers = spec.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.TdBatchNorm norm) {
                norms.put(i, NormLearner.of(norm));
            }
        }
        return new VaeLearners(weights, norms, Learner.of(new Parameters.Trained(new float[1], 1f)));
    }

    void requireFit(VaeSpec spec) {
        final List<LayerSpec> layers = spec.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final Learner learner = weights.get(i);
                requireLength(
                        i,
                        layer.weights(),
                        learner == null ? -1 : learner.parameters().values().length);
            } else if (layers.get(i) instanceof LayerSpec.TdBatchNorm norm) {
                final NormLearner learner = norms.get(i);
                requireLength(i, norm.channels(), learner == null ? -1 : learner.bias().length);
            }
        }
        requireLength(VaeSpec.MEMBRANE, 1, outputBias.parameters().values().length);
    }

    private static void requireLength(int position, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException("layer " + position + ": expected parameters of " + expected
                    + " elements, found " + (found < 0 ? "none" : found));
        }
    }
}
