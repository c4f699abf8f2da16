package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingFormat;

/**
 * SLAYER's spikes in one dimension: five bytes an event, big-endian, without a head. x is the neuron's number.
 *
 * <pre>
 *   | neuron, 16 bits | p, 1 bit | microseconds, 23 bits |
 * </pre>
 */
@AutoService(RecordingFormat.class)
public final class Slayer1Format extends SlayerFormat {
    /** Found by its name. */
    public Slayer1Format() {
        super("bs1", 5, 23);
    }

    @Override
    int decode(byte[] window, int from, int to, Counter clock, EventBatch into) {
        int at = from;
        for (; at < to && into.room() > 0; at += 5) {
            final int rest = u24(window, at + 2);
            final int neuron = (window[at] & 0xff) << 8 | window[at + 1] & 0xff;
            into.add(clock.micros(rest & 0x7f_ffff), neuron, 0, rest >>> 23);
        }
        return at;
    }
}
