package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;

/** Spikes sorted by channel, each with its place in a map: what a convolution's weight gradient walks along. One per thread. */
final class ChannelSplit {
    private final int channels;
    private final int[] placeOf; // of each position
    private final int[] next;
    private final int[] starts;
    private final int[] places;
    private final float[] values;

    /**
     * Sorts spikes of that shape.
     *
     * @param shape of the spikes' index space
     * @param stride factors of row and column in the map
     * @param mapWidth columns of the map
     */
    ChannelSplit(Shape shape, Size stride, int mapWidth) {
        channels = shape.channels();
        placeOf = new int[shape.positions()];
        for (int position = 0; position < placeOf.length; position++) {
            placeOf[position] =
                    position / shape.width() * stride.height() * mapWidth + position % shape.width() * stride.width();
        }
        next = new int[channels];
        starts = new int[channels + 1];
        places = new int[shape.size()];
        values = new float[shape.size()];
    }

    /** Takes over the spikes, which are not modified. */
    void split(SpikeList spikes) {
        final int[] indices = spikes.indices();
        final int size = spikes.size();
        Arrays.fill(next, 0);
        int position = 0;
        int first = 0; // index of the position's first channel
        for (int e = 0; e < size; e++) {
            first = reach(indices[e], first);
            next[indices[e] - first]++;
        }
        int total = 0;
        for (int c = 0; c < channels; c++) {
            starts[c] = total;
            total += next[c];
            next[c] = starts[c];
        }
        starts[channels] = total;
        first = 0;
        for (int e = 0; e < size; e++) {
            while (indices[e] >= first + channels) {
                first += channels;
                position++;
            }
            final int slot = next[indices[e] - first]++;
            places[slot] = placeOf[position];
            values[slot] = spikes.value(e);
        }
    }

    private int reach(int index, int from) {
        int first = from;
        while (index >= first + channels) {
            first += channels;
        }
        return first;
    }

    /** Where a channel's spikes begin; those of the one before end there. */
    int start(int channel) {
        return starts[channel];
    }

    /** Places in the map, by channel, ascending for each. Not to be modified. */
    int[] places() {
        return places;
    }

    /** The spikes' values, likewise. */
    float[] values() {
        return values;
    }
}
