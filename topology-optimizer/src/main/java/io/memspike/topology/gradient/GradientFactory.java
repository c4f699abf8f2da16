package io.memspike.topology.gradient;

import io.memspike.core.graph.Kind;
import io.memspike.core.internal.Services;
import java.util.List;

/**
 * How training goes through a kind. Found by {@link java.util.ServiceLoader}: a kind of one's own has one more class, which
 * {@code @AutoService(GradientFactory.class)} makes known. A kind without one can be run, but not trained.
 *
 * @param <K> the kind
 */
public interface GradientFactory<K extends Kind> {
    /** The kind: what the class says for {@code K}. */
    @SuppressWarnings("unchecked")
    default Class<K> kind() {
        return (Class<K>) Services.argument(getClass());
    }

    /** Names of the tensors that training learns. */
    default List<String> learnt(K kind) {
        return List.of();
    }

    /** Names of the tensors that it can learn where it is asked to: those above, and perhaps more. */
    default List<String> learnable(K kind) {
        return learnt(kind);
    }

    /** Below what a tensor's values are not led by training. */
    default float least(K kind, String tensor) {
        return Float.NEGATIVE_INFINITY;
    }

    /** One node for one thread. */
    NodeGradient open(K kind, GradientContext context);

    /** What a kind does with a whole batch, where it {@link Kind#isBarrier}. */
    default Barrier barrier(K kind, Barrier.Context context) {
        throw new IllegalStateException(kind.type() + ": expected to go by samples, not by batches");
    }

    /** Whether a {@link Kind#isBarrier} can stand in a loop, where batches go step by step. */
    default boolean goesByStep() {
        return false;
    }

    /** What it has to know of a batch there; {@link #open} then makes a {@link Lockstep.Member}. */
    default Lockstep lockstep(K kind, Barrier.Context context) {
        throw new IllegalStateException(kind.type() + ": expected to stand outside of loops");
    }

    /** Whether it applies a norm that the only currents that enter still have in front of them. */
    default boolean appliesNorm() {
        return false;
    }
}
