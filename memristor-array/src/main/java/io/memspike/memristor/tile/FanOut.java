package io.memspike.memristor.tile;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;

/** Where an input goes: the output positions that it reaches, each through one row of the weight matrix. Immutable. */
final class FanOut {
    private final Shape input;
    private final Shape output;
    private final int kernel;
    private final Axis rows; // both null for a full connection
    private final Axis columns;

    /** Told of each (row of the weight matrix, output position) that an input reaches. */
    interface Visitor {
        void reach(int fanIn, int position);
    }

    private FanOut(Shape input, Shape output, int kernel, Axis rows, Axis columns) {
        this.input = input;
        this.output = output;
        this.kernel = kernel;
        this.rows = rows;
        this.columns = columns;
    }

    static FanOut of(LayerSpec.Weighted layer, Shape input) {
        TileMapping.requireTileable(layer);
        final Shape output = layer.output(input);
        if (layer instanceof LayerSpec.Conv2d conv) {
            return new FanOut(
                    input,
                    output,
                    conv.kernel(),
                    Axis.of(conv, input.height(), output.height()),
                    Axis.of(conv, input.width(), output.width()));
        }
        return new FanOut(input, output, 1, null, null);
    }

    /** Number of output positions that an input reaches. */
    int reached(int index) {
        if (rows == null) {
            return 1;
        }
        final int position = index / input.channels();
        return rows.reached(position / input.width()) * columns.reached(position % input.width());
    }

    /** Visits all that an input reaches. */
    void visit(int index, Visitor visitor) {
        if (rows == null) {
            visitor.reach(input.channelFirst(index), 0);
            return;
        }
        final int position = index / input.channels();
        final int first = (index - position * input.channels()) * kernel * kernel;
        final int y = position / input.width();
        final int x = position - y * input.width();
        for (int r = rows.starts[y]; r < rows.starts[y + 1]; r++) {
            for (int c = columns.starts[x]; c < columns.starts[x + 1]; c++) {
                visitor.reach(
                        first + rows.taps[r] * kernel + columns.taps[c],
                        rows.outputs[r] * output.width() + columns.outputs[c]);
            }
        }
    }

    /**
     * Spreads marks of a convolution's input positions to all output positions that they reach.
     *
     * @param marks (input positions), 0 for none, from {@code from} on. Not modified.
     * @param spread (output positions), from {@code at} on. Modified.
     * @param bits whether marks are sets of bits; else the largest counts
     */
    void spread(int[] marks, int from, int[] spread, int at, boolean bits) {
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                final int mark = marks[from + y * input.width() + x];
                if (mark != 0) {
                    spread(mark, y, x, spread, at, bits);
                }
            }
        }
    }

    private void spread(int mark, int y, int x, int[] spread, int at, boolean bits) {
        for (int r = rows.starts[y]; r < rows.starts[y + 1]; r++) {
            final int row = at + rows.outputs[r] * output.width();
            for (int c = columns.starts[x]; c < columns.starts[x + 1]; c++) {
                final int to = row + columns.outputs[c];
                spread[to] = bits ? spread[to] | mark : Math.max(spread[to], mark);
            }
        }
    }

    boolean isSpatial() {
        return rows != null;
    }

    /** One axis of a convolution: which outputs an input reaches, and through which tap of the kernel. */
    private record Axis(int[] starts, int[] taps, int[] outputs) {
        static Axis of(LayerSpec.Conv2d conv, int inputs, int extent) {
            final int[] starts = new int[inputs + 1];
            final int[] taps = new int[inputs * conv.kernel()];
            final int[] outputs = new int[inputs * conv.kernel()];
            int n = 0;
            for (int i = 0; i < inputs; i++) {
                for (int tap = 0; tap < conv.kernel(); tap++) {
                    final int corner = i + conv.padding() - tap;
                    if (corner >= 0 && corner % conv.stride() == 0 && corner / conv.stride() < extent) {
                        taps[n] = tap;
                        outputs[n++] = corner / conv.stride();
                    }
                }
                starts[i + 1] = n;
            }
            return new Axis(starts, taps, outputs);
        }

        int reached(int at) {
            return starts[at + 1] - starts[at];
        }
    }
}
