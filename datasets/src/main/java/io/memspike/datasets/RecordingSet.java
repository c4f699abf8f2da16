package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.stream.PackedEvent;
import java.util.Arrays;

/**
 * Labelled recordings of an event camera; as samples, the counts of their OFF and ON events in bins of equal time. Events behind
 * the last bin are left out. In training, from the first epoch on, a recording is seen moved by up to {@value #SHIFT} pixels and
 * {@value #SHIFT_MICROS} µs, and without every so manieth event. Immutable by convention: the arrays are shared.
 *
 * @param name what people call it, for messages
 * @param side rows and columns of the view
 * @param classes number of classes
 * @param events of each recording, packed, see {@link PackedEvent}
 * @param labels of each recording, in [0, classes)
 * @param steps bins of a recording
 * @param binMicros width of a bin
 */
public record RecordingSet(
        String name, int side, int classes, long[][] events, int[] labels, int steps, long binMicros)
        implements Samples {
    private static final int SHIFT = 1;
    private static final int SHIFT_MICROS = 3_000;
    private static final int MOST_LOST = 15; // of 100 events

    /** Checks that every recording has a label. */
    public RecordingSet {
        if (events.length != labels.length || events.length == 0) {
            throw new IllegalArgumentException(
                    name + ": expected a label for each recording, found " + labels.length + " for " + events.length);
        }
        if (steps < 1 || binMicros < 1) {
            throw new IllegalArgumentException(
                    name + ": expected steps of at least 1 µs, found " + steps + " of " + binMicros + " µs");
        }
    }

    /** The same in other bins. */
    public RecordingSet binned(int otherSteps, long otherBinMicros) {
        return new RecordingSet(name, side, classes, events, labels, otherSteps, otherBinMicros);
    }

    @Override
    public int size() {
        return events.length;
    }

    @Override
    public Shape shape() {
        return new Shape(2, side, side);
    }

    @Override
    public int label(int sample) {
        return labels[sample];
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(sample, 0, 0, 0, 0, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        final RandomStream drawn = RandomStream.of(epoch, name, sample);
        if (epoch == 0) {
            load(sample, into);
        } else {
            load(
                    sample,
                    drawn.nextInt(2 * SHIFT + 1) - SHIFT,
                    drawn.nextInt(2 * SHIFT + 1) - SHIFT,
                    drawn.nextInt(2 * SHIFT_MICROS + 1) - SHIFT_MICROS,
                    1 + drawn.nextInt(1 << 20),
                    into);
        }
    }

    /** {@code thinned} 0 for all events, or what names those that are lost. */
    private void load(int sample, int right, int down, int later, int thinned, EventFrames into) {
        final float[] counts = new float[steps * 2 * side * side];
        final int lost = thinned % MOST_LOST;
        int number = 0;
        for (final long event : events[sample]) {
            final long micros = Math.max(0, PackedEvent.micros(event) + later);
            final int x = PackedEvent.x(event) + right;
            final int y = PackedEvent.y(event) + down;
            final boolean isLost =
                    thinned != 0 && (RandomStream.draw(thinned, number++) >>> 33) % 100 < lost;
            if (micros < steps * binMicros && x >= 0 && y >= 0 && x < side && y < side && !isLost) {
                final int step = (int) (micros / binMicros);
                counts[step * 2 * side * side + 2 * (y * side + x) + PackedEvent.channel(event)]++;
            }
        }
        final int size = 2 * side * side;
        for (int t = 0; t < steps; t++) {
            into.step(t).compact(Arrays.copyOfRange(counts, t * size, (t + 1) * size), size);
        }
    }
}
