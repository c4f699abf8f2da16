package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * SLAYER's spikes in three dimensions: seven bytes an event, big-endian, without a head. Channels above 0 count as ON.
 *
 * <pre>
 *   | x, 12 bits | y, 12 bits | channel, 8 bits | microseconds, 24 bits |
 * </pre>
 *
 * <p>Source: Shrestha and Orchard, "SLAYER: spike layer error reassignment in time", NeurIPS 2018, and its program.
 */
@AutoService(RecordingFormat.class)
public final class Slayer3Format implements RecordingFormat {
    /** Found by its name. */
    public Slayer3Format() {}

    @Override
    public String name() {
        return "bs3";
    }

    @Override
    public String[] endings() {
        return new String[] {"bs3"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return BitStreams.likeness(head, 7, 24);
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        BitStreams.requireRecords(bytes, 7);
        return new RecordReader(bytes, 7, 1, null) {
            private final Counter clock = new Counter(24);

            @Override
            protected int decode(byte[] window, int from, int to, EventBatch into) {
                int at = from;
                for (; at < to && into.room() > 0; at += 7) {
                    final int pixel = BitStreams.u24(window, at);
                    into.add(
                            clock.micros(BitStreams.u24(window, at + 4)),
                            pixel >>> 12,
                            pixel & 0xfff,
                            window[at + 3] == 0 ? 0 : 1);
                }
                return at;
            }
        };
    }
}
