package io.memspike.core.run;

import io.memspike.core.graph.Kind;
import io.memspike.core.internal.Services;

/**
 * What a kind does. Found by {@link java.util.ServiceLoader}: a kind of one's own is a record and
 * a factory, which {@code @AutoService(StepFactory.class)} makes known.
 *
 * @param <K> the kind
 */
public interface StepFactory<K extends Kind> {
    /** The kind whose steps this makes: what the class says for {@code K}. */
    @SuppressWarnings("unchecked")
    default Class<K> kind() {
        return (Class<K>) Services.argument(getClass());
    }

    /**
     * The work of one node in a new session.
     *
     * @param kind what the node is
     * @param context what surrounds it
     */
    Step open(K kind, StepContext context);

    /**
     * Refuses a node that its steps could not run, when a network is made: by its tensors, or by what leads to it.
     *
     * @param kind what the node is
     * @param node its name
     * @param network the network, whole but for this
     * @throws IllegalArgumentException where it cannot run, without the node's name: tensor, expected, found
     */
    default void check(K kind, String node, Network network) {}

    /** Whether its steps apply the scale and offset that currents may still have in front of them ({@link StepContext#currents}). */
    default boolean appliesAffine() {
        return false;
    }

    /**
     * Whether a kind's steps know sequences that are shorter than their shape ({@link Signal#positions()}): what is not there leaves
     * nothing, and counts for nothing.
     */
    default boolean followsLength(K kind) {
        return false;
    }
}
