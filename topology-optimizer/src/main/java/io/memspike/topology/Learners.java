package io.memspike.topology;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that training knows about the tensors of a graph: what is learnt, with the state of its optimiser, and what only
 * follows, as running statistics do. By name, {@code node.tensor}. Modified by training.
 *
 * @param learnt learners by tensor
 * @param others the other tensors
 */
public record Learners(Map<String, Learner> learnt, Map<String, float[]> others) {
    public Learners {
        learnt = new LinkedHashMap<>(learnt);
        others = new LinkedHashMap<>(others);
    }

    /**
     * At the start: given parameters; of the other tensors scales of norms 1, all else 0, and running variances 1.
     *
     * @param given parameters of each node's weights, by node, and of other tensors that are to be learnt, by {@code
     *     node.tensor}
     */
    public static Learners of(Graph graph, Map<String, Parameters> given) {
        final Map<String, Learner> learnt = new LinkedHashMap<>();
        final Map<String, float[]> others = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                final float[] values = new float[spec.size()];
                Arrays.fill(values, spec.name().equals("gamma") || spec.name().equals("variance") ? 1f : 0f);
                if (spec.name().equals("weight")) {
                    learnt.put(name, Learner.of(given.get(node.name())));
                } else if (given.containsKey(name)) {
                    learnt.put(name, Learner.of(given.get(name)));
                } else if (Gradients.known().learnt(graph, node).contains(spec.name())) {
                    learnt.put(name, Learner.of(new Parameters.Trained(values, 1f)));
                } else {
                    others.put(name, values);
                }
            }
        }
        return new Learners(learnt, others);
    }

    /** The values of a tensor as they are now. Those of weights are scores where these are pruned. */
    public float[] values(String tensor) {
        final Learner learner = learnt.get(tensor);
        return learner == null ? others.get(tensor) : learner.parameters().values();
    }

    /** Checks that every tensor of the graph is there and has its length, that all that is learnt can be, and nothing else is here. */
    void requireFit(Graph graph) {
        final Set<String> foreign = new LinkedHashSet<>(learnt.keySet());
        foreign.addAll(others.keySet());
        for (final Node node : graph.nodes()) {
            final List<String> learnable = Gradients.known().learnt(graph, node);
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                final float[] values = values(name);
                if (values == null || values.length != spec.size()) {
                    throw refusal(
                            node,
                            "parameters of " + spec.size() + " elements for " + spec.name(),
                            values == null ? "none" : Integer.toString(values.length));
                }
                if (learnable.contains(spec.name()) != learnt.containsKey(name)) {
                    throw refusal(
                            node,
                            "to learn " + (learnable.isEmpty() ? "nothing" : String.join(", ", learnable)),
                            (learnt.containsKey(name) ? "a learner of " : "no learner of ") + spec.name());
                }
                foreign.remove(name);
            }
        }
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException(
                    "learners: expected names of the graph's tensors, found " + String.join(", ", foreign));
        }
    }

    private static IllegalArgumentException refusal(Node node, String expected, String found) {
        return new IllegalArgumentException("node " + node.name() + ": expected " + expected + ", found " + found);
    }
}
