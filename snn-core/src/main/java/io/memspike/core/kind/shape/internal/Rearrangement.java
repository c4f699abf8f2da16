package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/** Elements in another order, and gradients back: a map, channel-last, as a vector, channel-first, or the other way round. One per thread. */
public final class Rearrangement {
    private final int[] places; // of each element that enters
    private final float[] fired; // by place
    private final Kernels kernels;

    private Rearrangement(int[] places, Kernels kernels) {
        this.places = places;
        this.fired = new float[places.length];
        this.kernels = kernels;
    }

    /** A map of that shape as a vector. */
    public static Rearrangement flattening(Shape map, Kernels kernels) {
        final int[] places = new int[map.size()];
        Arrays.setAll(places, map::channelFirst);
        return new Rearrangement(places, kernels);
    }

    /** A vector as a map of that shape. */
    public static Rearrangement unflattening(Shape map, Kernels kernels) {
        final int[] places = new int[map.size()];
        for (int i = 0; i < places.length; i++) {
            places[map.channelFirst(i)] = i;
        }
        return new Rearrangement(places, kernels);
    }

    /** Overwrites {@code leaving} by the spikes of {@code entering}, which is not modified. */
    public void spikes(SpikeList entering, SpikeList leaving) {
        Arrays.fill(fired, 0f);
        for (int e = 0; e < entering.size(); e++) {
            fired[places[entering.index(e)]] = entering.value(e);
        }
        leaving.compact(fired, fired.length, kernels);
    }

    /** Overwrites {@code entering} by the elements of {@code leaving}, both of at least the shape's size. */
    public void back(float[] leaving, float[] entering) {
        for (int i = 0; i < places.length; i++) {
            entering[i] = leaving[places[i]];
        }
    }
}
