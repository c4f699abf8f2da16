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
 * Prophesee's DAT, versions 1 and 2: lines that begin with {@code %}, a byte that says what events are (0 or 12: changes), a byte
 * with their length, and events of eight bytes, little-endian.
 *
 * <pre>
 *   | microseconds, u32 | p, 4 bits | y, 14 bits | x, 14 bits |     version 2, from the highest bit down
 *   | microseconds, u32 | unused | p, 1 bit | y, 8 bits | x, 9 bits |     version 1
 * </pre>
 *
 * <p>Source: Prophesee, "DAT file format", docs.prophesee.ai.
 */
@AutoService(RecordingFormat.class)
public final class DatFormat implements RecordingFormat {
    private static final int RECORD = 8;
    private static final int CHANGES = 12;
    private static final long MICROS = 0xffff_ffffL;

    /** Found by its name. */
    public DatFormat() {}

    @Override
    public String name() {
        return "dat";
    }

    @Override
    public String[] endings() {
        return new String[] {"dat"};
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith("% ") && !EvtHeader.isEvt(head.lines('%')) ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final List<String> lines = bytes.header("%", "% end");
        int version = 1;
        for (final String line : lines) {
            if (line.matches("% *Version +\\d{1,3}")) {
                version = Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        if (version != 1 && version != 2) {
            throw bytes.refusal(0, "version 1 or 2", version);
        }
        if (!bytes.has(2)) {
            throw bytes.cutShort("type and length of events,", 2);
        }
        final int type = bytes.window()[bytes.at()] & 0xff;
        final int length = bytes.window()[bytes.at() + 1] & 0xff;
        if (type != 0 && type != CHANGES || length != RECORD) {
            throw bytes.refusal(bytes.offset(), "events of type 0 or 12 and 8 bytes", type + " and " + length);
        }
        bytes.moveTo(bytes.at() + 2);
        return new Reader(bytes, SensorSize.in(lines), version);
    }

    private static final class Reader extends RecordReader {
        private final Counter clock = new Counter(32);
        private final int yShift;
        private final int pShift;

        Reader(RecordingBytes bytes, SensorSize size, int version) {
            super(bytes, RECORD, 1, size);
            yShift = version == 2 ? 14 : 9;
            pShift = version == 2 ? 28 : 17;
        }

        @Override
        protected int decode(byte[] window, int from, int to, EventBatch into) {
            final Counter counter = clock;
            final int ys = yShift;
            final int ps = pShift;
            final int xMask = (1 << ys) - 1;
            final int yMask = (1 << (ps == 28 ? 14 : 8)) - 1;
            final int end = Math.min(to, from + RECORD * into.room());
            int at = from;
            for (; at < end; at += RECORD) {
                final int pixel = Bytes.i32(window, at + 4);
                into.add(
                        counter.micros(Bytes.i32(window, at) & MICROS),
                        pixel & xMask,
                        pixel >>> ys & yMask,
                        pixel >>> ps & 1);
            }
            return at;
        }
    }
}
