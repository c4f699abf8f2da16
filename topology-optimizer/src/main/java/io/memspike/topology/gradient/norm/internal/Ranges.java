package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.internal.Levels;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/** The range of a batch at each step, and the levels over it. */
final class Ranges implements Lockstep {
    private final float[][] least; // [step][shard]
    private final float[][] most;
    private final Levels[] levels; // [step]

    Ranges(Quantiser quantiser, int steps) {
        least = new float[steps][Shards.COUNT];
        most = new float[steps][Shards.COUNT];
        levels = new Levels[steps];
        Arrays.setAll(levels, t -> new Levels(quantiser));
        beginBatch();
    }

    @Override
    public void beginBatch() {
        for (int t = 0; t < levels.length; t++) {
            Arrays.fill(least[t], Float.POSITIVE_INFINITY);
            Arrays.fill(most[t], Float.NEGATIVE_INFINITY);
        }
    }

    /** Takes what a sample of a shard has at a step. */
    void observe(int shard, int t, float[] values, int n) {
        least[t][shard] = Math.min(least[t][shard], Levels.least(values, n));
        most[t][shard] = Math.max(most[t][shard], Levels.most(values, n));
    }

    @Override
    public void finish(int t) {
        levels[t].span(Levels.least(least[t], Shards.COUNT), Levels.most(most[t], Shards.COUNT));
    }

    /** Levels of a step, after {@link #finish}. Not to be modified. */
    Levels levels(int t) {
        return levels[t];
    }
}
