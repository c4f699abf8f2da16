package io.memspike.core.run;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import java.util.Arrays;

/**
 * What leaves a node at the step at hand: currents, one for each element, or the active elements alone. Written by one step
 * of its session, read by those after it.
 */
public final class Signal {
    private final Shape shape;
    private final float[] values; // null where active elements are kept
    private final ChannelAffine affine;
    private final SpikeList own; // null where currents are kept
    private final boolean isSpikes;
    private SpikeList active;
    private boolean isFresh = true;

    private Signal(Shape shape, float[] values, ChannelAffine affine, SpikeList active, boolean isSpikes) {
        this.shape = shape;
        this.values = values;
        this.affine = affine;
        this.own = active;
        this.active = active;
        this.isSpikes = isSpikes;
    }

    /** Currents, zeros at first. */
    public static Signal ofValues(Shape shape) {
        return new Signal(shape, new float[shape.size() + Synapses.PADDING], null, null, false);
    }

    /** Active elements, none at first. */
    public static Signal ofActive(Shape shape) {
        return new Signal(shape, null, null, new SpikeList(shape.size()), false);
    }

    /** Spikes, none at first: every value is 1. */
    public static Signal ofSpikes(Shape shape) {
        return new Signal(shape, null, null, SpikeList.ofSpikes(shape.size()), true);
    }

    /** The same currents behind a scale and an offset that whoever reads them still has to apply. */
    Signal behind(ChannelAffine norm) {
        return new Signal(shape, values, norm, null, false);
    }

    /** Shape of the elements. */
    public Shape shape() {
        return shape;
    }

    /** Whether currents are kept, not active elements. */
    public boolean isDense() {
        return values != null;
    }

    /** Whether all that is ever active in it are spikes: every value is 0 or 1. */
    public boolean isSpikes() {
        return isSpikes;
    }

    /** The currents (≥ size), channel-last; null where active elements are kept. */
    public float[] values() {
        return values;
    }

    /** What still has to be applied to the currents, or null. */
    public ChannelAffine affine() {
        return affine;
    }

    /** The active elements; null where currents are kept. */
    public SpikeList active() {
        return active;
    }

    /** Zeros, or none active; not of a list that it was pointed to. */
    void clear() {
        if (isDense()) {
            Arrays.fill(values, 0f);
        } else {
            active = own;
            active.clear();
        }
    }

    /** Becomes another list. Not copied. */
    void point(SpikeList list) {
        active = list;
    }

    /** Whether it may differ from that of the step before. */
    boolean isFresh() {
        return isFresh;
    }

    void setFresh(boolean fresh) {
        isFresh = fresh;
    }
}
