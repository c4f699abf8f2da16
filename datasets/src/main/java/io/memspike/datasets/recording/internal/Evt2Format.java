package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * Prophesee's EVT2: words of 32 bits, little-endian, behind lines that begin with {@code %}.
 *
 * <pre>
 *   31       28 27               22 21        11 10         0
 *  +-----------+-------------------+------------+------------+
 *  | 0 or 1: p | time, low 6 bits  | x, 11 bits | y, 11 bits |
 *  | 8         | time, high 28 bits                          |
 *  +-----------+---------------------------------------------+     others: triggers and what we do not need
 * </pre>
 *
 * <p>What comes before the first high bits has no time, and is dropped. Source: Prophesee, "EVT 2.0 format", docs.prophesee.ai.
 */
@AutoService(RecordingFormat.class)
public final class Evt2Format implements RecordingFormat {
    private static final int RECORD = 4;

    /** Found by its name. */
    public Evt2Format() {}

    @Override
    public String name() {
        return "evt2";
    }

    @Override
    public String[] endings() {
        return new String[0];
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return EvtHeader.likeness(head, "2.0");
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        return new Reader(bytes, SensorSize.ofProphesee(bytes.header("%", EvtHeader.END)));
    }

    private static final class Reader extends RecordReader {
        private final HighTime time = new HighTime(28, 6);
        private long dropped;

        Reader(RecordingBytes bytes, SensorSize size) {
            super(bytes, RECORD, 1, size);
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) {
            int at = from;
            long base = time.micros();
            for (; at < to && into.room() > 0; at += RECORD) {
                final int word = Bytes.i32(window, at);
                final int type = word >>> 28;
                if (type <= 1) {
                    if (base < 0) {
                        dropped++;
                    } else {
                        into.add(base + (word >>> 22 & 0x3f), word >>> 11 & 0x7ff, word & 0x7ff, type);
                    }
                } else if (type == 8) {
                    base = time.high(word & 0xfff_ffff);
                }
            }
            return at;
        }

        @Override
        public long dropped() {
            return dropped;
        }
    }
}
