package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.population.Projection;

/** Pairs of neurons with a synapse between them: the same, in the same order, each time that they are gone through. */
@FunctionalInterface
interface SynapsePairs {
    /** Goes through all of them. */
    void each(Taker taker);

    /** Takes a pair. */
    interface Taker {
        /**
         * Takes one.
         *
         * @param source as the projection counts
         * @param target as the thread counts
         * @param own draws the target's weights; null where all are alike
         */
        void take(int source, int target, RandomStream own);
    }

    /**
     * Those of a projection that end on the neurons of one thread.
     *
     * @param key of the projection's draws, which are each target's own
     * @param first the thread's first neuron
     * @param count its neurons
     */
    static SynapsePairs drawn(Projection projection, long key, int first, int count) {
        return taker -> {
            for (int j = 0; j < count; j++) {
                final int target = j;
                final RandomStream own =
                        projection.spread() == 0 ? null : RandomStream.of(key, "weights", first + target);
                projection
                        .connectivity()
                        .draw(
                                RandomStream.of(key, "sources", first + target),
                                projection.count(),
                                source -> taker.take(source, target, own));
            }
        };
    }
}
