package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.Writing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that training knows about the tensors of a graph: what is learnt, with the state of its optimiser, or frozen, and what
 * only follows, as running statistics do. By name, {@code node.tensor}. Modified by training.
 *
 * @param learnt learners by tensor, of all that is learnt unless one says otherwise: {@link Parameters.Frozen} says so
 * @param others the other tensors
 */
public record Learners(Map<String, Learner> learnt, Map<String, float[]> others) {
    /** Name, behind a node's, of what lies on devices of its mask. */
    public static final String WRITTEN = "written";

    private static final Set<String> ONES = Set.of("gamma", "scale", "variance");

    public Learners {
        learnt = new LinkedHashMap<>(learnt);
        others = new LinkedHashMap<>(others);
    }

    /**
     * At the start: given parameters; of the other tensors scales of norms 1, all else 0, and running variances 1. Other values
     * come by {@link #with}, and what is learnt only where one asks for it, as tensors of neurons are, by {@link #learning}.
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
                Arrays.fill(values, ONES.contains(spec.name()) ? 1f : 0f);
                if (spec.name().equals("weight")) {
                    learnt.put(name, Learner.of(given.get(node.name())));
                } else if (given.containsKey(name)) {
                    learnt.put(name, Learner.of(given.get(name)));
                } else if (Gradients.known().learnt(node).contains(spec.name())) {
                    learnt.put(name, Learner.of(new Parameters.Trained(values, 1f)));
                } else {
                    others.put(name, values);
                }
            }
        }
        return new Learners(learnt, others);
    }

    /**
     * The same with other values of some tensors, which stay learnt or not.
     *
     * @param values by tensor. Not kept.
     * @throws IllegalArgumentException where there is no such tensor, or it has another length
     */
    public Learners with(Map<String, float[]> values) {
        values.forEach((name, of) -> {
            final float[] here = values(name);
            if (here == null || here.length != of.length) {
                throw new IllegalArgumentException("tensor " + name + ": expected "
                        + (here == null ? "one of the graph's names" : here.length + " values") + ", found " + of.length
                        + " values");
            }
            System.arraycopy(of, 0, here, 0, of.length);
        });
        return this;
    }

    /**
     * The same where some tensors stay as they are.
     *
     * @param tensors whether a tensor does
     */
    public Learners frozen(Predicate<String> tensors) {
        return replacing((name, learner) ->
                tensors.test(name) ? Learner.of(learner.parameters().frozen()) : learner);
    }

    /**
     * The same where some more tensors are learnt, from their values on.
     *
     * @throws IllegalArgumentException where there is no such tensor that is not learnt yet
     */
    public Learners learning(String... tensors) {
        final Map<String, Learner> more = new LinkedHashMap<>(learnt);
        final Map<String, float[]> left = new LinkedHashMap<>(others);
        for (final String name : tensors) {
            final float[] values = left.remove(name);
            if (values == null) {
                throw new IllegalArgumentException(
                        "learners: expected a tensor that is not learnt, " + left.keySet() + ", found " + name);
            }
            more.put(name, Learner.of(new Parameters.Trained(values, 1f)));
        }
        return new Learners(more, left);
    }

    /**
     * The same where all masks have hysteresis ({@link Parameters.Pruned#withHysteresis}).
     *
     * @param limit share of a score's magnitude that it has to move by before its bit is written
     */
    public Learners withHysteresis(double limit) {
        return replacing((name, learner) -> learner.parameters() instanceof Parameters.Pruned pruned
                ? new Learner(pruned.withHysteresis(limit), learner.adam())
                : learner);
    }

    /**
     * The same where all weights that are trained lie on devices, which are written.
     *
     * @param how they are written
     * @param seed of what they land at
     */
    public Learners withWriting(Writing how, long seed) {
        return replacing((name, learner) ->
                name.endsWith(".weight") && learner.parameters() instanceof Parameters.Trained trained
                        ? new Learner(trained.written(how, writes(seed, name)), learner.adam())
                        : learner);
    }

