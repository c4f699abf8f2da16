package io.memspike.core.run;

import io.memspike.core.graph.Kind;

/**
 * What a kind does. Found by {@link java.util.ServiceLoader}: a kind of one's own is a record and
 * a factory, which {@code @AutoService(StepFactory.class)} makes known.
 */
public interface StepFactory {
    /** The kind whose steps this makes. */
    Class<? extends Kind> kind();

    /**
     * The work of one node in a new session.
     *
     * @param kind what the node is, of {@link #kind()}
     * @param context what surrounds it
     */
    Step open(Kind kind, StepContext context);

    /**
     * Refuses a node that its steps could not run, when a network is made: by its tensors, or by what leads to it.
     *
     * @param kind what the node is, of {@link #kind()}
     * @param node its name
     * @param network the network, whole but for this
     * @throws IllegalArgumentException where it cannot run, without the node's name: tensor, expected, found
     */
    default void check(Kind kind, String node, Network network) {}

    /** Whether its steps apply the scale and offset that currents may still have in front of them ({@link StepContext#currents}). */
    default boolean appliesAffine() {
        return false;
    }
}
