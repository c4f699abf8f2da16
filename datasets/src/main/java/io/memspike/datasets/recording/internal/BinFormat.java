package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * N-MNIST and N-Caltech101: five bytes an event, big-endian, without a head.
 *
 * <pre>
 *   | x, 8 bits | y, 8 bits | p, 1 bit | microseconds, 23 bits |     p: 1 = ON
 * </pre>
 *
 * <p>A record with y = 240 is no event: the sensor's counter of 13 bits ran over, and all times from there on are 8,192 µs
 * later than they say. Time never runs backwards. Source: Orchard et al., "Converting static image datasets to spiking
 * neuromorphic datasets using saccades", Frontiers in Neuroscience 2015.
 */
@AutoService(RecordingFormat.class)
public final class BinFormat implements RecordingFormat {
    private static final int RECORD = 5;
    private static final int MICROS = 0x7f_ffff;
    private static final int OVERFLOW_Y = 240;
    private static final long OVERFLOW_MICROS = 1 << 13;

    /** Found by its name. */
    public BinFormat() {}

    @Override
    public String name() {
        return "bin";
    }

    @Override
    public String[] endings() {
        return new String[] {"bin"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public int leastSide() {
        return 34; // N-MNIST's
    }

    @Override
    public Likeness likeness(Head head) {
        if (head.length() == 0 || head.length() % RECORD != 0) {
            return Likeness.NONE;
        }
        final byte[] bytes = head.bytes();
        long before = 0;
        long overflows = 0;
        for (int at = 0; at + RECORD <= bytes.length; at += RECORD) {
            if ((bytes[at + 1] & 0xff) == OVERFLOW_Y) {
                overflows += OVERFLOW_MICROS;
                continue;
            }
            final long micros = overflows + (SlayerFormat.u24(bytes, at + 2) & MICROS);
            if (micros < before) {
                return Likeness.NONE;
            }
            before = micros;
        }
        return Likeness.PLAUSIBLE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        SlayerFormat.requireRecords(bytes, RECORD);
        return new Reader(bytes);
    }

    private static final class Reader extends RecordReader {
        private long overflows;
        private long before;

        Reader(RecordingBytes bytes) {
            super(bytes, RECORD, 1, null);
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) throws IOException {
            int at = from;
            for (; at < to && into.room() > 0; at += RECORD) {
                final int y = window[at + 1] & 0xff;
                if (y == OVERFLOW_Y) {
                    overflows += OVERFLOW_MICROS;
                    continue;
                }
                final int rest = SlayerFormat.u24(window, at + 2);
                final long micros = overflows + (rest & MICROS);
                if (micros < before) {
                    throw bytes.refusal(bytes.offset(at + 2), "time from " + before + " µs on", micros + " µs");
                }
                before = micros;
                into.add(micros, window[at] & 0xff, y, rest >>> 23);
            }
            return at;
        }
    }
}
