package io.memspike.tasks.inpainting;

import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.network.LearningChoice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An untrained auto-encoder of few channels, lively enough to paint something. */
final class SmallVae {
    private static final AutoEncoder.Sizes SIZES = new AutoEncoder.Sizes(32, 3, 6, 2);
    private static final GraphText TEXT = AutoEncoder.text(SIZES);
    private static final Set<String> PRUNED = LearningChoice.prunedByText(TEXT);
    static final AutoEncoder NETWORK = new AutoEncoder(TEXT.unscaled(PRUNED), 7);

    private SmallVae() {}

    static Model model(boolean isPruned) {
        final Graph graph = NETWORK.graph();
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        final Map<String, byte[]> masks = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            final RandomStream random = RandomStream.of(7, "small vae", graph.position(node.name()));
            for (final TensorSpec spec : graph.tensors(node.name())) {
                tensors.put(Model.name(node.name(), spec.name()), values(spec, random));
            }
            if (isPruned && PRUNED.contains(node.name())) {
                final byte[] mask = new byte[graph.tensors(node.name()).get(0).size()];
                for (int w = 0; w < mask.length; w++) {
                    mask[w] = (byte) (w % 2);
                }
                masks.put(node.name(), mask);
            }
        }
        return new Model(graph, tensors, masks, Map.of(), Map.of(AutoEncoder.STEPS, String.valueOf(NETWORK.steps())));
    }

    private static float[] values(TensorSpec spec, RandomStream random) {
        final float[] values = new float[spec.size()];
        Arrays.fill(values, spec.name().equals("gamma") || spec.name().equals("variance") ? 1f : 0.0625f);
        for (int i = 0; i < values.length && spec.name().equals("weight"); i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int c = 0; c < values.length && spec.name().equals("beta"); c++) {
            values[c] = (float) (0.1 + 0.3 * random.nextGaussian()); // some fire by themselves
        }
        return values;
    }
}
