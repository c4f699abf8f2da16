package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;

/**
 * Active elements among zeros, with a margin of zeros around them: (rows, columns, channels) after {@link CacheLine#LEAD}. The
 * element at (y, x) lies at (y, x) + margin. One per thread.
 */
public final class MarginMap {
    private final Shape source;
    private final Size margin;
    private final int width;
    private final float[] values;

    /**
     * A map.
     *
     * @param source shape of the elements
     * @param margin rows above and below, columns left and right
     */
    public MarginMap(Shape source, Size margin) {
        this.source = source;
        this.margin = margin;
        this.width = source.width() + 2 * margin.width();
        final int positions = (source.height() + 2 * margin.height()) * width;
        this.values = new float[CacheLine.LEAD + positions * source.channels() + Synapses.PADDING];
    }

    /** Columns, with the margin. */
    public int width() {
        return width;
    }

    /** Lays these elements into the map; all else is zero. Not to be modified; until the next call. */
    public float[] of(SpikeList list) {
        Arrays.fill(values, 0f);
        final int rowLength = source.width() * source.channels();
        final int mapLength = width * source.channels();
        int shift = CacheLine.LEAD + margin.height() * mapLength + margin.width() * source.channels(); // from an index
        int end = rowLength; // of the row at hand
        for (int e = 0; e < list.size(); e++) {
            while (list.index(e) >= end) {
                end += rowLength;
                shift += mapLength - rowLength;
            }
            values[shift + list.index(e)] = list.value(e);
        }
        return values;
    }
}
