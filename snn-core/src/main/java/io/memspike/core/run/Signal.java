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
    private final Signal bare; // that the affine lies in front of, or this
    private boolean isFresh = true;
    private int positions; // that are there

    private Signal(Shape shape, float[] values, ChannelAffine affine, SpikeList active, boolean isSpikes, Signal bare) {
        this.shape = shape;
        this.positions = shape.positions();
        this.bare = bare == null ? this : bare;
        this.values = values;
        this.affine = affine;
        this.own = active;
        this.active = active;
        this.isSpikes = isSpikes;
    }

    /** Currents, zeros at first. */
    public static Signal ofValues(Shape shape) {
        return new Signal(shape, new float[shape.size() + Synapses.PADDING], null, null, false, null);
    }

    /** Active elements, none at first. */
    public static Signal ofActive(Shape shape) {
        return new Signal(shape, null, null, new SpikeList(shape.size()), false, null);
    }

    /** Spikes, none at first: every value is 1. */
    public static Signal ofSpikes(Shape shape) {
        return new Signal(shape, null, null, SpikeList.ofSpikes(shape.size()), true, null);
    }

    /** The same currents behind a scale and an offset that whoever reads them still has to apply. */
    Signal behind(ChannelAffine norm) {
        return new Signal(shape, values, norm, null, false, bare);
    }

    /** Shape of the elements. */
    public Shape shape() {
        return shape;
    }

    /**
     * How many of the positions are there, from the first: all, but where a sequence may be shorter than its shape. Behind
     * them all is zero.
     */
    public int positions() {
        return bare.positions;
    }

    /** Number of elements that are there. */
    public int present() {
        return bare.positions * shape.channels();
    }

    /** Says how many positions are there; what was behind them becomes zero. For the step that writes it. */
    public void setPositions(int there) {
        if (there < positions && values != null) {
            Arrays.fill(values, there * shape.channels(), positions * shape.channels(), 0f);
        }
        positions = there;
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
            Arrays.fill(values, 0, present(), 0f);
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
