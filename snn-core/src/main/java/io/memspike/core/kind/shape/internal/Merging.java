package io.memspike.core.kind.shape.internal;

import io.memspike.core.SpikeList;
import java.util.Arrays;

/** Lists of several inputs as one, their channels behind each other at every position. One per thread. */
public final class Merging {
    private final int[] channels; // of each input
    private final int positions;
    private final int total;
    private final int[] next; // entry of each list

    /** Merges inputs of so many channels. */
    public Merging(int[] channels, int positions) {
        this.channels = channels.clone();
        this.positions = positions;
        this.total = Arrays.stream(channels).sum();
        this.next = new int[channels.length];
    }

    /**
     * Merges lists.
     *
     * @param lists one for each input. Not modified.
     * @param merged overwritten
     */
    public void merge(SpikeList[] lists, SpikeList merged) {
        merged.clear();
        Arrays.fill(next, 0);
        for (int position = 0; position < positions; position++) {
            int first = position * total;
            for (int input = 0; input < lists.length; input++) {
                final SpikeList list = lists[input];
                final int begin = position * channels[input];
                for (; next[input] < list.size() && list.index(next[input]) < begin + channels[input]; next[input]++) {
                    merged.add(first + list.index(next[input]) - begin, list.value(next[input]));
                }
                first += channels[input];
            }
        }
    }
}
