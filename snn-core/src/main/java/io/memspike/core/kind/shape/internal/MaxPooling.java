package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.Elementwise;
import io.memspike.core.kind.shape.MaxPool;

/** Largest values over windows of positions. Immutable and thread-safe. */
public final class MaxPooling {
    private final Window window;
    private final Shape input;
    private final Shape output;
    private final Elementwise loops;

    /** Pooling of an input of that shape. */
    public MaxPooling(MaxPool pool, Shape input, Kernels kernels) {
        this.window = new Window(pool.kernel(), pool.stride(), pool.padding());
        this.input = input;
        this.output = pool.output(input);
        this.loops = Elementwise.of(kernels);
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
        final int row = window.top(y);
        final int column = window.left(x);
        final int bottom = window.bottom(y, input);
        final int right = window.right(x, input);
        if (channels == 1) { // as in pictures: a call for each position would cost more than the position
            most[at] = largest(row, bottom, column, right, entering);
            return;
        }
        System.arraycopy(entering, input.index(0, row, column), most, at, channels);
        for (int r = row; r < bottom; r++) {
            for (int c = column; c < right; c++) {
                if (r > row || c > column) {
                    loops.raise(entering, input.index(0, r, c), most, at, channels);
                }
            }
        }
    }

    private float largest(int top, int bottom, int left, int right, float[] entering) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int r = top; r < bottom; r++) {
            for (int i = r * input.width() + left; i < r * input.width() + right; i++) {
                largest = Math.max(largest, entering[i]);
            }
        }
        return largest;
    }

    /**
     * The gradient: it goes to the first of the largest of each window.
     *
     * @param entering what entered (≥ inputs). Not modified.
     * @param most what left (≥ outputs). Not modified.
     * @param gradient ∂L/∂(what left) (≥ outputs). Not modified.
     * @param into ∂L/∂(what entered) (≥ inputs), added to
     * @param places scratch (≥ {@link #windowSize})
     */
    public void spread(float[] entering, float[] most, float[] gradient, float[] into, int[] places) {
        final int channels = output.channels();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                final int count = places(y, x, places);
                if (!loops.spread(entering, places, count, most, gradient, output.index(0, y, x), into, channels)) {
                    throw new IllegalArgumentException(
                            "maxPool: expected the largest of each window among what entered it, row " + y + ", column "
                                    + x);
                }
            }
        }
    }

    private int places(int y, int x, int[] places) {
        int count = 0;
        for (int row = window.top(y); row < window.bottom(y, input); row++) {
            for (int column = window.left(x); column < window.right(x, input); column++) {
                places[count++] = input.index(0, row, column);
            }
        }
        return count;
    }

    /** Positions of a window: room that {@link #spread} needs. */
    public int windowSize() {
        return window.kernel().height() * window.kernel().width();
    }
}
