package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Spikes of a vector as those of a map and the other way round, and gradients back: the vector is channel-first, the map
 * channel-last. One per thread.
 */
public final class Unflattening {
    private final int[] channelFirst; // of each element of the map
    private final float[] fired; // by element of the vector

    /** Gives vectors that shape. */
    public Unflattening(Shape shape) {
        channelFirst = new int[shape.size()];
        fired = new float[shape.size()];
        for (int i = 0; i < channelFirst.length; i++) {
            channelFirst[i] = shape.channelFirst(i);
        }
    }

    /** Overwrites {@code map} by the spikes of {@code vector}, which is not modified. */
    public void spikes(SpikeList vector, SpikeList map) {
        Arrays.fill(fired, 0f);
        for (int e = 0; e < vector.size(); e++) {
            fired[vector.index(e)] = vector.value(e);
        }
        map.clear();
        for (int i = 0; i < channelFirst.length; i++) {
            final float value = fired[channelFirst[i]];
            if (value != 0f) {
                map.add(i, value);
            }
        }
    }

    /** Overwrites {@code vector} by the elements of {@code map}, both of at least the shape's size. */
    public void back(float[] map, float[] vector) {
        for (int i = 0; i < channelFirst.length; i++) {
            vector[channelFirst[i]] = map[i];
        }
    }

    /** Overwrites {@code vector} by the spikes of {@code map}, which is not modified. */
    public void flatten(SpikeList map, SpikeList vector, Kernels kernels) {
        Arrays.fill(fired, 0f);
        for (int e = 0; e < map.size(); e++) {
            fired[channelFirst[map.index(e)]] = map.value(e);
        }
        vector.compact(fired, fired.length, kernels);
    }

    /** Overwrites {@code map} by the elements of {@code vector}, both of at least the shape's size. */
    public void forth(float[] vector, float[] map) {
        for (int i = 0; i < channelFirst.length; i++) {
            map[i] = vector[channelFirst[i]];
        }
    }
}
