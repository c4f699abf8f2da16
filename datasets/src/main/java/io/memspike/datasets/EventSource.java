package io.memspike.datasets;

import io.memspike.core.stream.PackedEvent;
import java.io.IOException;
import java.util.stream.LongStream;

/**
 * A stream of events that can be replayed: one recording after another on one line of time. Immutable; each replay
 * belongs to one thread.
 */
public interface EventSource {
    /** Rows of the sensor; y is below. */
    int height();

    /** Columns of the sensor; x is below. */
    int width();

    /** Number of recordings. */
    int recordings();

    /**
     * How long each recording takes on the line of time, in microseconds: recording i begins at i times this.
     * {@link Long#MAX_VALUE} for a single recording of any length.
     */
    long recordingMicros();

    /** Number of classes that labels come from; 0 where there are no labels. */
    int classes();

    /** Label of a recording; −1 where it is unknown. */
    int label(int recording);

    /** Whether {@link #label} knows. */
    default boolean isLabelled() {
        return recordings() > 0 && label(0) >= 0;
    }

    /** Tells all events in order of time. */
    void replay(EventVisitor visitor) throws IOException;

    /** All events in order of time, each a {@link PackedEvent}. */
    default long[] packed() throws IOException {
        final LongStream.Builder events = LongStream.builder();
        replay((micros, x, y, on) -> events.add(PackedEvent.of(micros, x, y, on)));
        return events.build().toArray();
    }
}
