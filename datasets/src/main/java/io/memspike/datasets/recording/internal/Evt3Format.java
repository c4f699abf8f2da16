package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * Prophesee's EVT3: words of 16 bits, little-endian, behind lines that begin with {@code %}; each changes what the next are
 * understood by. The highest four bits say what a word is.
 *
 * <pre>
 *   0  y, 11 bits                          5  8 bits: bit i is an event at base + i; base goes on by 8
 *   2  p, 1 bit, and x, 11 bits: an event  6  time, low 12 bits
 *   3  p, 1 bit, and base, 11 bits         8  time, high 12 bits
 *   4  12 bits, as 5; base goes on by 12   others: triggers and what we do not need
 * </pre>
 *
 * <p>What comes before the first high bits has no time, and is dropped. High bits that change begin with low bits of 0. Source:
 * Prophesee, "EVT 3.0 format", docs.prophesee.ai, and OpenEB.
 */
@AutoService(RecordingFormat.class)
public final class Evt3Format implements RecordingFormat {
    private static final int RECORD = 2;
    private static final int MOST = 12; // events of one word

    /** Found by its name. */
    public Evt3Format() {}

    @Override
    public String name() {
        return "evt3";
    }

    @Override
    public String[] endings() {
        return new String[] {"raw"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return EvtHeader.likeness(head, "3.0");
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        return new Reader(bytes, SensorSize.ofProphesee(bytes.header("%", EvtHeader.END)));
    }

    private static final class Reader extends RecordReader {
        private final HighTime time = new HighTime(12, 12);
        private int low;
        private int y;
        private int base;
        private int polarity;
        private long dropped;

        Reader(RecordingBytes bytes, SensorSize size) {
            super(bytes, RECORD, MOST, size);
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) {
            int at = from;
            int row = y;
            long micros = time.micros() + low;
            boolean hasTime = time.micros() >= 0;
            for (; at < to && into.room() >= MOST; at += RECORD) {
                final int word = Bytes.u16(window, at);
                switch (word >>> 12) {
                    case 0 -> row = word & 0x7ff;
                    case 2 -> {
                        if (hasTime) {
                            into.add(micros, word & 0x7ff, row, word >>> 11 & 1);
                        } else {
                            dropped++;
                        }
                    }
                    case 3 -> {
                        base = word & 0x7ff;
                        polarity = word >>> 11 & 1;
                    }
                    case 4 -> vector(word & 0xfff, 12, micros, row, hasTime, into);
                    case 5 -> vector(word & 0xff, 8, micros, row, hasTime, into);
                    case 6 -> {
                        low = word & 0xfff;
                        micros = time.micros() + low;
                    }
                    case 8 -> {
                        final long before = time.micros();
                        low = time.high(word & 0xfff) == before ? low : 0;
                        micros = time.micros() + low;
                        hasTime = true;
                    }
                    default -> {}
                }
            }
            y = row;
            return at;
        }

        private void vector(int mask, int width, long micros, int row, boolean hasTime, EventBatch into) {
            if (hasTime) {
                for (int valid = mask; valid != 0; valid &= valid - 1) {
                    into.add(micros, base + Integer.numberOfTrailingZeros(valid), row, polarity);
                }
            } else {
                dropped += Integer.bitCount(mask);
            }
            base += width;
        }

        @Override
        public long dropped() {
            return dropped;
        }
    }
}
