package io.memspike.tasks.network;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.internal.FirstValues;
import io.memspike.topology.Learners;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the training of a network begins with. Pruned weights come out of a memristor array that is formed once from the seed.
 *
 * @param graph the graph. Where weights are trained that would be pruned, their scale, which is the devices', is 1.
 * @param learners all that is known about its tensors
 * @param device what pruned weights are formed on, by its name in model files; null where nothing is pruned
 */
public record Start(Graph graph, Learners learners, String device) {
    /**
     * The start of a network.
     *
     * @param network the network
     * @param learning what each of its nodes learns
     * @param seed seed of devices, scores and first weights
     * @throws IllegalArgumentException where nodes lie on what training does not know
     */
    public static Start of(GraphText network, Function<String, Learning> learning, long seed) {
        final Graph graph = graph(network, learning);
        final String device = Placements.device(network, learning);
        final Learners all = learners(graph, learning, device, seed);
        return new Start(graph, frozen(graph, learning, all).with(network.values()), device);
    }

    /**
     * Learners of a graph all of whose weights are pruned: random memristors, some of which stay connected.
     *
     * @param sparsity share of the connections that go, in [0, 1]
     * @param seed seed of devices and scores
     */
    public static Learners pruned(Graph graph, double sparsity, long seed) {
        return learners(graph, node -> Learning.prune(sparsity), ModelNetwork.FORMED_RRAM, seed);
    }

    private static Learners learners(Graph graph, Function<String, Learning> learning, String device, long seed) {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            weights.put(node.name(), first(graph, node.name(), learning.apply(node.name()), device, seed));
        }
        return Learners.of(graph, weights);
    }

    /** The graph alone. */
    public static Graph graph(GraphText network, Function<String, Learning> learning) {
        final Set<String> unscaled = LearningChoice.prunedByText(network);
        unscaled.removeIf(node -> !learning.apply(node).equals(Learning.WEIGHTS));
        return network.unscaled(unscaled);
    }

    private static Parameters first(Graph graph, String node, Learning learning, String device, long seed) {
        final Matrix matrix = Matrix.of(graph, node);
        final int position = graph.position(node);
        final float[] random = FirstValues.uniform(seed, position, matrix);
        if (!learning.isPruning()) {
            return new Parameters.Trained(random, matrix.weightScale());
        }
        final FormedRram cells = ModelNetwork.device(device);
        final MemristorArray array = MemristorArray.program(matrix, cells, seed, position);
        return new Parameters.Pruned(array.weights(), random, matrix.weightScale(), learning.sparsity());
    }

    /** Nodes that are frozen have nothing to learn. */
    private static Learners frozen(Graph graph, Function<String, Learning> learning, Learners all) {
        final Map<String, Learner> learnt = new LinkedHashMap<>(all.learnt());
        final Map<String, float[]> others = new LinkedHashMap<>(all.others());
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = Model.name(node.name(), spec.name());
                if (learnt.containsKey(name) && learning.apply(node.name()).equals(Learning.FROZEN)) {
                    others.put(name, learnt.remove(name).parameters().weights());
                }
            }
        }
        return new Learners(learnt, others);
    }
}
