package io.memspike.tasks.network;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.tasks.internal.FirstValues;
import io.memspike.topology.Learners;
import io.memspike.topology.parameter.Parameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What the training of a network begins with. Pruned weights come out of a memristor array that is formed once from the seed,
 * and so do frozen ones where the network's text puts them there.
 *
 * @param graph the graph. Where weights are trained that would be pruned, their scale, which is the devices', is 1.
 * @param learners all that is known about its tensors
 * @param device what these weights are formed on, by its name in model files; null where none are
 */
public record Start(Graph graph, Learners learners, String device) {
    private static final String WEIGHT = "weight";

    /**
     * The start of a network.
     *
     * @param network the network
     * @param learning what each of its nodes learns
     * @param seed seed of devices, scores and first weights
     * @throws IllegalArgumentException where nodes lie on what training does not know, or cannot learn what they are to
     */
    public static Start of(GraphText network, Function<String, Learning> learning, long seed) {
        return of(network, learning, FirstScores.RANDOM, seed);
    }

    /** The same with other first scores of random weights. */
    public static Start of(GraphText network, Function<String, Learning> learning, FirstScores scores, long seed) {
        final Graph graph = graph(network, learning);
        final String device = Placements.device(network, learning);
        final Map<String, float[]> weights = givenWeights(network, graph);
        final Learners first = first(
                graph,
                learning,
                node -> Placements.isFormed(network, learning.apply(node), node),
                weights,
                device,
                scores,
                seed);
        final Map<String, float[]> others = new LinkedHashMap<>(network.values());
        weights.keySet().forEach(node -> others.remove(Model.name(node, WEIGHT)));
        return new Start(graph, chosen(graph, learning, first.with(others)), device);
    }

    /**
     * Learners of a graph all of whose weights are pruned: random memristors, some of which stay connected.
     *
     * @param sparsity share of the connections that go, in [0, 1]
     * @param seed seed of devices and scores
     */
    public static Learners pruned(Graph graph, double sparsity, long seed) {
        return first(
                graph,
                node -> Learning.prune(sparsity),
                node -> true,
                Map.of(),
                ModelNetwork.FORMED_RRAM,
                FirstScores.RANDOM,
                seed);
    }

    /** The graph alone. */
    public static Graph graph(GraphText network, Function<String, Learning> learning) {
        final Set<String> unscaled = LearningChoice.prunedByText(network);
        unscaled.removeIf(node -> !learning.apply(node).equals(Learning.WEIGHTS));
        return network.unscaled(unscaled);
    }

    /**
     * Checks that a model has the nodes of a network, whose names may be others in older files, as may be factors on other devices.
     *
     * @param path the model, for messages
     * @param found its graph
     * @param device what its random weights are formed on, as its metadata says it; null where none are
     * @param network what it is to be
     * @param learning what each node learns
     * @throws FileFormatException where it has others
     */
    public static void requireNodes(
            Path path, Graph found, String device, GraphText network, Function<String, Learning> learning)
            throws FileFormatException {
        final List<Kind> plain = graph(network, learning).kinds();
        if (!found.kinds().equals(plain)
                && (device == null || !found.kinds().equals(kinds(network, learning, device)))) {
            throw new FileFormatException(
                    path, "metadata graph", "the nodes of " + network.name() + ", " + plain, found.kinds());
        }
    }

    private static List<Kind> kinds(GraphText network, Function<String, Learning> learning, String device) {
        final Graph scaled = Placements.scaled(network, learning, DeviceText.device(device));
        return graph(
                        new GraphText(network.name(), scaled, network.learning(), network.on(), network.values()),
                        learning)
                .kinds();
    }

    /** Weights that the text gives, by node; where their factor was taken away, times that. */
    private static Map<String, float[]> givenWeights(GraphText network, Graph graph) {
        final Map<String, float[]> given = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            if (Placements.isGiven(network, node.name())) {
                final float before =
                        ((MatrixKind) network.graph().node(node.name()).kind()).weightScale();
                final float factor = before == ((MatrixKind) node.kind()).weightScale() ? 1f : before;
                final float[] weights =
                        network.values().get(Model.name(node.name(), WEIGHT)).clone();
                for (int i = 0; i < weights.length; i++) {
                    weights[i] *= factor;
                }
                given.put(node.name(), weights);
            }
        }
        return given;
    }

    private static Learners first(
            Graph graph,
            Function<String, Learning> learning,
            Predicate<String> isFormed,
            Map<String, float[]> given,
            String device,
            FirstScores scores,
            long seed) {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final String name = node.name();
            final Matrix matrix = Matrix.of(graph, name);
            final int position = graph.position(name);
            final float[] random = FirstValues.uniform(seed, position, matrix);
            if (isFormed.test(name)) {
                final MemristorArray array = MemristorArray.program(matrix, DeviceText.device(device), seed, position);
                final double sparsity = learning.apply(name).sparsity(); // 0 of what is frozen
                final float[] formed = array.weights();
                scores.of(random, formed);
                cutAlike(random, array, sparsity);
                weights.put(name, new Parameters.Pruned(formed, random, matrix.weightScale(), sparsity));
            } else if (given.containsKey(name)) {
                final Learning how = learning.apply(name);
                scores.of(random, given.get(name));
                weights.put(
                        name,
                        how.isPruning()
                                ? new Parameters.Pruned(given.get(name), random, matrix.weightScale(), how.sparsity())
                                : new Parameters.Trained(given.get(name), matrix.weightScale()));
            } else if (learning.apply(name).rule() == Learning.Rule.SIGNS) {
                weights.put(name, new Parameters.Binary(random, matrix.weightScale()));
            } else {
                weights.put(name, new Parameters.Trained(random, matrix.weightScale()));
            }
        }
        return Learners.of(graph, weights);
    }

    /**
     * Pairs of cells that were aimed alike weigh nothing but noise: scores of 0 stay at 0, and so are pruned before all others. Where
     * not more is pruned than are alike there is no room for that, and all scores stay random.
     */
    private static void cutAlike(float[] scores, MemristorArray array, double sparsity) {
        final int levels = array.device().range().levels();
        final long alike =
                IntStream.range(0, scores.length).filter(array::isAimedAlike).count();
        if (levels != ConductanceRange.CONTINUOUS
                && sparsity > 1.0 / levels
                && alike < Math.round(sparsity * (scores.length - 1))) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = array.isAimedAlike(i) ? 0f : scores[i];
            }
        }
    }

    /** The same where what is frozen stays, and what is asked for by name is learnt. */
    private static Learners chosen(Graph graph, Function<String, Learning> learning, Learners usual) {
        final Set<String> frozen = new LinkedHashSet<>();
        final Set<String> asked = new LinkedHashSet<>();
        for (final Node node : graph.nodes()) {
            final Learning how = learning.apply(node.name());
            LearningChoice.requireLearnable(node, how);
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = Model.name(node.name(), spec.name());
                if (usual.isLearnt(name)) {
                    if (how.isFreezing(spec.name())) {
                        frozen.add(name);
                    }
                } else if (how.tensors().contains(spec.name())) {
                    asked.add(name);
                }
            }
        }
        return usual.frozen(frozen::contains).learning(asked.toArray(String[]::new));
    }
}
