package io.memspike.topology.gradient.norm;

import io.memspike.core.Synapses;
import io.memspike.topology.gradient.Barrier;

/** A barrier that has the currents of a whole batch, and what comes back to it, in memory. */
public abstract class BatchBarrier implements Barrier {
    private final Context context;
    private float[][][] currents = {}; // [sample][stored step] (size + padding)
    private float[][][] deltas = {}; // [sample][step] ∂L/∂(what leaves)
    private int alikeFrom = Integer.MAX_VALUE;

    /** A barrier in its surroundings. */
    protected BatchBarrier(Context context) {
        this.context = context;
    }

    @Override
    public final int storedSteps() {
        return context.storedSteps();
    }

    @Override
    public void beginBatch(int samples) {
        if (currents.length < samples) {
            final int length = context.shape().size() + Synapses.PADDING;
            currents = new float[samples][context.storedSteps()][length];
            deltas = new float[samples][context.steps()][length];
        }
    }

    @Override
    public final int alikeFrom() {
        return alikeFrom;
    }

    /** Says from which step on ∂L/∂(what leaves) is the same. Before the first batch. */
    public final void alikeFrom(int step) {
        alikeFrom = step;
    }

    @Override
    public final float[][] currents(int sample) {
        return currents[sample];
    }

    @Override
    public final float[][] deltas(int sample) {
        return deltas[sample];
    }
}
