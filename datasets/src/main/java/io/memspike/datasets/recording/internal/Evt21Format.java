package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;
import java.util.List;

/**
 * Prophesee's EVT2.1: words of 64 bits, little-endian, behind lines that begin with {@code %}; each tells of 32 pixels of a row.
 *
 * <pre>
 *   63       60 59               54 53        43 42         32 31                             0
 *  +-----------+-------------------+------------+-------------+--------------------------------+
 *  | 0 or 1: p | time, low 6 bits  | x, 11 bits | y, 11 bits  | bit i: an event at x + i       |
 *  | 8         | time, high 28 bits                           | unused                         |
 *  +-----------+----------------------------------------------+--------------------------------+
 * </pre>
 *
 * <p>Files whose head says {@code endianness=legacy} have the two halves of each word the other way round. Source: Prophesee, "EVT
 * 2.1 format", docs.prophesee.ai, and OpenEB.
 */
@AutoService(RecordingFormat.class)
public final class Evt21Format implements RecordingFormat {
    private static final int RECORD = 8;

    /** Found by its name. */
    public Evt21Format() {}

    @Override
    public String name() {
        return "evt21";
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
        return EvtHeader.likeness(head, "2.1");
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final List<String> lines = bytes.header("%", EvtHeader.END);
        final boolean isLegacy = lines.stream().anyMatch(line -> line.contains("endianness=legacy"));
        return new Reader(bytes, SensorSize.ofProphesee(lines), isLegacy);
    }

    private static final class Reader extends RecordReader {
        private final HighTime time = new HighTime(28, 6);
        private final int swap;
        private long dropped;

        Reader(RecordingBytes bytes, SensorSize size, boolean isLegacy) {
            super(bytes, RECORD, 32, size);
            swap = isLegacy ? 32 : 0;
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) {
            int at = from;
            long base = time.micros();
            for (; at < to && into.room() >= 32; at += RECORD) {
                final long word = Long.rotateLeft(Bytes.i64(window, at), swap);
                final int type = (int) (word >>> 60);
                if (type <= 1) {
                    if (base < 0) {
                        dropped += Integer.bitCount((int) word);
                    } else {
                        final long micros = base + (word >>> 54 & 0x3f);
                        final int x = (int) (word >>> 43) & 0x7ff;
                        final int y = (int) (word >>> 32) & 0x7ff;
                        for (int valid = (int) word; valid != 0; valid &= valid - 1) {
                            into.add(micros, x + Integer.numberOfTrailingZeros(valid), y, type);
                        }
                    }
                } else if (type == 8) {
                    base = time.high(word >>> 32 & 0xfff_ffff);
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
