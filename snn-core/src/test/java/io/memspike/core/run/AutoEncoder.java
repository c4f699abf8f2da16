package io.memspike.core.vae;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small auto-encoder with random parameters whose neurons fire now and then. */
final class RandomVae {
    static final VaeSpec SPEC = VaeSpec.of(16, 5, 6, 3, 7, 1f);

    private RandomVae() {}

    static Model model(long seed) {
        final RandomStream random = RandomStream.of(seed, "vae");
        final List<LayerSpec> layers = SPEC.layers();
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<String, float[]> vectors = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                weights.put(i, numbers(random, layer.weights(), 0f, 0.3f));
            } else if (layers.get(i) instanceof LayerSpec.TdBatchNorm norm) {
                vectors.put(Model.name(i, "bias"), numbers(random, norm.channels(), 0f, 0.1f));
                vectors.put(Model.name(i, "gamma"), numbers(random, norm.channels(), 1f, 0.2f));
                vectors.put(Model.name(i, "beta"), numbers(random, norm.channels(), 0.1f, 0.1f));
                vectors.put(Model.name(i, "mean"), numbers(random, norm.channels(), 0f, 0.1f));
                final float[] variance = numbers(random, norm.channels(), 0.2f, 0.1f);
                for (int c = 0; c < variance.length; c++) {
                    variance[c] = Math.abs(variance[c]);
                }
                vectors.put(Model.name(i, "variance"), variance);
            } else if (layers.get(i) instanceof LayerSpec.Membrane) {
                vectors.put(Model.name(i, "bias"), new float[] {-0.1f});
            }
        }
        return new Model(layers, weights, Map.of(), vectors, Map.of(), Map.of("steps", Integer.toString(SPEC.steps())));
    }

    private static float[] numbers(RandomStream random, int n, float mean, float deviation) {
        final float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = mean + deviation * (float) random.nextGaussian();
        }
        return numbers;
    }

    static float[] image(long seed) {
        final RandomStream random = RandomStream.of(seed, "image");
        final float[] image = new float[SPEC.image().size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = 2 * random.nextFloat() - 1;
        }
        return image;
    }
}
