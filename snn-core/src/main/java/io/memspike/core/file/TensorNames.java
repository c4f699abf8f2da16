package io.memspike.core.file;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Integrator;

/** What tensors are called in a file, and in a model: the same, but for version 1. */
final class TensorNames {
    private static final String LAYERS = "layers.";

    private final boolean isVersionOne;
    private final String membrane; // whose bias is that of the node before it; null for none
    private final String before;

    private TensorNames(boolean isVersionOne, String membrane, String before) {
        this.isVersionOne = isVersionOne;
        this.membrane = membrane;
        this.before = before;
    }

    static TensorNames same() {
        return new TensorNames(false, null, null);
    }

    /** {@code layers.N.TENSOR}, and the bias that belonged to a membrane belongs to the weights in front of it. */
    static TensorNames ofVersionOne(Graph graph) {
        if (!graph.has("picture")) {
            return new TensorNames(true, null, null);
        }
        final Node last = graph.nodesOf(Integrator.class).get(0);
        return new TensorNames(
                true, last.name(), graph.into(last.name(), 0).get(0).from());
    }

    /** Of a model's tensor. */
    String inFile(String name) {
        return isVersionOne ? LAYERS + replaced(name, before, membrane) : name;
    }

    /** Of a file's tensor, or null where it can be none. */
    String inModel(String name) {
        if (!isVersionOne) {
            return name;
        }
        return name.startsWith(LAYERS) ? replaced(name.substring(LAYERS.length()), membrane, before) : null;
    }

    private static String replaced(String name, String from, String to) {
        return from != null && name.startsWith(from + ".bias") ? to + name.substring(from.length()) : name;
    }
}
