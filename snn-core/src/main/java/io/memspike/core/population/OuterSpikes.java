package io.memspike.core.population;

import io.memspike.core.RandomStream;
import io.memspike.core.population.internal.PoissonCounts;

/** Outer spikes of a plan, step by step, in any order. Thread-safe. */
final class OuterSpikes {
    private final PoissonCounts counts; // null: none
    private final long key;

    private OuterSpikes(PoissonCounts counts, long key) {
        this.counts = counts;
        this.key = key;
    }

    static OuterSpikes of(PopulationPlan plan) {
        final PoissonCounts counts =
                plan.outer() == null ? null : new PoissonCounts(plan.outer().spikesPerStep());
        return new OuterSpikes(
                counts, RandomStream.of(plan.seed(), "outer spikes").nextLong());
    }

    /** Adds their numbers of each neuron in a step. */
    void count(int step, float[] sums) {
        if (counts != null) {
            counts.add(RandomStream.draw(key, step), 0, 1f, sums, sums.length);
        }
    }
}
