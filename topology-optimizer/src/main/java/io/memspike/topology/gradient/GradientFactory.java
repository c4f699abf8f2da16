package io.memspike.topology.gradient;

import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * How training goes through a kind. Found by {@link java.util.ServiceLoader}: a kind of one's own has one more class, which
 * {@code @AutoService(GradientFactory.class)} makes known. A kind without one can be run, but not trained.
 */
public interface GradientFactory {
    /** The kind. */
    Class<? extends Kind> kind();

    /** Names of the tensors that can be learnt. */
    default List<String> learnt(Kind kind) {
        return List.of();
    }

    /** One node for one thread. */
    NodeGradient open(Kind kind, GradientContext context);

    /** Whether it applies a norm that the only currents that enter still have in front of them. */
    default boolean appliesNorm() {
        return false;
    }
}
