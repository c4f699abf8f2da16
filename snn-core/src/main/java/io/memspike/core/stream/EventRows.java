package io.memspike.core.stream;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.stream.internal.Scatter;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * Where each source's event goes: runs of neurons that lie together in memory (channel-last), each with a row of weights
 * that lie together too. A convolution of kernel k has up to k runs, a full connection has one. Immutable.
 */
public final class EventRows {
    private static final int FIELDS = 4;

    private final Shape input;
    private final Shape output;
    private final float[] weights;
    private final int stride; // between rows of weights
    private final int step; // between runs of neurons
    private final int[] reach; // for each source: first weight, first neuron, runs, length

    private EventRows(Shape input, Shape output, float[] weights, int stride, int step) {
        this.input = input;
        this.output = output;
        this.weights = weights;
        this.stride = stride;
        this.step = step;
        this.reach = new int[FIELDS * input.size()];
    }

    /**
     * Of a node with weights.
     *
     * @param matrix a full connection, or a plain convolution of stride 1
     * @param weights effective weights [out, in, kernel, kernel] or [out, in]. Not modified, not kept.
     */
    public static EventRows of(Matrix matrix, float[] weights) {
        if (weights.length != matrix.weights()) {
            throw new IllegalArgumentException(
                    matrix.type() + ": expected " + matrix.weights() + " weights, found " + weights.length);
        }
        if (matrix.kind() instanceof Linear) {
            return linear(matrix, weights);
        }
        if (matrix.kind() instanceof Conv2d conv
                && conv.isPlain()
                && conv.stride().equals(Size.of(1))) {
            return conv(matrix, conv, weights);
        }
        throw new IllegalArgumentException(
                "events: expected linear, or conv2d of stride 1 without dilation and groups, found " + matrix.kind());
    }

    private static EventRows linear(Matrix matrix, float[] weights) {
        final int width = Synapses.padded(matrix.out());
        final float[] rows = WeightLayout.linearRows(matrix, weights, width);
        final EventRows events = new EventRows(matrix.input(), matrix.output(), rows, width, width);
        for (int source = 0; source < events.input.size(); source++) {
            events.reach(source, CacheLine.LEAD + source * width, 0, 1, width);
        }
        return events;
    }

    /** Of a convolution: patch rows, one for each row of neurons that an event reaches. */
    private static EventRows conv(Matrix matrix, Conv2d spec, float[] weights) {
        final Shape input = matrix.input();
        final Shape output = matrix.output();
        final int in = input.channels();
        final Size k = spec.kernel();
        final Size padding = spec.padding();
        final int out = spec.out();
        final int width = Synapses.padded(k.width() * out);
        final float[] rows = WeightLayout.patchRows(WeightLayout.patches(matrix, weights), in, out, k, width);
        final EventRows events = new EventRows(input, output, rows, in * width, output.width() * out);
        for (int source = 0; source < input.size(); source++) {
            final int c = source % in;
            final int top = source / in / input.width() + padding.height() - (k.height() - 1);
            final int left = source / in % input.width() + padding.width() - (k.width() - 1);
            final int y = Math.max(0, top);
            final int x = Math.max(0, left);
            final int runs = Math.max(0, Math.min(output.height(), top + k.height()) - y);
            final int columns = Math.max(0, Math.min(output.width(), left + k.width()) - x);
            // a whole row may be padded: what lies beyond gets zeros added
            final int length = columns == k.width() ? width : columns * out;
            final int from = CacheLine.LEAD + ((y - top) * in + c) * width + (x - left) * out;
            events.reach(source, from, (y * output.width() + x) * out, columns == 0 ? 0 : runs, length);
        }
        return events;
    }

    private void reach(int source, int from, int at, int runs, int length) {
        reach[FIELDS * source] = from;
        reach[FIELDS * source + 1] = at;
        reach[FIELDS * source + 2] = runs;
        reach[FIELDS * source + 3] = length;
    }

    /** Shape of the sources. */
    public Shape input() {
        return input;
    }

    /** Shape of the neurons. */
    public Shape output() {
        return output;
    }

    /** Most neurons that one source reaches, padding included. */
    int widest() {
        int widest = 0;
        for (int at = 0; at < reach.length; at += FIELDS) {
            widest = Math.max(widest, reach[at + 2] * reach[at + 3]);
        }
        return widest;
    }

    /** Adds {@code factor} times a source's weights, see {@link Scatter#add}; number of neurons that fired. */
    int add(Scatter scatter, int source, float factor, float[] sums, float limit, int[] fired) {
        final int at = FIELDS * source;
        final int[] reach = this.reach;
        return scatter.add(
                weights,
                reach[at],
                stride,
                factor,
                sums,
                reach[at + 1],
                step,
                reach[at + 2],
                reach[at + 3],
                limit,
                fired);
    }
}
