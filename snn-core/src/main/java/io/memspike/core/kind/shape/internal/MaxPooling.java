package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.kind.shape.MaxPool;

/** Largest values over windows of positions. Immutable and thread-safe. */
public final class MaxPooling {
    private final Window window;
    private final Shape input;
    private final Shape output;

    /** Pooling of an input of that shape. */
    public MaxPooling(MaxPool pool, Shape input) {
        this.window = new Window(pool.kernel(), pool.stride(), pool.padding());
        this.input = input;
        this.output = pool.output(input);
    }

    /** Overwrites {@code most} (≥ outputs) by the largest of each window of {@code entering} (≥ inputs), which is not modified. */
    public void pool(float[] entering, float[] most) {
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                largest(y, x, output.index(0, y, x), entering, most);
            }
        }
    }

    private void largest(int y, int x, int at, float[] entering, float[] most) {
        final int channels = input.channels();
        for (int c = 0; c < channels; c++) {
            most[at + c] = Float.NEGATIVE_INFINITY;
        }
        for (int row = window.top(y); row < window.bottom(y, input); row++) {
            for (int column = window.left(x); column < window.right(x, input); column++) {
                final int from = input.index(0, row, column);
                for (int c = 0; c < channels; c++) {
                    most[at + c] = Math.max(most[at + c], entering[from + c]);
                }
            }
        }
    }

    /**
     * The gradient: it goes to the first of the largest of each window.
     *
     * @param entering what entered (≥ inputs). Not modified.
     * @param most what left (≥ outputs). Not modified.
     * @param gradient ∂L/∂(what left) (≥ outputs). Not modified.
     * @param into ∂L/∂(what entered) (≥ inputs), added to
     */
    public void spread(float[] entering, float[] most, float[] gradient, float[] into) {
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                for (int c = 0; c < output.channels(); c++) {
                    final int at = output.index(c, y, x);
                    into[first(y, x, c, entering, most[at])] += gradient[at];
                }
            }
        }
    }

    private int first(int y, int x, int channel, float[] entering, float largest) {
        for (int row = window.top(y); row < window.bottom(y, input); row++) {
            for (int column = window.left(x); column < window.right(x, input); column++) {
                final int from = input.index(channel, row, column);
                if (entering[from] == largest) {
                    return from;
                }
            }
        }
        throw new IllegalArgumentException("maxPool: expected one of the window's values, found " + largest);
    }
}
