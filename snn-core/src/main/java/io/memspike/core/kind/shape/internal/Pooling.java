package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.SumPool;
import java.util.Arrays;

/**
 * Sums over windows of positions into a list, where they are not zero. Each active element adds its value to its windows,
 * ascending, so the work follows the activity. One per session.
 */
public final class Pooling {
    private final int channels;
    private final int[] starts; // of each input position's windows, and where the last one's end
    private final int[] windows; // output positions, ascending
    private final int[] only; // where no input has several windows: its sum, or one past the last; else null
    private final int rowLength;
    private final int[] rowOf; // of each row, the first row with the same windows: its gradients are the same
    private final float[] sums;
    private final float[] shares;
    private final float share;
    private final int outputs;
    private final Kernels kernels;

    /**
     * Pooling of an input of that shape.
     *
     * @param share factor of each sum
     */
    private Pooling(Window window, Shape input, Shape output, float share, Kernels kernels) {
        this.channels = input.channels();
        this.outputs = output.size();
        this.sums = new float[outputs + 1];
        this.shares = new float[outputs];
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
        this.only = only(input);
        this.rowLength = input.width() * channels;
        this.rowOf = rows(input.height(), input.width());
    }

    private int[] rows(int height, int width) {
        final int[] first = new int[height];
        for (int y = 1; y < height; y++) {
            first[y] = isSameRow(y, first[y - 1], width) ? first[y - 1] : y;
        }
        return first;
    }

    private boolean isSameRow(int y, int other, int width) {
        final int[] here = Arrays.copyOfRange(windows, starts[y * width], starts[(y + 1) * width]);
        final int[] there = Arrays.copyOfRange(windows, starts[other * width], starts[(other + 1) * width]);
        boolean isSame = Arrays.equals(here, there);
        for (int x = 0; x < width && isSame; x++) {
            isSame = starts[y * width + x] - starts[y * width] == starts[other * width + x] - starts[other * width];
        }
        return isSame;
    }

    private int[] only(Shape input) {
        final int[] sumOf = new int[input.size()];
        for (int i = 0; i < sumOf.length; i++) {
            final int position = i / channels;
            final int count = starts[position + 1] - starts[position];
            if (count > 1) {
                return null;
            }
            sumOf[i] = count == 0 ? outputs : windows[starts[position]] * channels + i % channels;
        }
        return sumOf;
    }

    /** Means of an average pool, or sums of a sum pool. */
    public static Pooling of(Kind pool, Shape input, Kernels kernels) {
        final Shape output = pool.output(input);
        if (pool instanceof AvgPool mean) {
            final Window window = new Window(mean.kernel(), mean.stride(), mean.padding());
            return new Pooling(window, input, output, 1f / mean.kernel().area(), kernels);
        }
        final SumPool sum = (SumPool) pool;
        return new Pooling(new Window(sum.kernel(), sum.stride(), sum.padding()), input, output, 1f, kernels);
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
    public void pool(SpikeList active, SpikeList pooled) {
        final int[] indices = active.indices();
        final float[] values = active.values();
        if (only != null) {
            for (int e = 0; e < active.size(); e++) {
                sums[only[indices[e]]] += values[e];
            }
        } else {
            addToAll(active);
        }
        pooled.compact(sums, outputs, kernels);
        final float[] means = pooled.values();
        for (int e = 0; e < pooled.size(); e++) {
            means[e] *= share;
        }
        Arrays.fill(sums, 0f);
    }

    private void addToAll(SpikeList active) {
        for (int e = 0; e < active.size(); e++) {
            final int index = active.index(e);
            final int position = index / channels;
            final int channel = index - position * channels;
            for (int w = starts[position]; w < starts[position + 1]; w++) {
                sums[windows[w] * channels + channel] += active.value(e);
            }
        }
    }

    /**
     * The gradient: every element gets its share of each of its windows, ascending.
     *
     * @param pooled ∂L/∂(what leaves) (≥ outputs). Not modified.
     * @param into overwritten by ∂L/∂(what enters) (≥ inputs)
     */
    public void spread(float[] pooled, float[] into) {
        for (int o = 0; o < outputs; o++) {
            shares[o] = share * pooled[o] + 0f; // a sum never is -0
        }
        for (int y = 0; y < rowOf.length; y++) {
            if (rowOf[y] == y) {
                spreadRow(y, into);
            } else {
                System.arraycopy(into, rowOf[y] * rowLength, into, y * rowLength, rowLength);
            }
        }
    }

    private void spreadRow(int y, float[] into) {
        final int columns = rowLength / channels;
        for (int position = y * columns; position < (y + 1) * columns; position++) {
            final int at = position * channels;
            final int first = starts[position];
            final int end = starts[position + 1];
            if (first == end) {
                Arrays.fill(into, at, at + channels, 0f);
                continue;
            }
            System.arraycopy(shares, windows[first] * channels, into, at, channels);
            for (int w = first + 1; w < end; w++) {
                final int from = windows[w] * channels;
                for (int c = 0; c < channels; c++) {
                    into[at + c] += shares[from + c];
                }
            }
        }
    }
}
