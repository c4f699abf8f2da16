package io.memspike.interchange.nir;

import io.memspike.core.graph.Edge;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes as {@link NirHints} say that they were, as far as their parameters bear it out. */
final class NirHinted {
    private static final Set<NirType> SPREAD = Set.of(
            NirType.SCALE,
            NirType.THRESHOLD,
            NirType.DELAY,
            NirType.I,
            NirType.IF,
            NirType.LI,
            NirType.LIF,
            NirType.CUBA_LIF,
            NirType.CUBA_LI);

    private NirHinted() {}

    /** A node with as few numbers as its hints say. */
    static NirNode of(NirNode node) {
        final Map<String, NirTensor> parameters = new LinkedHashMap<>(node.parameters());
        if ("bias".equals(node.metadata().get(NirHints.ABSENT))
                && parameters.containsKey("bias")
                && NodeNumbers.areAll(parameters.get("bias"), 0)) {
            parameters.remove("bias");
        }
        if (SPREAD.contains(node.type()) && node.metadata().get(NirHints.PER) instanceof String per) {
            final Map<String, NirTensor> fewer = new LinkedHashMap<>();
            parameters.forEach((name, tensor) -> fewer.put(name, fewer(tensor, per)));
            if (!fewer.containsValue(null)) {
                parameters.putAll(fewer);
            }
        }
        return new NirNode(node.name(), node.type(), parameters, node.metadata());
    }

    /** One number, or one a channel; null where there are more. */
    private static NirTensor fewer(NirTensor tensor, String per) {
        final double[] values = tensor.values();
        if (per.equals("one") && values.length > 0 && NodeNumbers.areAll(tensor, values[0])) {
            return NirTensor.of(values[0]);
        }
        if (!per.equals("channel") || tensor.extents().isEmpty() || values.length == 0) {
            return null;
        }
        final int channels = tensor.extents().get(0);
        final int each = values.length / channels;
        final double[] one = new double[channels];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i / each * each]) {
                return null;
            }
            one[i / each] = values[i];
        }
        return new NirTensor(List.of(channels, 1, 1), one);
    }

    /** Names of Flattens that weights do without. */
    static Set<String> implicit(NirGraph graph) {
        final Map<String, NirType> types = new LinkedHashMap<>();
        graph.nodes().forEach(node -> types.put(node.name(), node.type()));
        final Set<String> implicit = new LinkedHashSet<>();
        for (final NirNode node : graph.nodesOf(NirType.FLATTEN)) {
            final List<NirType> behind = graph.edges().stream()
                    .filter(edge -> edge.from().equals(node.name()))
                    .map(Edge::to)
                    .map(types::get)
                    .toList();
            if (node.metadata().containsKey(NirHints.IMPLICIT)
                    && !behind.isEmpty()
                    && List.of(NirType.LINEAR, NirType.AFFINE).containsAll(behind)) {
                implicit.add(node.name());
            }
        }
        return implicit;
    }

    /** A name for each output, of a mean over time that stood in front of it, "" for none; no names where there are no means. */
    static List<String> means(NirGraph graph) {
        if (graph.metadata().get(NirHints.MEANS) instanceof List<?> names
                && names.size() == graph.nodesOf(NirType.OUTPUT).size()
                && graph.nodes().stream().noneMatch(node -> names.contains(node.name()))) {
            return names.stream().map(String::valueOf).toList();
        }
        return List.of();
    }
}
