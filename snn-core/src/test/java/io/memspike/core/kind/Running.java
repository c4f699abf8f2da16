package io.memspike.core.kind;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph at work in a test: dense inputs in, numbers out. */
public final class Running {
    private final Session session;
    private final SpikeList input;

    /** With tensors by name, {@code node.tensor}, weights among them. */
    public Running(Graph graph, Map<String, float[]> tensors) {
        this(graph, tensors, new ScalarKernels());
    }

    /** With those kernels. */
    public Running(Graph graph, Map<String, float[]> tensors, Kernels kernels) {
        session = network(graph, tensors, kernels).newSession();
        input = new SpikeList(graph.input().size());
        session.reset(0);
    }

    /** The network alone. */
    public static Network network(Graph graph, Map<String, float[]> tensors) {
        return network(graph, tensors, new ScalarKernels());
    }

    private static Network network(Graph graph, Map<String, float[]> tensors, Kernels kernels) {
        return Network.of(
                graph,
                tensors,
                (node, matrix) -> WeightedSynapses.of(matrix, tensors.get(node.name() + ".weight"), kernels),
                kernels);
    }

    /** A single node; its tensors by their own names. */
    public static Running of(Kind kind, Shape shape, Map<String, float[]> tensors) {
        final Map<String, float[]> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> named.put("0." + name, tensor));
        return new Running(Graph.chain(shape, List.of(kind)), named);
    }

    /** One step. */
    public Running step(float... values) {
        input.compact(values, values.length);
        session.step(input);
        return this;
    }

    /** What left the only or first output. A copy. */
    public float[] out() {
        return session.answer().clone();
    }

    /** What left a node. */
    public float[] out(String node) {
        final float[] values = new float[session.shape(node).size()];
        session.values(node, values);
        return values;
    }

    /** Potentials of a node. A copy. */
    public float[] potential(String node) {
        return Arrays.copyOf(session.potential(node), session.shape(node).size());
    }

    /** Potentials of the only node. */
    public float[] potential() {
        return potential("0");
    }

    /** The session. */
    public Session session() {
        return session;
    }
}
