package io.memspike.interchange.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of one step's input. What files say may count a batch of one, or the steps of a sample: how many extents belong to
 * a step is told by the first node behind the input that has an opinion.
 */
final class InputShape {
    private final NirGraph graph;
    private final Map<String, NirNode> nodes;
    private final List<String> notes;

    InputShape(NirGraph graph, Map<String, NirNode> nodes, List<String> notes) {
        this.graph = graph;
        this.nodes = nodes;
        this.notes = notes;
    }

    Shape of(NirNode input) throws FileFormatException {
        final List<Integer> said = new NodeNumbers(graph, input).wholes("shape");
        for (final int extent : said) {
            if (extent < 1) {
                throw graph.refusal(input.name(), "shape", "extents of at least 1", said);
            }
        }
        final int rank = rankBehind(input, Math.max(1, Math.min(said.size(), 3)));
        List<Integer> step = said;
        while (step.size() > rank && step.get(0) == 1) {
            step = step.subList(1, step.size());
        }
        if (step.size() == rank + 1) {
            notes.add("node " + input.name() + ": shape " + said + ": its " + step.get(0) + " counts steps");
            step = step.subList(1, step.size());
        }
        if (step.size() != rank) {
            throw graph.refusal(input.name(), "shape", rank + " extents, as the nodes behind it take", said);
        }
        try {
            return switch (rank) {
                case 1 -> Shape.vector(step.get(0));
                case 2 -> new Shape(step.get(0), 1, step.get(1));
                default -> new Shape(step.get(0), step.get(1), step.get(2));
            };
        } catch (IllegalArgumentException e) {
            throw graph.refusal(input.name(), "shape", "fewer than 2^31 elements", said);
        }
    }

    private int rankBehind(NirNode input, int otherwise) {
        final Set<String> seen = new HashSet<>();
        final Deque<String> next = new ArrayDeque<>(List.of(input.name()));
        while (!next.isEmpty()) {
            final String name = next.remove();
            if (!seen.add(name)) {
                continue;
            }
            final int rank = rank(nodes.get(name));
            if (rank != 0) {
                return rank > 0 ? rank : otherwise;
            }
            for (final Edge edge : graph.edges()) {
                if (edge.from().equals(name)) {
                    next.add(edge.to());
                }
            }
        }
        return otherwise;
    }

    /** How many extents a node takes in a step, 0 where that does not matter to it, or -1 where any do. */
    private static int rank(NirNode node) {
        return switch (node.type()) {
            case AFFINE, LINEAR -> 1;
            case CONV1D -> 2;
            case CONV2D, SUM_POOL2D, AVG_POOL2D -> 3;
            case INPUT, OUTPUT, NIR_GRAPH -> 0;
            case FLATTEN -> {
                final NirTensor input = node.get("input_type");
                final boolean isSaid = input != null && input.values().length > 0 && input.values()[0] != 0;
                yield isSaid
                        ? rank(Arrays.stream(input.values())
                                .mapToObj(v -> (int) v)
                                .toList())
                        : -1;
            }
            default -> {
                int rank = 0;
                for (final NirTensor tensor : node.parameters().values()) {
                    if (!tensor.isSingle()) {
                        rank = Math.max(rank, rank(tensor.extents()));
                    }
                }
                yield rank == 0 && isPopulationOfOne(node) ? 1 : rank;
            }
        };
    }

    private static int rank(List<Integer> extents) {
        final boolean hasBatch = extents.get(0) == 1 && (extents.size() == 2 || extents.size() == 4);
        return Math.min(3, extents.size() - (hasBatch ? 1 : 0));
    }

    /** Whether all parameters are arrays of one number, and no scalars. */
    private static boolean isPopulationOfOne(NirNode node) {
        return !node.parameters().isEmpty()
                && node.parameters().values().stream()
                        .allMatch(tensor -> tensor.extents().size() == 1);
    }
}
