package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Sums over windows of positions into a list, where they are not zero. Each active element adds its value to its windows,
 * ascending, so the work follows the activity. One per session.
 */
final class Pooling {
    private final int channels;
    private final int[] starts; // of each input position's windows, and where the last one's end
    private final int[] windows; // output positions, ascending
    private final float[] sums;
    private final float share;
    private final int outputs;
    private final Kernels kernels;

    /**
     * Pooling of an input of that shape.
     *
     * @param share factor of each sum
     */
    Pooling(Window window, Shape input, Shape output, float share, Kernels kernels) {
        this.channels = input.channels();
        this.outputs = output.size();
        this.sums = new float[outputs];
        this.share = share;
        this.kernels = kernels;
        this.starts = new int[input.positions() + 1];
        visit(window, input, output, (from, to) -> starts[from + 1]++);
        for (int i = 0; i < input.positions(); i++) {
            starts[i + 1] += starts[i];
        }
        this.windows = new int[starts[input.positions()]];
        final int[] next = starts.clone();
        visit(window, input, output, (from, to) -> windows[next[from]++] = to);
    }

    @FunctionalInterface
    private interface Visitor {
        void meet(int from, int to);
    }

    private static void visit(Window window, Shape input, Shape output, Visitor visitor) {
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                for (int row = window.top(y); row < window.bottom(y, input); row++) {
                    for (int column = window.left(x); column < window.right(x, input); column++) {
                        visitor.meet(row * input.width() + column, y * output.width() + x);
                    }
                }
            }
        }
    }

    /** Replaces {@code pooled} by the sums of {@code active}, which is not modified, each times the share. */
    void pool(SpikeList active, SpikeList pooled) {
        final int[] indices = active.indices();
        final float[] values = active.values();
        for (int e = 0; e < active.size(); e++) {
            final int position = indices[e] / channels;
            final int channel = indices[e] - position * channels;
            for (int w = starts[position]; w < starts[position + 1]; w++) {
                sums[windows[w] * channels + channel] += values[e];
            }
        }
        pooled.compact(sums, outputs, kernels);
        final float[] shares = pooled.values();
        for (int e = 0; e < pooled.size(); e++) {
            shares[e] *= share;
        }
        Arrays.fill(sums, 0f);
    }
}
