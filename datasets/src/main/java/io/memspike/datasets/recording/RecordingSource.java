package io.memspike.datasets.recording;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.EventClock;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.EventVisitor;
import java.io.IOException;

/**
 * A recording as a stream of events, for the ring. Times are those of the file, or, where its first event comes later than 3 s, as
 * those of cameras that run for long, counted from that event. Immutable; each replay reads the file anew.
 */
public final class RecordingSource implements EventSource {
    private final Recording recording;
    private final RecordingSummary summary;
    private final long origin;

    private RecordingSource(Recording recording, RecordingSummary summary) {
        this.recording = recording;
        this.summary = summary;
        final long first = summary.firstMicros();
        origin = first < 0 || first > EventClock.MAX_AHEAD_MICROS ? first : 0;
    }

    /**
     * Reads a recording once to know how large its sensor is.
     *
     * @throws FileFormatException where it is not sound, without events, or of a sensor too large for the ring
     */
    public static RecordingSource of(Recording recording) throws IOException {
        final RecordingSummary summary = RecordingSummary.counts(recording);
        if (summary.events() == 0) {
            throw new FileFormatException(recording.file(), "content", "at least one event", "none");
        }
        final int most = PackedEvent.MAX_COORDINATE + 1;
        if (summary.width() > most || summary.height() > most) {
            throw new FileFormatException(
                    recording.file(),
                    "content",
                    "a sensor of at most " + most + " × " + most + " pixels",
                    summary.width() + " × " + summary.height());
        }
        return new RecordingSource(recording, summary);
    }

    @Override
    public int height() {
        return summary.height();
    }

    @Override
    public int width() {
        return summary.width();
    }

    /** Time of the last event, as {@link #replay} tells it. */
    public long lastMicros() {
        return Math.max(0, summary.lastMicros() - origin);
    }

    @Override
    public int recordings() {
        return 1;
    }

    @Override
    public long recordingMicros() {
        return Long.MAX_VALUE;
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public int label(int recording) {
        return -1;
    }

    @Override
    public void replay(EventVisitor visitor) throws IOException {
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    visitor.onEvent(
                            Math.max(0, batch.micros()[i] - origin),
                            batch.x()[i] & 0xffff,
                            batch.y()[i] & 0xffff,
                            batch.polarity()[i] != 0);
                }
            }
        }
    }
}
