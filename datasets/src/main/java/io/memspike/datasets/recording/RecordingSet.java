package io.memspike.datasets.recording;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.recording.filter.FilterChoice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Labelled recordings of an event camera; as samples, the counts of their OFF and ON events in bins of equal time; or of a sensor
 * without polarities, whose events are all ON, of all. Events behind the last bin are left out. In training, from the first epoch on, a recording is seen later or earlier by up to {@value #SHIFT_MICROS} µs, some
 * are moved by up to {@value #SHIFT} pixel, and all are without up to {@value #MOST_LOST} of 100 of its events.
 *
 * <p>Safe for any number of threads, each with frames of its own. Immutable by convention: the arrays are shared.
 */
public final class RecordingSet implements Samples {
    private static final int SHIFT = 1;
    private static final int SHIFT_MICROS = 3_000;
    private static final int MOST_LOST = 15;
    private static final int PERCENT = 100;
    private static final int MOVED = 1 << 30; // number of a draw, beyond those of events

    private final String name;
    private final Shape shape;
    private final int classes;
    private final long[][] events;
    private final int[] labels;
    private final int steps;
    private final long binMicros;
    private final float vary;
    private final ThreadLocal<float[]> counts; // of one bin at a time

    /**
     * Recordings in bins.
     *
     * @param name what people call the set, for messages; names what is drawn, too
     * @param shape of the view: 2 channels, OFF and ON, or 1 for both
     * @param classes number of classes
     * @param events of each recording, packed and in order of time, see {@link PackedEvent}
     * @param labels of each recording, in [0, classes)
     * @param steps bins of a recording
     * @param binMicros width of a bin
     * @param vary share of recordings that are seen moved in training, in [0, 1]
     */
    public RecordingSet(
            String name,
            Shape shape,
            int classes,
            long[][] events,
            int[] labels,
            int steps,
            long binMicros,
            float vary) {
        if (shape.channels() > 2 || events.length != labels.length || events.length == 0) {
            throw new IllegalArgumentException(
                    name + ": expected 1 or 2 channels and a label for each recording, found " + shape + ", "
                            + events.length + " recordings and " + labels.length + " labels");
        }
        if (steps < 1 || binMicros < 1) {
            throw new IllegalArgumentException(
                    name + ": expected at least 1 step of at least 1 µs, found " + steps + " of " + binMicros + " µs");
        }
        this.name = name;
        this.shape = shape;
        this.classes = classes;
        this.events = events;
        this.labels = labels;
        this.steps = steps;
        this.binMicros = binMicros;
        this.vary = vary;
        counts = ThreadLocal.withInitial(() -> new float[shape.size()]);
    }

    /** The same in other bins. */
    public RecordingSet binned(int otherSteps, long otherBinMicros, float otherVary) {
        return new RecordingSet(name, shape, classes, events, labels, otherSteps, otherBinMicros, otherVary);
    }

    /**
     * The same behind filters, each recording by itself; times and bins stay, the view becomes what the filters leave of it.
     *
     * @param filters in order
     * @param seed of all draws, with the number of the recording
     * @throws IllegalArgumentException where they leave no event of any
     */
    public RecordingSet behind(List<FilterChoice> filters, long seed) {
        final PackedFiltering filtering = new PackedFiltering(filters, shape.width(), shape.height());
        final long[][] kept = new long[events.length][];
        long all = 0;
        for (int i = 0; i < kept.length; i++) {
            kept[i] = filtering.filter(events[i], RandomStream.draw(seed, i));
            all += kept[i].length;
        }
        if (all == 0) {
            throw new IllegalArgumentException("filters of " + name + ": expected events behind "
                    + filters.stream().map(FilterChoice::toString).collect(Collectors.joining(", "))
                    + ", found none of "
                    + kept.length + " recordings");
        }
        final Shape view = new Shape(shape.channels(), filtering.height(), filtering.width());
        return new RecordingSet(name, view, classes, kept, labels, steps, binMicros, vary);
    }

    /** What people call the set. */
    public String name() {
        return name;
    }

    /** Width of a bin. */
    public long binMicros() {
        return binMicros;
    }

    @Override
    public int size() {
        return events.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int sample) {
        return labels[sample];
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final long key = RandomStream.draw(RandomStream.draw(name.hashCode(), epoch), sample);
        final boolean isMoved = epoch > 0 && drawn(key, MOVED, PERCENT) < vary * PERCENT;
        final int right = !isMoved ? 0 : drawn(key, 0, 2 * SHIFT + 1) - SHIFT;
        final int down = !isMoved || shape.height() == 1 ? 0 : drawn(key, 1, 2 * SHIFT + 1) - SHIFT;
        final int later = epoch == 0 ? 0 : drawn(key, 2, 2 * SHIFT_MICROS + 1) - SHIFT_MICROS;
        final int lost = epoch == 0 ? 0 : drawn(key, 3, MOST_LOST);
        count(events[sample], key, right, down, later, lost, into);
    }

    private static int drawn(long key, int number, int bound) {
        return (int) ((RandomStream.draw(key, number) >>> 40) * bound >> 24);
    }

    private void count(long[] recording, long key, int right, int down, int later, int lost, EventFrames into) {
        final float[] counts = this.counts.get();
        final int ofPolarity = shape.channels() - 1;
        int step = 0;
        for (int n = 0; n < recording.length && step < steps; n++) {
            final long event = recording[n];
            final long bin = Math.max(0, PackedEvent.micros(event) + later) / binMicros;
            while (step < steps && step < bin) {
                flush(counts, into, step++);
            }
            final int x = PackedEvent.x(event) + right;
            final int y = PackedEvent.y(event) + down;
            final boolean isSeen = x >= 0 && y >= 0 && x < shape.width() && y < shape.height();
            if (step < steps && isSeen && (lost == 0 || drawn(key, 4 + n, PERCENT) >= lost)) {
                counts[shape.index(PackedEvent.channel(event) & ofPolarity, y, x)]++;
            }
        }
        while (step < steps) {
            flush(counts, into, step++);
        }
    }

    private static void flush(float[] counts, EventFrames into, int step) {
        into.step(step).compact(counts, counts.length);
        Arrays.fill(counts, 0f);
    }
}
