package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import java.util.function.IntUnaryOperator;

/** How many outputs each input position of a convolution reaches, of either direction: fewer at the edges. */
final class Reach {
    private final int channels;
    private final int out;
    private final int[] positions;

    /**
     * Counts once.
     *
     * @param input shape of the input
     * @param out output channels
     * @param rows number of output rows that an input row reaches
     * @param columns the same of columns
     */
    Reach(Shape input, int out, IntUnaryOperator rows, IntUnaryOperator columns) {
        this.channels = input.channels();
        this.out = out;
        this.positions = new int[input.positions()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = rows.applyAsInt(i / input.width()) * columns.applyAsInt(i % input.width());
        }
    }

    /** Weights that these spikes add. */
    long operations(SpikeList spikes) {
        long operations = 0;
        for (int e = 0; e < spikes.size(); e++) {
            operations += positions[spikes.index(e) / channels];
        }
        return operations * out;
    }
}
