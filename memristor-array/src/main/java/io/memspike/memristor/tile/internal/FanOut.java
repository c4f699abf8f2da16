package io.memspike.memristor.tile.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.stream.IntStream;

/** Where inputs go, by position: the output positions that an input position reaches. Immutable. */
final class FanOut {
    private final Unfolding unfolding;
    private final int[] starts; // of each input position, and where the last one's end; null for a full connection
    private final int[] outputs; // output positions reached
    private final boolean isFull; // every input meets a weight in every column, once

    FanOut(Matrix matrix) {
        this.unfolding = matrix.unfolding();
        final int positions = matrix.input().positions();
        final int channels = matrix.input().channels();
        if (unfolding.positions() == 1) {
            this.starts = null;
            this.outputs = null;
            this.isFull = IntStream.range(0, matrix.input().size())
                    .allMatch(i -> unfolding.operations(i) == unfolding.columns());
            return;
        }
        this.isFull = false;
        this.starts = new int[positions + 1];
        for (int i = 0; i < positions; i++) {
            starts[i + 1] = starts[i] + unfolding.reached(i * channels);
        }
        this.outputs = new int[starts[positions]];
        final int[] next = {0};
        for (int i = 0; i < positions; i++) { // all channels of a position reach the same
            unfolding.visit(i * channels, (row, position) -> outputs[next[0]++] = position);
        }
    }

    Unfolding unfolding() {
        return unfolding;
    }

    /** Number of weights that inputs meet, all in all. */
    long operations(SpikeList inputs) {
        if (isFull) {
            return (long) inputs.size() * unfolding.columns();
        }
        long operations = 0;
        for (int e = 0; e < inputs.size(); e++) {
            operations += unfolding.operations(inputs.index(e));
        }
        return operations;
    }

    /** Whether there are several positions. */
    boolean isSpatial() {
        return starts != null;
    }

    /**
     * Spreads marks of input positions to all output positions that they reach.
     *
     * @param marks (input positions), 0 for none, from {@code from} on. Not modified.
     * @param spread (output positions), from {@code at} on. Modified.
     * @param bits whether marks are sets of bits; else the largest counts
     */
    void spread(int[] marks, int from, int[] spread, int at, boolean bits) {
        for (int position = 0; position < starts.length - 1; position++) {
            final int mark = marks[from + position];
            for (int e = starts[position]; mark != 0 && e < starts[position + 1]; e++) {
                final int to = at + outputs[e];
                spread[to] = bits ? spread[to] | mark : Math.max(spread[to], mark);
            }
        }
    }
}
