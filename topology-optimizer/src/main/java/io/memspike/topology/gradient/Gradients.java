package io.memspike.topology.gradient;

import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.internal.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of kinds and how training goes through them. Immutable and thread-safe. */
public final class Gradients {
    private static final Gradients KNOWN = new Gradients();

    private final Map<String, GradientFactory<?>> factories =
            Services.byName(GradientFactory.class, "kind", factory -> Kind.nameOf(factory.kind()));

    private Gradients() {}

    /** All that are found on the class path. */
    public static Gradients known() {
        return KNOWN;
    }

    /** Names of the kinds that can be trained through, ascending. */
    public Set<String> kinds() {
        return factories.keySet();
    }

    /** Whether a kind can be trained through. */
    public boolean has(Kind kind) {
        final GradientFactory<?> factory = factories.get(kind.type());
        return factory != null && factory.kind() == kind.getClass();
    }

    /** The names of a node's tensors that are learnt. */
    public List<String> learnt(Node node) {
        return has(node.kind()) ? of(node).learnt(node.kind()) : List.of();
    }

    /** The names of a node's tensors that can be learnt, those that are unless one says otherwise among them. */
    public List<String> learnable(Node node) {
        return has(node.kind()) ? of(node).learnable(node.kind()) : List.of();
    }

    /**
     * The factory for a node.
     *
     * @throws IllegalArgumentException where its kind has no gradient
     */
    @SuppressWarnings("unchecked") // of that very kind
    public GradientFactory<Kind> of(Node node) {
        if (!has(node.kind())) {
            throw new IllegalArgumentException("node " + node.name() + ": expected a kind with a gradient, "
                    + factories.keySet() + ", found " + node.kind().type());
        }
        return (GradientFactory<Kind>) factories.get(node.kind().type());
    }
}
