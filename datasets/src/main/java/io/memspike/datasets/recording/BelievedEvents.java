package io.memspike.datasets.recording;

import io.memspike.core.stream.EventClock;
import java.io.IOException;

/**
 * Events that can be right: on the sensor, and, where times come from a counter, at times that an {@link EventClock} believes,
 * as on the live stream. Others are left out and counted. Where the clock restarts, times stay as they are.
 */
final class BelievedEvents implements EventReader {
    private static final int ANY = 1 << 16;

    private final EventReader events;
    private final EventClock clock = EventClock.ofMicros();
    private final boolean isCounted;
    private final int right;
    private final int bottom;
    private final EventBatch raw = new EventBatch();
    private boolean hasTaken;
    private boolean isHeld; // the last event, until the next says whether to believe it
    private long heldPixel;
    private long heldMicros;
    private long outside;
    private long found; // held events that were believed at the end

    BelievedEvents(EventReader events, boolean isCounted) {
        this.events = events;
        this.isCounted = isCounted;
        right = events.width() == 0 ? ANY : events.width();
        bottom = events.height() == 0 ? ANY : events.height();
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        into.clear();
        while (into.size() == 0 && events.read(raw)) {
            take(into);
        }
        if (into.size() == 0 && !hasTaken && isHeld) { // a single event: there is nothing that speaks against it
            found = 1;
            addHeld(into);
        }
        hasTaken |= into.size() > 0;
        return into.size() > 0;
    }

    private void take(EventBatch into) {
        final long[] micros = raw.micros();
        final short[] x = raw.x();
        final short[] y = raw.y();
        final int size = raw.size();
        int from = 0; // of a run of events that are all right
        for (int i = 0; i < size; i++) {
            if ((x[i] & 0xffff) >= right || (y[i] & 0xffff) >= bottom) {
                into.add(raw, from, i - from);
                from = i + 1;
                outside++;
            } else if (isCounted) {
                final EventClock.Verdict verdict = clock.judge(micros[i], 0);
                if (verdict != EventClock.Verdict.TAKEN) {
                    into.add(raw, from, i - from);
                    from = i + (verdict == EventClock.Verdict.RESTARTED ? 0 : 1);
                    doubt(verdict, i, into);
                }
            }
        }
        into.add(raw, from, size - from);
    }

    private void doubt(EventClock.Verdict verdict, int i, EventBatch into) {
        if (verdict == EventClock.Verdict.RESTARTED && clock.hasHeld()) {
            addHeld(into);
        }
        isHeld = verdict == EventClock.Verdict.HELD;
        if (isHeld) {
            heldMicros = raw.micros()[i];
            heldPixel = (raw.x()[i] & 0xffffL) << 32 | (raw.y()[i] & 0xffffL) << 8 | raw.polarity()[i];
        }
    }

    private void addHeld(EventBatch into) {
        into.add(heldMicros, (int) (heldPixel >> 32), (int) (heldPixel >> 8 & 0xffff), (int) (heldPixel & 1));
        isHeld = false;
    }

    @Override
    public int width() {
        return events.width();
    }

    @Override
    public int height() {
        return events.height();
    }

    @Override
    public long dropped() {
        return events.dropped() + outside + (isCounted ? clock.lostEvents() - found : 0);
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
