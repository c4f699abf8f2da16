package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A graph ready to run: the synapses of its nodes with weights, and the other tensors. Immutable and thread-safe, as far as
 * its synapses are; state lives in a {@link Session}.
 */
public final class Network {
    private final Graph graph;
    private final Map<String, float[]> tensors;
    private final Map<String, Synapses> synapses;
    private final Kernels kernels;

    private Network(Graph graph, Map<String, float[]> tensors, Map<String, Synapses> synapses, Kernels kernels) {
        this.graph = graph;
        this.tensors = tensors;
        this.synapses = synapses;
        this.kernels = Objects.requireNonNull(kernels);
    }

    /**
     * A network.
     *
     * @param graph nodes and edges
     * @param tensors all tensors but weights, by name ({@code node.tensor}). Not to be modified.
     * @param substrate gives the synapses of each node with weights
     * @param kernels inner loops
     */
    public static Network of(Graph graph, Map<String, float[]> tensors, Substrate substrate, Kernels kernels) {
        final Map<String, Synapses> synapses = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            synapses.put(node.name(), substrate.connect(node, Matrix.of(graph, node.name())));
        }
        final Network network = new Network(graph, tensors, synapses, kernels);
        for (final Node node : graph.nodes()) {
            network.check(node);
        }
        Sequences.check(graph);
        return network;
    }

    private void check(Node node) {
        if (node.kind() instanceof Input) {
            return;
        }
        final String where = "node " + node.name() + ": ";
        try {
            Steps.known().of(node.kind()).check(node.kind(), node.name(), this);
        } catch (IllegalArgumentException e) {
            if (e.getMessage().startsWith(where)) {
                throw e;
            }
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
    }

    /** A network without other tensors than weights. */
    public static Network of(Graph graph, Substrate substrate, Kernels kernels) {
        return of(graph, Map.of(), substrate, kernels);
    }

    /** State of a new inference stream; one per thread. */
    public Session newSession() {
        return new Session(this);
    }

    /** Nodes and edges. */
    public Graph graph() {
        return graph;
    }

    /** Shape of one step's input. */
    public Shape input() {
        return graph.input();
    }

    /** Synapses of a node with weights. */
    public Synapses synapses(String node) {
        final Synapses found = synapses.get(node);
        if (found == null) {
            throw new IllegalArgumentException(
                    "node " + node + ": expected one with weights, " + synapses.keySet() + ", found none");
        }
        return found;
    }

    /** Number of classes: size of the answer. */
    public int classes() {
        return graph.shape(graph.output()).size();
    }

    /** A tensor of a node. Not to be modified. */
    public float[] tensor(String node, String name) {
        final float[] tensor = tensors.get(node + "." + name);
        if (tensor == null) {
            throw new IllegalArgumentException("node " + node + ": expected a tensor " + name + ", found none");
        }
        for (final TensorSpec spec : graph.tensors(node)) {
            if (spec.name().equals(name) && spec.size() != tensor.length) {
                throw new IllegalArgumentException("node " + node + ": expected a tensor " + name + " of " + spec.size()
                        + " elements, found " + tensor.length);
            }
        }
        return tensor;
    }

    /** Its inner loops. */
    public Kernels kernels() {
        return kernels;
    }
}
