package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.synapse.internal.Divisor;
import java.util.function.IntUnaryOperator;

/** How many outputs each input position of a convolution reaches, of either direction: fewer at the edges. */
final class Reach {
    private final Divisor channels;
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
        this.channels = new Divisor(input.channels());
        this.out = out;
        this.positions = new int[input.positions()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = rows.applyAsInt(i / input.width()) * columns.applyAsInt(i % input.width());
        }
    }

    /** Weights that these spikes add. */
    long operations(SpikeList spikes) {
        final int[] indices = spikes.indices();
        final int size = spikes.size();
        long operations = 0;
        for (int e = 0; e < size; e++) {
            operations += positions[channels.quotient(indices[e])];
        }
        return operations * out;
    }
}
