package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.vae.VaeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A task that a small auto-encoder learns in an instant: bright rows or bright columns, with a hole in the middle. */
record VaeToy(int size) implements VaeImages {
    static final VaeSpec SPEC = VaeSpec.of(16, 8, 16, 3, 6, 0.01f);

    @Override
    public void load(int image, float[] whole, float[] holed) {
        final RandomStream random = RandomStream.of(5, "toy image", image);
        final boolean isRow = random.nextInt(2) == 0;
        final int at = 3 + random.nextInt(10);
        for (int i = 0; i < whole.length; i++) {
            final int distance = Math.abs((isRow ? i / 16 : i % 16) - at);
            whole[i] = distance <= 1 ? 0.9f : -0.9f;
            final boolean isMissing = i / 16 >= 6 && i / 16 < 10 && i % 16 >= 6 && i % 16 < 10;
            holed[i] = isMissing ? -1f : whole[i];
        }
    }

    static VaeTrainingConfig config(int epochs) {
        return new VaeTrainingConfig(epochs, 20, 2e-2, true, 0.01, 0.3, 0.3, 9);
    }

    /** Learners at the start: posterior and prior trained, the rest pruned by half. */
    static VaeLearners learners() {
        final Map<Integer, Learner> weights = new TreeMap<>();
        final List<LayerSpec> layers = SPEC.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final RandomStream random = RandomStream.of(11, "toy", i);
                final float[] fixed = new float[layer.weights()];
                final float[] values = new float[layer.weights()];
                for (int w = 0; w < fixed.length; w++) {
                    fixed[w] = 6.9f * (float) random.nextGaussian();
                    values[w] = (2 * random.nextFloat() - 1) / (float) Math.sqrt(layer.fanIn());
                }
                final boolean isHead = VaeSpec.POSTERIOR.contains(i) || VaeSpec.PRIOR.contains(i);
                weights.put(
                        i,
                        Learner.of(
                                isHead
                                        ? new Parameters.Trained(values, 1f)
                                        : new Parameters.Pruned(fixed, values, layer.weightScale(), 0.5)));
            }
        }
        return VaeLearners.of(SPEC, weights);
    }

    /** The model as it serves. */
    static Model model(VaeLearners learners) {
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<Integer, byte[]> masks = new TreeMap<>();
        final Map<String, float[]> vectors = new LinkedHashMap<>();
        learners.weights().forEach((i, learner) -> {
            weights.put(i, learner.parameters().weights());
            if (learner.parameters().mask() != null) {
                masks.put(i, learner.parameters().mask());
            }
        });
        learners.norms().forEach((i, norm) -> {
            vectors.put(Model.name(i, "bias"), norm.bias());
            vectors.put(Model.name(i, "gamma"), norm.gamma().parameters().values());
            vectors.put(Model.name(i, "beta"), norm.beta().parameters().values());
            vectors.put(Model.name(i, "mean"), norm.mean());
            vectors.put(Model.name(i, "variance"), norm.variance());
        });
        vectors.put(
                Model.name(VaeSpec.MEMBRANE, "bias"),
                learners.outputBias().parameters().values());
        return new Model(
                SPEC.layers(), weights, masks, vectors, Map.of(), Map.of("steps", Integer.toString(SPEC.steps())));
    }
}
