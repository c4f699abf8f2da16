package io.memspike.serve.digit;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.tasks.plan.Precision;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cuts further connections of a trained model, which learns nothing of it: in each pruned layer the weakest by magnitude, the
 * first of equals, until so large a share of the layer's connections is cut. Layers that training did not prune stay whole,
 * unless it pruned none at all.
 */
final class Pruning {
    private Pruning() {}

    /** Share of the connections that are cut, of the layers that {@link #to} would cut. */
    static double share(Model model) {
        long cut = 0;
        long all = 0;
        for (final Map.Entry<String, byte[]> each : masks(model).entrySet()) {
            all += each.getValue().length;
            cut += IntStream.range(0, each.getValue().length)
                    .filter(i -> each.getValue()[i] == 0)
                    .count();
        }
        return all == 0 ? 0 : (double) cut / all;
    }

    /**
     * The model with at least that share cut.
     *
     * @throws IllegalArgumentException where its weights are in 8 bits, compiled without what is cut
     */
    static Model to(Model model, double share) {
        if (Precision.of(model) == Precision.INT8) {
            throw new IllegalArgumentException("pruned: expected a model whose weights are floats, found 8 bits");
        }
        final Map<String, byte[]> masks = new LinkedHashMap<>();
        masks(model).forEach((node, mask) -> masks.put(node, cut(mask, model.weights(node), share)));
        return new Model(model.graph(), model.tensors(), masks, model.state(), model.metadata());
    }

    private static Map<String, byte[]> masks(Model model) {
        if (!model.masks().isEmpty()) {
            return model.masks();
        }
        final Map<String, byte[]> whole = new LinkedHashMap<>();
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            final byte[] mask = new byte[model.weights(node.name()).length];
            java.util.Arrays.fill(mask, (byte) 1);
            whole.put(node.name(), mask);
        }
        return whole;
    }

    private static byte[] cut(byte[] mask, float[] weights, double share) {
        final byte[] left = mask.clone();
        final List<Integer> connected = IntStream.range(0, mask.length)
                .filter(i -> mask[i] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(weights[i]))) // stable: the first of equals goes first
                .toList();
        final long wanted = Math.round(share * mask.length) - (mask.length - connected.size());
        for (int i = 0; i < Math.min(wanted, connected.size()); i++) {
            left[connected.get(i)] = 0;
        }
        return left;
    }
}
