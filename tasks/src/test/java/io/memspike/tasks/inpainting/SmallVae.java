package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.vae.VaeSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An untrained auto-encoder of few channels, lively enough to paint something. */
final class SmallVae {
    static final VaeSpec SPEC = VaeSpec.of(32, 3, 6, 2, 7, 1f);

    private SmallVae() {}

    static Model model(boolean isPruned) {
        final List<LayerSpec> layers = SPEC.layers();
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<Integer, byte[]> masks = new TreeMap<>();
        final Map<String, float[]> vectors = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            final RandomStream random = RandomStream.of(7, "small vae", i);
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final float[] values = new float[layer.weights()];
                final byte[] mask = new byte[values.length];
                for (int w = 0; w < values.length; w++) {
                    values[w] = (float) random.nextGaussian();
                    mask[w] = (byte) (w % 2);
                }
                weights.put(i, values);
                if (isPruned && (i < VaeSpec.POSTERIOR.get(0) || i >= VaeSpec.DECODER.get(0))) {
                    masks.put(i, mask);
                }
            }
            if (layers.get(i) instanceof LayerSpec.Channelwise layer) {
                for (final String name : layer.vectors()) {
                    final float[] values = new float[layer.channels()];
                    Arrays.fill(values, name.equals("gamma") || name.equals("variance") ? 1f : 0.0625f);
                    for (int c = 0; c < values.length && name.equals("beta"); c++) {
                        values[c] = (float) (0.1 + 0.3 * random.nextGaussian()); // some fire by themselves
                    }
                    vectors.put(Model.name(i, name), values);
                }
            }
        }
        return new Model(
                layers, weights, masks, vectors, Map.of(), Map.of(VaeSpec.STEPS, String.valueOf(SPEC.steps())));
    }
}
