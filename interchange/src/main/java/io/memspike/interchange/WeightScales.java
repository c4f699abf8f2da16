package io.memspike.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Factors of weights that a text leaves to a rule, {@code weightScale: {kaiming: DEVIATION}}: that of random weights of such a
 * standard deviation, of which a share stays connected, to what keeps the size of activations behind ReLU (He and others, "Delving
 * deep into rectifiers", ICCV 2015),
 *
 * <pre>  weightScale = √(2 / (fan-in · share)) / deviation</pre>
 */
final class WeightScales {
    private static final String FIELD = "weightScale";
    private static final String RULE = "kaiming";
    private static final double USUAL_SPARSITY = 0.5;

    private final Map<String, StrictJson> deviations = new LinkedHashMap<>(); // by node

    /** The rules of a text, for which {@code root}, its tree, has a 1 from now on. */
    static WeightScales take(StrictJson text, JsonNode root) throws FileFormatException {
        final WeightScales scales = new WeightScales();
        if (!text.has("nodes") || !text.field("nodes").isObject()) {
            return scales;
        }
        for (final Map.Entry<String, StrictJson> node :
                text.field("nodes").fields("nodes by name").entrySet()) {
            if (!node.getValue().isObject()) {
                continue;
            }
            for (final Map.Entry<String, StrictJson> kind : node.getValue()
                    .named("node " + node.getKey())
                    .fields("a kind and its fields")
                    .entrySet()) {
                if (kind.getValue().isObject() && kind.getValue().has(FIELD)) {
                    final JsonNode fields = root.get("nodes").get(node.getKey()).get(kind.getKey());
                    scales.take(node.getKey(), kind.getValue().field(FIELD), (ObjectNode) fields);
                }
            }
        }
        return scales;
    }

    private void take(String node, StrictJson scale, ObjectNode fields) throws FileFormatException {
        if (!scale.isObject()) {
            return;
        }
        final StrictJson deviation = scale.requireOnly(List.of(RULE)).field(RULE);
        if (!(deviation.number() > 0)) {
            throw deviation.refusal("a standard deviation above 0");
        }
        deviations.put(node, deviation);
        fields.put(FIELD, 1);
    }

    /**
     * The graph with the factors that follow from its shapes, and from what its nodes learn.
     *
     * @throws FileFormatException where a factor is no positive number of 32 bits
     */
    Graph in(Graph graph, Map<String, Learning> learning) throws FileFormatException {
        final Map<String, Float> scales = new LinkedHashMap<>();
        for (final Map.Entry<String, StrictJson> each : deviations.entrySet()) {
            final String node = each.getKey();
            final StrictJson deviation = each.getValue();
            final Learning learns = learning.getOrDefault(node, Learning.prune(USUAL_SPARSITY));
            final Matrix matrix = matrix(graph, node, deviation);
            final double fanIn = (double) matrix.weights() / matrix.out(); // on average, where connections are single
            final float scale = (float) (Math.sqrt(2 / (fanIn * (1 - learns.sparsity()))) / deviation.number());
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw deviation.refusal(
                        "a standard deviation that makes weightScale a positive number of 32 bits",
                        deviation.number() + ", which makes it " + scale);
            }
            scales.put(node, scale);
        }
        return GraphText.scaled(graph, scales);
    }

    private static Matrix matrix(Graph graph, String node, StrictJson deviation) throws FileFormatException {
        try {
            return Matrix.of(graph, node);
        } catch (IllegalArgumentException | ArithmeticException e) { // more than an array holds
            throw deviation.refusal("a node with weights that it can scale", e.getMessage());
        }
    }
}
