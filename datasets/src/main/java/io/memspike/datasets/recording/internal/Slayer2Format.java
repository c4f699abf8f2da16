package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * SLAYER's spikes in two dimensions: five bytes an event, big-endian, without a head; N-MNIST's layout without its marks.
 *
 * <pre>
 *   | x, 8 bits | y, 8 bits | p, 1 bit | microseconds, 23 bits |
 * </pre>
 *
 * <p>Source: Shrestha and Orchard, "SLAYER: spike layer error reassignment in time", NeurIPS 2018, and its program.
 */
@AutoService(RecordingFormat.class)
public final class Slayer2Format implements RecordingFormat {
    /** Found by its name. */
    public Slayer2Format() {}

    @Override
    public String name() {
        return "bs2";
    }

    @Override
    public String[] endings() {
        return new String[] {"bs2"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return BitStreams.likeness(head, 5, 23);
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        BitStreams.requireRecords(bytes, 5);
        return new RecordReader(bytes, 5, 1, null) {
            private final Counter clock = new Counter(23);

            @Override
            protected int decode(byte[] window, int from, int to, EventBatch into) {
                int at = from;
                for (; at < to && into.room() > 0; at += 5) {
                    final int rest = BitStreams.u24(window, at + 2);
                    into.add(clock.micros(rest & 0x7f_ffff), window[at] & 0xff, window[at + 1] & 0xff, rest >>> 23);
                }
                return at;
            }
        };
    }
}
