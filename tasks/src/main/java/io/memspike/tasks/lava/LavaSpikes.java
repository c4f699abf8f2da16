package io.memspike.tasks.lava;

import io.memspike.core.Shape;
import io.memspike.core.run.Session;
import io.memspike.tasks.record.NpzFile;
import java.util.List;

/** Spikes of one layer in all steps, in Lava's order. */
final class LavaSpikes {
    private final String node;
    private final Shape shape;
    private final int steps;
    private final byte[] spikes;
    private final float[] values;
    private long count;

    LavaSpikes(String node, Shape shape, int steps) {
        if ((long) shape.size() * steps > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "--steps: expected fewer than 2^31 spikes of a layer, found " + steps + " steps of " + shape);
        }
        this.node = node;
        this.shape = shape;
        this.steps = steps;
        this.spikes = new byte[shape.size() * steps];
        this.values = new float[shape.size()];
    }

    /** Sees a step. */
    void see(Session session, int step) {
        session.values(node, values);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0f) {
                final int position = i / shape.channels();
                final int at = (position % shape.width() * shape.height() + position / shape.width()) * shape.channels()
                        + i % shape.channels();
                spikes[at * steps + step] = (byte) values[i];
                count += (long) values[i];
            }
        }
    }

    long count() {
        return count;
    }

    List<Integer> extents() {
        return shape.positions() == 1
                ? List.of(shape.channels(), steps)
                : List.of(shape.width(), shape.height(), shape.channels(), steps);
    }

    NpzFile.Bytes array() {
        return new NpzFile.Bytes(
                extents().stream().mapToLong(Integer::longValue).toArray(), spikes);
    }
}
