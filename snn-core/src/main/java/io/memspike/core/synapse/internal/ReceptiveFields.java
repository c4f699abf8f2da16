package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Size;

/** Numbers of the receptive fields of a convolution side by side, zeros among them: what dense products take. One per thread. */
final class ReceptiveFields {
    private final Shape source;
    private final Shape target;
    private final Size kernel;
    private final Size stride;
    private final MarginMap map;
    private final float[] fields; // (target positions, taps)

    ReceptiveFields(Shape source, Shape target, Size kernel, Size stride, Size padding) {
        this.source = source;
        this.target = target;
        this.kernel = kernel;
        this.stride = stride;
        this.map = new MarginMap(source, padding);
        this.fields = new float[target.positions() * taps()];
    }

    /** Numbers of a field: (kernel row, kernel column, source channel). */
    int taps() {
        return kernel.area() * source.channels();
    }

    /** The fields of these spikes, one target position after the other. Not to be modified; until the next call. */
    float[] of(SpikeList spikes) {
        final float[] from = map.of(spikes);
        final int rowLength = map.width() * source.channels();
        final int columns = kernel.width() * source.channels();
        final int step = stride.width() * source.channels();
        int to = 0;
        for (int y = 0; y < target.height(); y++) {
            final int top = CacheLine.LEAD + y * stride.height() * rowLength;
            for (int x = 0; x < target.width(); x++) {
                int at = top + x * step;
                for (int row = 0; row < kernel.height(); row++, at += rowLength) {
                    for (int i = 0; i < columns; i++) {
                        fields[to++] = from[at + i];
                    }
                }
            }
        }
        return fields;
    }
}
