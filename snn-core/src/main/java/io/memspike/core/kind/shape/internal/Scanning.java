package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import java.util.Arrays;

/**
 * Columns of maps, and gradients back.
 *
 * @param input shape of the maps
 */
public record Scanning(Shape input) {
    /** Overwrites {@code column} (≥ channels · rows) by that column of {@code entering}, or zeros where there is none. */
    public void forth(int which, float[] entering, float[] column) {
        final int channels = input.channels();
        if (which >= input.width()) {
            Arrays.fill(column, 0, channels * input.height(), 0f);
            return;
        }
        for (int row = 0; row < input.height(); row++) {
            System.arraycopy(entering, input.index(0, row, which), column, row * channels, channels);
        }
    }

    /** Overwrites {@code into} (≥ inputs) by ∂L/∂(what entered) from ∂L/∂column, which is not modified. */
    public void back(int which, float[] gradient, float[] into) {
        final int channels = input.channels();
        Arrays.fill(into, 0, input.size(), 0f);
        for (int row = 0; which < input.width() && row < input.height(); row++) {
            System.arraycopy(gradient, row * channels, into, input.index(0, row, which), channels);
        }
    }
}
