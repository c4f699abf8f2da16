package io.memspike.tasks.network;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Mode;
import io.memspike.topology.gradient.Gradients;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the nodes of a network learn: by its text, else weights are pruned, biases and norms trained, and neurons stay as they
 * are; but for what options change.
 *
 * @param network the network
 * @param mode {@link Mode#WEIGHTS} trains weights where they would be pruned
 * @param sparsity share that is pruned in all nodes that are; null for what the text says, or {@link #SPARSITY}
 * @param patterns what they match goes before all else
 */
public record LearningChoice(GraphText network, Mode mode, Double sparsity, List<NodePattern> patterns) {
    /** Share of connections that PRIME prunes. */
    public static final double SPARSITY = 0.5;

    public LearningChoice {
        patterns = List.copyOf(patterns);
        for (final NodePattern pattern : patterns) {
            final List<String> fitting = fitting(network.graph(), pattern);
            if (fitting.stream().noneMatch(pattern::matches)) {
                throw new IllegalArgumentException("learn: expected a pattern of nodes with "
                        + needed(pattern.learning()) + ", " + fitting + ", found '" + pattern.pattern() + "'");
            }
        }
    }

    /** What nodes must have to learn so. */
    private static String needed(Learning learning) {
        return switch (learning.rule()) {
            case PRUNE, SIGNS -> "weights";
            case WEIGHTS -> "something to learn";
            case TENSORS -> String.join(" and ", learning.tensors()) + " to learn";
            case FROZEN -> "tensors";
        };
    }

    /** Nodes that can learn what a pattern says. */
    private static List<String> fitting(Graph graph, NodePattern pattern) {
        return graph.nodes().stream()
                .filter(node -> fits(graph, node, pattern.learning()))
                .map(Node::name)
                .toList();
    }

    private static boolean fits(Graph graph, Node node, Learning learning) {
        final List<String> learnable = Gradients.known().learnable(node);
        return switch (learning.rule()) {
            case PRUNE, SIGNS -> node.kind() instanceof MatrixKind;
            case WEIGHTS -> !learnable.isEmpty();
            case TENSORS -> learnable.containsAll(learning.tensors());
            case FROZEN -> !graph.tensors(node.name()).isEmpty();
        };
    }

    /**
     * Checks that training can learn of a node what it is to.
     *
     * @throws IllegalArgumentException where it cannot
     */
    static void requireLearnable(Node node, Learning learning) {
        final List<String> learnable = Gradients.known().learnable(node);
        if (!learnable.containsAll(learning.tensors())) {
            throw new IllegalArgumentException("node " + node.name() + ": expected to learn "
                    + (learnable.isEmpty() ? "nothing" : "some of " + learnable) + ", found " + learning.tensors());
        }
    }

    /** Whether a node's text, or the default, prunes it. */
    public static boolean isPrunedByText(GraphText network, String node) {
        final Learning said = network.learning().get(node);
        return said == null ? network.graph().node(node).kind() instanceof MatrixKind : said.isPruning();
    }

    /** Names of the nodes that text or default prune. */
    public static Set<String> prunedByText(GraphText network) {
        return network.graph().nodesOf(MatrixKind.class).stream()
                .map(Node::name)
                .filter(node -> isPrunedByText(network, node))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The network with all random weights that are pruned, or frozen as formed, on a device.
     *
     * @param device as a text names it; null for what the text says
     * @throws IllegalArgumentException where there are no such weights
     */
    public GraphText on(String device) {
        return device == null ? network : Placements.with(network, this::of, device);
    }

    /**
     * What a node learns.
     *
     * @throws IllegalArgumentException where two patterns disagree
     */
    public Learning of(String node) {
        final List<NodePattern> matching = patterns.stream()
                .filter(pattern -> pattern.matches(node)
                        && fitting(network.graph(), pattern).contains(node))
                .toList();
        if (matching.stream().map(NodePattern::learning).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "node " + node + ": expected patterns that agree what it learns, found " + matching);
        }
        if (!matching.isEmpty()) {
            return asked(node, matching.get(0).learning());
        }
        if (!isPrunedByText(network, node)) {
            return network.learning().containsKey(node)
                    ? asked(node, network.learning().get(node))
                    : Learning.WEIGHTS;
        }
        if (mode == Mode.WEIGHTS) {
            return Learning.WEIGHTS;
        }
        final Learning said = network.learning().get(node);
        return sparsity == null && said != null ? said : Learning.prune(usualSparsity());
    }

    /** Whoever asks for a node's weights where it has none asks for all that can be learnt of it. */
    private Learning asked(String name, Learning learning) {
        final Node node = network.graph().node(name);
        final List<String> learnable = Gradients.known().learnable(node);
        if (!learning.equals(Learning.WEIGHTS)
                || node.kind() instanceof MatrixKind
                || Gradients.known().learnt(node).equals(learnable)) {
            requireLearnable(node, learning);
            return learning;
        }
        return Learning.tensors(learnable);
    }

    /** Whether any node is pruned. */
    public boolean isPruning() {
        return network.graph().nodesOf(MatrixKind.class).stream()
                .anyMatch(node -> of(node.name()).isPruning());
    }

    /** The share that is pruned where nothing else is said. */
    public double usualSparsity() {
        return sparsity == null ? SPARSITY : sparsity;
    }

    /** What nodes learn other than they do by default; null where none does. */
    public Map<String, String> besides(Function<String, Learning> otherwise) {
        final Map<String, String> besides = new TreeMap<>();
        for (final Node node : network.graph().nodes()) {
            final Learning learning = of(node.name());
            final Learning usual = node.kind() instanceof MatrixKind ? otherwise.apply(node.name()) : Learning.WEIGHTS;
            if (!learning.equals(usual)) {
                besides.put(node.name(), learning.toString());
            }
        }
        return besides.isEmpty() ? null : besides;
    }
}
