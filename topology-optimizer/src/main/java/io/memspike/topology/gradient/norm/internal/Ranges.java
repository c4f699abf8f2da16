package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.internal.Levels;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;

/** The range of a batch at each step, and the levels over it. */
final class Ranges implements Lockstep {
    private final float[][][] ranges; // [step][shard], least and most
    private final Levels[] levels; // [step]

    Ranges(Quantiser quantiser, int steps, Kernels kernels) {
        ranges = new float[steps][Shards.COUNT][2];
        levels = new Levels[steps];
        Arrays.setAll(levels, t -> new Levels(quantiser, kernels));
        beginBatch();
    }

    @Override
    public void beginBatch() {
        for (final float[][] ofStep : ranges) {
            for (final float[] range : ofStep) {
                Levels.emptied(range);
            }
        }
    }

    /** Takes what a sample of a shard has at a step. */
    void observe(int shard, int t, float[] values, int n) {
        levels[t].widen(ranges[t][shard], values, n);
    }

    @Override
    public void finish(int t) {
        final float[] whole = Levels.emptied(new float[2]);
        for (final float[] range : ranges[t]) {
            whole[0] = Math.min(whole[0], range[0]);
            whole[1] = Math.max(whole[1], range[1]);
        }
        levels[t].span(whole);
    }

    /** Levels of a step, after {@link #finish}. Not to be modified. */
    Levels levels(int t) {
        return levels[t];
    }
}
