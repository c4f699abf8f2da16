package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingFormat;

/**
 * SLAYER's spikes in two dimensions: five bytes an event, big-endian, without a head; N-MNIST's layout without its marks.
 *
 * <pre>
 *   | x, 8 bits | y, 8 bits | p, 1 bit | microseconds, 23 bits |
 * </pre>
 */
@AutoService(RecordingFormat.class)
public final class Slayer2Format extends SlayerFormat {
    /** Found by its name. */
    public Slayer2Format() {
        super("bs2", 5, 23);
    }

    @Override
    int decode(byte[] window, int from, int to, Counter clock, EventBatch into) {
        int at = from;
        for (; at < to && into.room() > 0; at += 5) {
            final int rest = u24(window, at + 2);
            into.add(clock.micros(rest & 0x7f_ffff), window[at] & 0xff, window[at + 1] & 0xff, rest >>> 23);
        }
        return at;
    }
}
