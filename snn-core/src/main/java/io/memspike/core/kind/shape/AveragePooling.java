package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Average pooling of a list into a list: the mean over squares of positions, where it is not zero. Each active element adds
 * its value to its square, in ascending order, so the work follows the spikes. One per session.
 */
public final class AveragePooling {
    private final int[] squareOf; // of each input; one past the output where an input lies outside every square
    private final float[] sums;
    private final float share;
    private final int outputs;
    private final Kernels kernels;

    /** Pooling of an input of that shape over squares of {@code kernel} positions a side. */
    public AveragePooling(int kernel, Shape input, Kernels kernels) {
        final Shape output = new AvgPool(kernel).output(input);
        this.outputs = output.size();
        this.squareOf = squares(kernel, input, output);
        this.sums = new float[outputs + 1];
        this.share = 1f / (kernel * kernel);
        this.kernels = kernels;
    }

    private static int[] squares(int kernel, Shape input, Shape output) {
        final int[] squares = new int[input.size()];
        Arrays.fill(squares, output.size());
        for (int y = 0; y < output.height() * kernel; y++) {
            for (int x = 0; x < output.width() * kernel; x++) {
                for (int c = 0; c < input.channels(); c++) {
                    squares[input.index(c, y, x)] = output.index(c, y / kernel, x / kernel);
                }
            }
        }
        return squares;
    }

    /** Replaces {@code pooled} by the means of {@code spikes} or graded values, which are not modified. */
    public void pool(SpikeList spikes, SpikeList pooled) {
        final int[] indices = spikes.indices();
        final float[] values = spikes.values();
        for (int e = 0; e < spikes.size(); e++) {
            sums[squareOf[indices[e]]] += values[e];
        }
        pooled.compact(sums, outputs, kernels);
        final float[] means = pooled.values();
        for (int e = 0; e < pooled.size(); e++) {
            means[e] *= share;
        }
        Arrays.fill(sums, 0f);
    }
}
