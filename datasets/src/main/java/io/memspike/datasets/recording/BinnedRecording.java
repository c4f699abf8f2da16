package io.memspike.datasets.recording;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A recording as one sample of event counts in bins: of equal time, of equal count, or windows that overlap. Channel 0 is OFF,
 * channel 1 ON. Without overlap every event is in exactly one bin; an event out of order counts in the bin at hand.
 */
public final class BinnedRecording implements Samples {
    private static final long MOST_VALUES = 1L << 30;

    private final Recording recording;
    private final Shape shape;
    private final int steps;
    private final Bins bins;
    private final long first;

    /**
     * How a recording is cut.
     *
     * @param width of a bin: microseconds, or events
     * @param hop from the begin of one to that of the next; {@code width} where they do not overlap, and a divisor of it
     * @param isCount whether events count, else time
     */
    public record Bins(long width, long hop, boolean isCount) {
        /** Checks its numbers. */
        public Bins {
            if (width < 1 || hop < 1 || hop > width || width % hop != 0) {
                throw new IllegalArgumentException(
                        "bins: expected a width of at least 1, and a hop that divides it, found width=" + width
                                + " hop=" + hop);
            }
        }

        int overlap() {
            return (int) (width / hop);
        }
    }

    /**
     * Reads a recording once to know how long it is.
     *
     * @throws FileFormatException where there would be too many bins
     */
    public BinnedRecording(Recording recording, RecordingSummary summary, Bins bins) throws IOException {
        this.recording = recording;
        this.bins = bins;
        first = summary.firstMicros();
        final int height = Math.max(1, summary.height());
        final int width = Math.max(1, summary.width());
        final long length = bins.isCount() ? Math.max(1, summary.events()) : last(recording) - first + 1;
        final long hops = (length - 1) / bins.hop() + 1;
        final long many = Math.max(1, hops - bins.overlap() + 1);
        if (many > MOST_VALUES / (2L * height * width)) {
            throw new FileFormatException(recording.file() + ": expected at most 2^30 counts, found " + many
                    + " bins of 2×" + height + "×" + width);
        }
        shape = new Shape(2, height, width);
        steps = (int) many;
    }

    /** The latest time, which need not be that of the last event. */
    private static long last(Recording recording) throws IOException {
        long last = Long.MIN_VALUE;
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    last = Math.max(last, batch.micros()[i]);
                }
            }
        }
        return last == Long.MIN_VALUE ? 0 : last;
    }

    @Override
    public int size() {
        return 1;
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
        return 1;
    }

    @Override
    public int label(int sample) {
        return 0;
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        into.clear();
        final Counting counting = new Counting(into);
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    counting.add(batch.micros()[i], batch.x()[i] & 0xffff, batch.y()[i] & 0xffff, batch.polarity()[i]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counting.end();
    }

    /** Counts of the hops that the next bins are made of. */
    private final class Counting {
        private final EventFrames into;
        private final float[][] hops = new float[bins.overlap()][shape.size()];
        private final float[] sum = new float[shape.size()];
        private long hop;
        private long events;

        Counting(EventFrames into) {
            this.into = into;
        }

        void add(long micros, int x, int y, int polarity) {
            final long place = (bins.isCount() ? events : micros - first) / bins.hop();
            events++;
            while (hop < place) {
                finish();
            }
            hops[(int) (hop % hops.length)][shape.index(polarity, y, x)]++;
        }

        private void finish() {
            final long step = hop - hops.length + 1;
            if (step >= 0 && step < steps) {
                Arrays.fill(sum, 0f);
                for (final float[] each : hops) {
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += each[i];
                    }
                }
                final SpikeList list = into.step((int) step);
                list.compact(sum, sum.length);
            }
            hop++;
            Arrays.fill(hops[(int) (hop % hops.length)], 0f);
        }

        void end() {
            final long last = steps + hops.length - 1L;
            while (hop < last) {
                finish();
            }
        }
    }
}
