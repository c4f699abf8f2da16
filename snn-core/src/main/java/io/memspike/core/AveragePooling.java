package io.memspike.core;

/**
 * Average pooling of spikes into a list: the mean over squares of positions, where it is not zero. Elements of a square
 * are added row by row, then column by column. Immutable and thread-safe.
 */
final class AveragePooling {
    private final int kernel;
    private final Shape input;
    private final Shape output;

    AveragePooling(int kernel, Shape input) {
        this.kernel = kernel;
        this.input = input;
        this.output = new LayerSpec.AvgPool2d(kernel).output(input);
    }

    /** Replaces {@code pooled} by the means of {@code spikes}: (≥ input size), channel-last, not modified. */
    void pool(float[] spikes, SpikeList pooled) {
        final int[] indices = pooled.indices();
        final float[] values = pooled.values();
        final int channels = input.channels();
        int size = 0;
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                final int source = input.index(0, y * kernel, x * kernel);
                final int target = output.index(0, y, x);
                size = kernel == 2
                        ? poolTwo(spikes, source, target, channels, indices, values, size)
                        : poolAny(spikes, source, target, channels, indices, values, size);
            }
        }
        pooled.size(size);
    }

    /** The common case, without inner loops. */
    private int poolTwo(float[] spikes, int source, int target, int channels, int[] indices, float[] values, int from) {
        final int below = source + input.width() * channels;
        int size = from;
        for (int c = 0; c < channels; c++) {
            final float sum = spikes[source + c]
                    + spikes[source + channels + c]
                    + spikes[below + c]
                    + spikes[below + channels + c];
            indices[size] = target + c;
            values[size] = sum * 0.25f;
            size += sum != 0f ? 1 : 0; // overwritten by the next where zero
        }
        return size;
    }

    private int poolAny(float[] spikes, int source, int target, int channels, int[] indices, float[] values, int from) {
        final float share = 1f / (kernel * kernel);
        int size = from;
        for (int c = 0; c < channels; c++) {
            float sum = 0f;
            for (int row = 0; row < kernel; row++) {
                for (int column = 0; column < kernel; column++) {
                    sum += spikes[source + (row * input.width() + column) * channels + c];
                }
            }
            indices[size] = target + c;
            values[size] = sum * share;
            size += sum != 0f ? 1 : 0;
        }
        return size;
    }
}
