package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingFormat;

/**
 * SLAYER's spikes in three dimensions: seven bytes an event, big-endian, without a head. Channels above 0 count as ON.
 *
 * <pre>
 *   | x, 12 bits | y, 12 bits | channel, 8 bits | microseconds, 24 bits |
 * </pre>
 */
@AutoService(RecordingFormat.class)
public final class Slayer3Format extends SlayerFormat {
    /** Found by its name. */
    public Slayer3Format() {
        super("bs3", 7, 24);
    }

    @Override
    int decode(byte[] window, int from, int to, Counter clock, EventBatch into) {
        int at = from;
        for (; at < to && into.room() > 0; at += 7) {
            final int pixel = u24(window, at);
            into.add(clock.micros(u24(window, at + 4)), pixel >>> 12, pixel & 0xfff, window[at + 3] == 0 ? 0 : 1);
        }
        return at;
    }
}
