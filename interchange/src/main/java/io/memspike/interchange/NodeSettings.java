package io.memspike.interchange;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a text says of nodes beside their kinds. */
final class NodeSettings {
    private static final int MOST_ALIKE = 1 << 27; // elements, for which one number in a text makes room

    private final Graph graph;
    private final Map<String, Learning> learning = new LinkedHashMap<>();
    private final Map<String, String> on = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    NodeSettings(Graph graph) {
        this.graph = graph;
    }

    Map<String, Learning> learning() {
        return learning;
    }

    Map<String, String> on() {
        return on;
    }

    Map<String, float[]> values() {
        return values;
    }

    void read(String node, StrictJson json) throws FileFormatException {
        if (json.has("learn")) {
            learning.put(node, learning(node, json.field("learn")));
        }
        if (json.has("on")) {
            requireWeights(node, json.field("on"));
            on.put(node, json.field("on").text());
        }
        if (json.has("tensors")) {
            for (final Map.Entry<String, StrictJson> each :
                    json.field("tensors").fields("values by tensor").entrySet()) {
                final TensorSpec spec = spec(node, each.getKey(), each.getValue());
                values.put(Model.name(node, spec.name()), values(spec, each.getValue()));
            }
        }
    }

    private void requireWeights(String node, StrictJson place) throws FileFormatException {
        if (!(graph.node(node).kind() instanceof MatrixKind)) {
            throw place.refusal("a node with weights", graph.node(node).kind().type());
        }
    }

    private Learning learning(String node, StrictJson json) throws FileFormatException {
        if (json.isObject()) {
            json.requireOnly(List.of("prune"));
            final double sparsity = json.field("prune").number();
            if (!(sparsity >= 0 && sparsity <= 1)) {
                throw json.field("prune").refusal("a share in [0, 1]");
            }
            requireWeights(node, json);
            return Learning.prune(sparsity);
        }
        if (graph.tensors(node).isEmpty()) {
            throw json.refusal("a node with tensors", graph.node(node).kind().type());
        }
        if (json.isArray()) {
            return Learning.tensors(tensors(node, json));
        }
        return switch (json.text()) {
            case "weights" -> Learning.WEIGHTS;
            case "signs" -> {
                requireWeights(node, json);
                yield Learning.SIGNS;
            }
            case "frozen" -> Learning.FROZEN;
            default -> throw json.refusal("weights, signs, frozen, {prune: SHARE} or [TENSOR, ...]");
        };
    }

    private List<String> tensors(String node, StrictJson json) throws FileFormatException {
        final List<String> known =
                graph.tensors(node).stream().map(TensorSpec::name).toList();
        final List<String> names = new ArrayList<>();
        for (final StrictJson each : json.elements("names of tensors")) {
            if (!known.contains(each.text()) || names.contains(each.text())) {
                throw each.refusal("one of " + known + ", each once");
            }
            names.add(each.text());
        }
        if (names.isEmpty()) {
            throw json.refusal("names of tensors, of " + known, "none");
        }
        return names;
    }

    private TensorSpec spec(String node, String name, StrictJson place) throws FileFormatException {
        final List<TensorSpec> specs = graph.tensors(node);
        for (final TensorSpec spec : specs) {
            if (spec.name().equals(name)) {
                return spec;
            }
        }
        throw place.refusal("one of " + specs.stream().map(TensorSpec::name).toList(), "no such tensor");
    }

    /** One number for all elements, or a list of them in the order of files. */
    private static float[] values(TensorSpec spec, StrictJson json) throws FileFormatException {
        if (!json.isArray()) {
            if (spec.size() > MOST_ALIKE) {
                throw json.refusal(
                        "one number for at most " + MOST_ALIKE + " elements",
                        "one for " + spec.size() + " of " + spec.shapeText());
            }
            final float[] alike = new float[spec.size()];
            Arrays.fill(alike, value(spec, json));
            return alike;
        }
        final List<StrictJson> elements = json.elements("numbers");
        if (elements.size() != spec.size()) {
            throw json.refusal("one number, or " + spec.size() + " for " + spec.shapeText(), elements.size());
        }
        final float[] values = new float[spec.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(spec, elements.get(i));
        }
        return values;
    }

    private static float value(TensorSpec spec, StrictJson json) throws FileFormatException {
        final float value = json.floatNumber();
        if (spec.isNotNegative() && value < 0) {
            throw json.refusal("a number of at least 0");
        }
        return value;
    }
}
