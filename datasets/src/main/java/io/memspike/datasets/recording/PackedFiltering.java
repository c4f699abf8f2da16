package io.memspike.datasets.recording;

import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Filters on recordings in memory, each packed and in order of time. Belongs to one thread. */
final class PackedFiltering {
    private final List<FilterChoice> filters;
    private final int width;
    private final int height;
    private final int columns; // of what comes out
    private final int rows;
    private final EventBatch batch = new EventBatch();

    /**
     * Filters in order.
     *
     * @param width columns of the sensor
     * @param height rows of the sensor
     */
    PackedFiltering(List<FilterChoice> filters, int width, int height) {
        this.filters = List.copyOf(filters);
        this.width = width;
        this.height = height;
        final FilteredEvents none = behind(new long[0], 0);
        this.columns = none.width();
        this.rows = none.height();
    }

    /** Columns of what comes out. */
    int width() {
        return columns;
    }

    /** Rows of what comes out. */
    int height() {
        return rows;
    }

    private FilteredEvents behind(long[] recording, long seed) {
        return new FilteredEvents(new Packed(recording), filters, width, height, seed);
    }

    /**
     * What comes out of a recording.
     *
     * @param seed of all draws
     * @return packed, and in order of time, whatever times became
     */
    long[] filter(long[] recording, long seed) {
        final long[] kept = new long[recording.length];
        int count = 0;
        try (FilteredEvents events = behind(recording, seed)) {
            while (events.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    kept[count++] = PackedEvent.of(
                            batch.micros()[i], batch.x()[i] & 0xffff, batch.y()[i] & 0xffff, batch.polarity()[i] != 0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        final long[] all = Arrays.copyOf(kept, count);
        if (!isInOrder(all)) {
            Arrays.sort(all); // time is on top
        }
        return all;
    }

    private static boolean isInOrder(long[] events) {
        for (int i = 1; i < events.length; i++) {
            if (PackedEvent.micros(events[i]) < PackedEvent.micros(events[i - 1])) {
                return false;
            }
        }
        return true;
    }

    /** A recording in memory as a reader gives it. */
    private static final class Packed implements EventReader {
        private final long[] events;
        private int next;

        Packed(long[] events) {
            this.events = events;
        }

        @Override
        public boolean read(EventBatch into) {
            into.clear();
            while (next < events.length && into.room() > 0) {
                final long event = events[next++];
                into.add(
                        PackedEvent.micros(event),
                        PackedEvent.x(event),
                        PackedEvent.y(event),
                        PackedEvent.channel(event));
            }
            return into.size() > 0;
        }

        @Override
        public int width() {
            return 0;
        }

        @Override
        public int height() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
