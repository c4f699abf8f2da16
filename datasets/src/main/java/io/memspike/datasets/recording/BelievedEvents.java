package io.memspike.datasets.recording;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.EventClock;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Events that can be right: on the sensor, and, where times come from a counter, not a lone one far from all others. Others are left
 * out and counted. A time of 64 bits that no difference of 64 bits reaches is refused.
 *
 * <p>How far is far is what the live stream believes ({@link EventClock}): further ahead than 3 s, or further behind than 150 ms.
 * Such an event is held until the next: if that fits the times before, the one that was held is stray; if not, time has moved, by a
 * pause, a restart of the sensor or another recording behind the first, and nothing is lost: a file, unlike a stream, can be read on
 * before one decides.
 */
final class BelievedEvents implements EventReader {
    private static final int ANY = 1 << 16;

    private static final long MOST_MICROS = 1L << 62; // so that differences of any two fit

    private final Path file;
    private final EventReader events;
    private final boolean isCounted;
    private final int right;
    private final int bottom;
    private final EventBatch raw = new EventBatch();
    private boolean hasTime;
    private long now; // the latest time that is believed
    private boolean isHeld;
    private long heldMicros;
    private int heldX;
    private int heldY;
    private int heldPolarity;
    private long dropped;
    private long before; // events of earlier batches

    BelievedEvents(Path file, EventReader events, boolean isCounted) {
        this.file = file;
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
        if (into.size() == 0 && isHeld) { // the last of all: nothing speaks against it
            believeHeld(into);
        }
        return into.size() > 0;
    }

    private void take(EventBatch into) throws FileFormatException {
        final long[] micros = raw.micros();
        final short[] x = raw.x();
        final short[] y = raw.y();
        final int size = raw.size();
        int from = 0; // of a run of events that are all right
        for (int i = 0; i < size; i++) {
            if ((x[i] & 0xffff) >= right || (y[i] & 0xffff) >= bottom) {
                into.add(raw, from, i - from);
                from = i + 1;
                dropped++;
            } else if (isCounted) {
                final long time = micros[i];
                if (fits(time)) {
                    dropped += isHeld ? 1 : 0;
                    isHeld = false;
                    now = Math.max(now, time);
                } else {
                    into.add(raw, from, i - from);
                    from = doubt(i, into) ? i : i + 1;
                }
            } else if (micros[i] <= -MOST_MICROS || micros[i] >= MOST_MICROS) {
                throw new FileFormatException(
                        file, "event " + (before + i), "a time within 2^62 µs of zero", micros[i] + " µs");
            }
        }
        into.add(raw, from, size - from);
        before += size;
    }

    private boolean fits(long time) {
        final long step = time - now;
        return hasTime && step <= EventClock.MAX_AHEAD_MICROS && step >= -EventClock.MAX_BEHIND_MICROS;
    }

    /** An event that does not fit; returns whether it is taken, else it is held. */
    private boolean doubt(int i, EventBatch into) {
        final long time = raw.micros()[i];
        if (isHeld) {
            believeHeld(into);
        }
        if (!hasTime || fits(time)) {
            now = hasTime ? Math.max(now, time) : time;
            hasTime = true;
            return true;
        }
        isHeld = true;
        heldMicros = time;
        heldX = raw.x()[i];
        heldY = raw.y()[i];
        heldPolarity = raw.polarity()[i];
        return false;
    }

    private void believeHeld(EventBatch into) {
        into.add(heldMicros, heldX, heldY, heldPolarity);
        now = heldMicros;
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
        return events.dropped() + dropped;
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