    /**
     * The same where all masks have hysteresis, and connections that are made anew come back beside their weights ({@link
     * Parameters.Pruned#written}).
     *
     * @param limit share of a score's magnitude that it has to move by before its bit is written
     * @param noise of what connections come back with, relative
     * @param seed of the noise
     */
    public Learners withWriting(double limit, double noise, long seed) {
        return replacing((name, learner) -> learner.parameters() instanceof Parameters.Pruned pruned
                ? new Learner(pruned.written(limit, noise, writes(seed, name)), learner.adam())
                : learner);
    }

    /** Names what writes of a tensor draw. */
    private long writes(long seed, String tensor) {
        return RandomStream.of(seed, "writes", List.copyOf(learnt.keySet()).indexOf(tensor))
                .nextLong();
    }

    private Learners replacing(BiFunction<String, Learner, Learner> by) {
        final Learners same = new Learners(learnt, others);
        same.learnt.replaceAll(by);
        return same;
    }

    /**
     * All that training changes but for its optimiser, by name: values of what is learnt, of pruned weights their scores; other
     * tensors; and what lies on devices, as {@code node.written}. The arrays themselves.
     */
    public Map<String, float[]> changing() {
        final Map<String, float[]> changing = new LinkedHashMap<>(others);
        learnt.forEach((name, learner) -> {
            if (learner.parameters().isLearnt()) {
                changing.put(name, learner.parameters().values());
            }
            if (learner.parameters() instanceof Parameters.Pruned pruned && pruned.written() != null) {
                final String node = name.substring(0, name.lastIndexOf('.'));
                changing.put(node + "." + WRITTEN, pruned.written().state());
            }
        });
        return changing;
    }

    /** The values of a tensor as they are now. Those of weights are scores where these are pruned. */
    public float[] values(String tensor) {
        final Learner learner = learnt.get(tensor);
        if (learner == null) {
            return others.get(tensor);
        }
        final Parameters parameters = learner.parameters();
        return parameters.isLearnt() ? parameters.values() : parameters.weights();
    }

    /** Whether a tensor is learnt. */
    public boolean isLearnt(String tensor) {
        final Learner learner = learnt.get(tensor);
        return learner != null && learner.parameters().isLearnt();
    }

    /** Names of the tensors that are learnt. */
    Set<String> namesLearnt() {
        return learnt.keySet().stream().filter(this::isLearnt).collect(Collectors.toSet());
    }

    /** Checks that every tensor of the graph is there and has its length, that all that is learnt can be, and nothing else is here. */
    void requireFit(Graph graph) {
        final Set<String> foreign = new LinkedHashSet<>(learnt.keySet());
        foreign.addAll(others.keySet());
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                final float[] values = values(name);
                if (values == null || values.length != spec.size()) {
                    throw refusal(
                            node,
                            "parameters of " + spec.size() + " elements for " + spec.name(),
                            values == null ? "none" : Integer.toString(values.length));
                }
                requireFit(node, spec.name(), learnt.get(name));
                foreign.remove(name);
            }
        }
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException(
                    "learners: expected names of the graph's tensors, found " + String.join(", ", foreign));
        }
    }

    private static void requireFit(Node node, String tensor, Learner learner) {
        final List<String> usual = Gradients.known().learnt(node);
        final List<String> learnable = Gradients.known().learnable(node);
        final boolean isLearnt = learner != null;
        if (isLearnt ? !learnable.contains(tensor) : usual.contains(tensor)) {
            throw refusal(
                    node,
                    "to learn " + (learnable.isEmpty() ? "nothing" : String.join(", ", learnable)),
                    (isLearnt ? "a learner of " : "no learner of ") + tensor);
        }
        if (isLearnt
                && learner.parameters().isLearnt()
                && Gradients.known().of(node).least(node.kind(), tensor) > Float.NEGATIVE_INFINITY
                && !(learner.parameters() instanceof Parameters.Trained trained && trained.weightScale() == 1f)) {
            throw refusal(
                    node,
                    "to learn " + tensor + " itself, which has a least value",
                    learner.parameters().name());
        }
    }

    private static IllegalArgumentException refusal(Node node, String expected, String found) {
        return new IllegalArgumentException("node " + node.name() + ": expected " + expected + ", found " + found);
    }
}
