package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;

/** Numbers of the receptive fields of a convolution side by side, zeros among them: what dense products take. One per thread. */
final class ReceptiveFields {
    private final Shape source;
    private final Shape target;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final int mapWidth;
    private final float[] map; // source with a margin of zeros
    private final float[] fields; // (target positions, taps)

    ReceptiveFields(Shape source, Shape target, Size kernel, Size stride, Size padding) {
        this.source = source;
        this.target = target;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.mapWidth = (source.width() + 2 * padding.width()) * source.channels();
        this.map = new float[(source.height() + 2 * padding.height()) * mapWidth];
        this.fields = new float[target.positions() * taps()];
    }

    /** Numbers of a field: (kernel row, kernel column, source channel). */
    int taps() {
        return kernel.area() * source.channels();
    }

    /** The fields of these spikes, one target position after the other. Not to be modified; until the next call. */
    float[] of(SpikeList spikes) {
        fillMap(spikes);
        final int columns = kernel.width() * source.channels();
        final int step = stride.width() * source.channels();
        int to = 0;
        for (int y = 0; y < target.height(); y++) {
            final int top = y * stride.height() * mapWidth;
            for (int x = 0; x < target.width(); x++) {
                int from = top + x * step;
                for (int row = 0; row < kernel.height(); row++, from += mapWidth) {
                    for (int i = 0; i < columns; i++) {
                        fields[to++] = map[from + i];
                    }
                }
            }
        }
        return fields;
    }

    private void fillMap(SpikeList spikes) {
        Arrays.fill(map, 0f);
        final int rowLength = source.width() * source.channels();
        int shift = padding.height() * mapWidth + padding.width() * source.channels(); // from an index into the map
        int end = rowLength; // of the row at hand
        for (int e = 0; e < spikes.size(); e++) {
            while (spikes.index(e) >= end) {
                end += rowLength;
                shift += mapWidth - rowLength;
            }
            map[shift + spikes.index(e)] = spikes.value(e);
        }
    }
}
