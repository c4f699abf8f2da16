package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.kind.shape.Upsample;
import java.util.Arrays;

/** More positions of what enters, and gradients back. Immutable and thread-safe. */
public final class Upsampling {
    private final Shape input;
    private final Shape output;
    private final Line rows;
    private final Line columns;

    /** Upsampling of an input of that shape. */
    public Upsampling(Upsample upsample, Shape input) {
        this.input = input;
        this.output = upsample.output(input);
        this.rows = Line.of(upsample.mode(), input.height(), upsample.factor().height());
        this.columns = Line.of(upsample.mode(), input.width(), upsample.factor().width());
    }

    /** Where outputs of an axis lie: between an input and the next, and how far. */
    private record Line(int[] from, int[] to, float[] fraction) {
        static Line of(Upsample.Mode mode, int inputs, int factor) {
            final int n = inputs * factor;
            final Line line = new Line(new int[n], new int[n], new float[n]);
            for (int i = 0; i < n; i++) {
                final double at = mode == Upsample.Mode.CORNERS
                        ? (double) i * (inputs - 1) / Math.max(1, n - 1)
                        : Math.max(0, (i + 0.5) / factor - 0.5);
                final int below = mode == Upsample.Mode.NEAREST ? i / factor : (int) at;
                line.from[i] = below;
                line.to[i] = Math.min(below + 1, inputs - 1);
                line.fraction[i] = mode == Upsample.Mode.NEAREST ? 0f : (float) (at - below);
            }
            return line;
        }
    }

    /** Overwrites {@code values} (≥ outputs) by what {@code entering} (≥ inputs), which is not modified, gives at each position. */
    public void forth(float[] entering, float[] values) {
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                position(y, x, output.index(0, y, x), entering, values);
            }
        }
    }

    private void position(int y, int x, int at, float[] entering, float[] values) {
        final float down = rows.fraction[y];
        final float across = columns.fraction[x];
        final int upperLeft = input.index(0, rows.from[y], columns.from[x]);
        final int upperRight = input.index(0, rows.from[y], columns.to[x]);
        final int lowerLeft = input.index(0, rows.to[y], columns.from[x]);
        final int lowerRight = input.index(0, rows.to[y], columns.to[x]);
        for (int c = 0; c < input.channels(); c++) {
            final float upper = (1f - across) * entering[upperLeft + c] + across * entering[upperRight + c];
            final float lower = (1f - across) * entering[lowerLeft + c] + across * entering[lowerRight + c];
            values[at + c] = (1f - down) * upper + down * lower;
        }
    }

    /** Overwrites {@code into} (≥ inputs) by ∂L/∂(what entered), from ∂L/∂(what left) (≥ outputs), which is not modified. */
    public void back(float[] gradient, float[] into) {
        Arrays.fill(into, 0, input.size(), 0f);
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                final float down = rows.fraction[y];
                final float across = columns.fraction[x];
                add(gradient, output.index(0, y, x), (1f - down) * (1f - across), into, rows.from[y], columns.from[x]);
                add(gradient, output.index(0, y, x), (1f - down) * across, into, rows.from[y], columns.to[x]);
                add(gradient, output.index(0, y, x), down * (1f - across), into, rows.to[y], columns.from[x]);
                add(gradient, output.index(0, y, x), down * across, into, rows.to[y], columns.to[x]);
            }
        }
    }

    private void add(float[] gradient, int from, float share, float[] into, int row, int column) {
        final int to = input.index(0, row, column);
        for (int c = 0; share != 0f && c < input.channels(); c++) {
            into[to + c] += share * gradient[from + c];
        }
    }
}
