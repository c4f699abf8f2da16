package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Linear;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Low-rank adapters (Hu et al., arXiv 2106.09685): beside a full connection q at positions, which stays as it is, lies a way of few
 * channels, {@code q.down → q.up}, whose output is added wherever q's goes:
 *
 * <pre>  y = W x + b + (alpha/rank) · B A x</pre>
 *
 * with A of {@code q.down}, [rank, in], and B of {@code q.up}, [out, rank].
 *
 * @param rank channels of the way, at least 1
 * @param alpha numerator of its factor, finite and not zero
 */
public record LowRank(int rank, float alpha) {
    private static final String DOWN = ".down";
    private static final String UP = ".up";
    private static final String WEIGHT = ".weight";

    public LowRank {
        if (rank < 1 || !Float.isFinite(alpha) || alpha == 0) {
            throw new IllegalArgumentException(
                    "adapters: expected a rank of at least 1 and a factor other than 0, found rank=" + rank + " alpha="
                            + alpha);
        }
    }

    /** Name of the node that leads down beside one. */
    public static String down(String node) {
        return node + DOWN;
    }

    /** Name of the node that leads up again. */
    public static String up(String node) {
        return node + UP;
    }

    /** Whether a tensor is one of a way down, going by its name. */
    public static boolean isDown(String tensor) {
        return tensor.endsWith(DOWN + WEIGHT);
    }

    /** The connections that have adapters, going by the names of these tensors: each {@code q} of a {@code q.down.weight}. */
    public static Set<String> adapted(Collection<String> tensors) {
        return tensors.stream()
                .filter(LowRank::isDown)
                .map(tensor -> tensor.substring(0, tensor.length() - (DOWN + WEIGHT).length()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * A graph with adapters.
     *
     * @param graph the graph
     * @param adapted which of its full connections at positions have one, by name
     */
    public Graph adapt(Graph graph, Predicate<String> adapted) {
        final List<Node> nodes = new ArrayList<>();
        final List<Edge> edges = new ArrayList<>();
        final List<String> names = names(graph, adapted);
        for (final Node node : graph.nodes()) {
            nodes.add(node);
            if (names.contains(node.name())) {
                final int out = ((Linear) node.kind()).out();
                nodes.add(new Node(down(node.name()), new Linear(rank, 1f, false, true)));
                nodes.add(new Node(up(node.name()), new Linear(out, alpha / rank, false, true)));
                edges.add(Edge.of(down(node.name()), up(node.name())));
            }
        }
        for (final Edge edge : graph.edges()) {
            edges.add(edge);
            if (names.contains(edge.from())) { // at once, so that they add up in this order
                edges.add(new Edge(up(edge.from()), edge.to(), edge.port(), edge.delay(), edge.isDetached()));
            }
            if (names.contains(edge.to())) {
                edges.add(edge.to(down(edge.to())));
                if (names.contains(edge.from())) {
                    edges.add(Edge.of(up(edge.from()), down(edge.to())));
                }
            }
        }
        return new Graph(nodes, edges, graph.outputs());
    }

    private static List<String> names(Graph graph, Predicate<String> adapted) {
        return graph.nodesOf(Linear.class).stream()
                .filter(node -> ((Linear) node.kind()).atPositions())
                .map(Node::name)
                .filter(adapted)
                .toList();
    }

    /**
     * The weights of adapters at the start, by tensor: A uniform within ±1/√in, B zero, so that nothing changes yet.
     *
     * @param graph the graph without adapters
     * @param adapted which of its connections have one
     * @param seed of A
     */
    public Map<String, float[]> start(Graph graph, Predicate<String> adapted, long seed) {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final String name : names(graph, adapted)) {
            final TensorSpec weight = graph.tensors(name).get(0);
            final int in = weight.extents().get(1);
            final RandomStream random = RandomStream.of(seed, "adapters." + name);
            final float most = (float) (1 / Math.sqrt(in));
            final float[] a = new float[rank * in];
            for (int i = 0; i < a.length; i++) {
                a[i] = (2 * random.nextFloat() - 1) * most;
            }
            tensors.put(down(name) + WEIGHT, a);
            tensors.put(up(name) + WEIGHT, new float[weight.extents().get(0) * rank]);
        }
        return tensors;
    }
}
