package io.memspike.datasets.recording.aedat.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import io.memspike.datasets.recording.internal.Bytes;
import io.memspike.datasets.recording.internal.RecordReader;
import java.io.IOException;
import java.util.List;

/**
 * jAER's AEDAT 2.0: lines that begin with {@code #}, then pairs of an address and a time in microseconds, both of 32 bits,
 * big-endian; the time is signed, and runs over. What an address means is up to the chip, {@link Aedat2Chip}. Source: jAER's
 * documentation and program.
 */
@AutoService(RecordingFormat.class)
public final class Aedat2Format implements RecordingFormat {
    private static final String FIRST = "#!AER-DAT2.0";
    private static final int RECORD = 8;

    /** Found by its name. */
    public Aedat2Format() {}

    @Override
    public String name() {
        return "aedat2";
    }

    @Override
    public String[] endings() {
        return new String[] {"aedat", "aedat2"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith(FIRST) ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final List<String> lines = bytes.header("#", "#End Of ASCII Header");
        if (lines.isEmpty() || !lines.get(0).startsWith(FIRST)) {
            throw bytes.refusal(0, FIRST, lines.isEmpty() ? "no line" : lines.get(0));
        }
        bytes.has(Head.MOST);
        return new Reader(bytes, Aedat2Chip.of(lines, bytes.window(), bytes.at(), bytes.end()));
    }

    private static final class Reader extends RecordReader {
        private final Aedat2Chip chip;
        private boolean hasTime;
        private int before;
        private long micros;

        Reader(RecordingBytes bytes, Aedat2Chip chip) {
            super(bytes, RECORD, 1, chip.size());
            this.chip = chip;
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) {
            int at = from;
            for (; at < to && into.room() > 0; at += RECORD) {
                final int address = Integer.reverseBytes(Bytes.i32(window, at));
                final int time = Integer.reverseBytes(Bytes.i32(window, at + 4));
                micros = hasTime ? micros + (time - before) : time; // the difference of 32 bits is right across a wrap
                hasTime = true;
                before = time;
                if (chip.isEvent(address)) {
                    into.add(micros, chip.x(address), chip.y(address), chip.polarity(address));
                }
            }
            return at;
        }
    }
}
