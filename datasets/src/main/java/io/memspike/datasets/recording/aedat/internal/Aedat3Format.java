package io.memspike.datasets.recording.aedat.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import io.memspike.datasets.recording.internal.Bytes;
import io.memspike.datasets.recording.internal.SensorSize;
import io.memspike.datasets.recording.internal.SizedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * AEDAT 3.1: lines that begin with {@code #} up to {@code #!END-HEADER}, then packets of a head of 28 bytes and events of equal
 * length, little-endian.
 *
 * <pre>
 *   head    | type, u16 | source, u16 | event's length, u32 | offset of its time, u32 | times run over, u32 |
 *           | room, u32 | events, u32 | valid ones, u32 |
 *   change  | x, 15 bits 31…17 | y, 15 bits 16…2 | 1: ON | 0: valid |   | microseconds, i32 |     type 1
 * </pre>
 *
 * <p>Times run over every 2³¹ µs. Packets of other types are skipped, and so are changes that are not valid. Source: iniVation,
 * "AEDAT file formats".
 */
@AutoService(RecordingFormat.class)
public final class Aedat3Format implements RecordingFormat {
    private static final String FIRST = "#!AER-DAT3";

    /** Found by its name. */
    public Aedat3Format() {}

    @Override
    public String name() {
        return "aedat3";
    }

    @Override
    public String[] endings() {
        return new String[] {"aedat3"};
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
        final String end = "#!END-HEADER";
        final List<String> lines = bytes.header("#", end);
        if (lines.isEmpty() || !lines.get(0).startsWith(FIRST)) {
            throw bytes.refusal(0, FIRST, lines.isEmpty() ? "no line" : lines.get(0));
        }
        if (!lines.get(lines.size() - 1).equals(end)) {
            throw bytes.refusal(bytes.offset(), end, "other bytes, or the end of the file");
        }
        for (final String line : lines) {
            if (line.startsWith("#Format:") && !line.substring(8).strip().equals("RAW")) {
                throw bytes.refusal(0, "#Format: RAW", line);
            }
        }
        return new Reader(bytes, size(lines));
    }

    private static SensorSize size(List<String> lines) {
        final String text = String.join("\n", lines).toLowerCase(Locale.ROOT);
        if (text.contains("dvs128") || text.contains("davis128")) {
            return new SensorSize(128, 128);
        }
        if (text.contains("davis240") || text.contains("sbret")) {
            return new SensorSize(240, 180);
        }
        if (text.contains("davis346")) {
            return new SensorSize(346, 260);
        }
        return text.contains("davis640") ? new SensorSize(640, 480) : null;
    }

    private static final class Reader extends SizedReader {
        private static final int HEAD = 28;
        private static final int CHANGE = 8;

        private long left; // changes of the packet at hand
        private long base;

        Reader(RecordingBytes bytes, SensorSize size) {
            super(bytes, size);
        }

        @Override
        public boolean read(EventBatch into) throws IOException {
            into.clear();
            while (into.room() > 0) {
                if (left == 0 && !nextPacket()) {
                    break;
                }
                if (!bytes.has(CHANGE)) {
                    throw bytes.cutShort("an event", CHANGE);
                }
                decode(into);
            }
            return into.size() > 0;
        }

        private void decode(EventBatch into) {
            final byte[] window = bytes.window();
            final int begin = bytes.at();
            final int whole = (int) Math.min(left, (bytes.end() - begin) / CHANGE);
            int at = begin;
            for (; at < begin + whole * CHANGE && into.room() > 0; at += CHANGE) {
                final int data = Bytes.i32(window, at);
                if ((data & 1) != 0) {
                    into.add(base + Bytes.i32(window, at + 4), data >>> 17, data >>> 2 & 0x7fff, data >>> 1 & 1);
                }
            }
            left -= (at - begin) / CHANGE;
            bytes.moveTo(at);
        }

        /** Goes to the next packet of changes; returns whether there is one. */
        private boolean nextPacket() throws IOException {
            while (bytes.has(HEAD)) {
                final byte[] window = bytes.window();
                final int at = bytes.at();
                final int type = Bytes.u16(window, at);
                final long length = Bytes.i32(window, at + 4) & 0xffff_ffffL;
                final long count = Bytes.i32(window, at + 20) & 0xffff_ffffL;
                final long overflows = Bytes.i32(window, at + 12) & 0xffff_ffffL;
                final long content = length * count; // below 2^64, and where above 2^63, negative
                if (type == 1 && length != CHANGE) {
                    throw bytes.refusal(bytes.offset(at + 4), "changes of " + CHANGE + " bytes", length);
                }
                if (content < 0 || content > bytes.length() - bytes.offset() - HEAD) {
                    throw bytes.refusal(
                            bytes.offset(),
                            "a packet within the " + bytes.length() + " bytes of the file",
                            count + " events of " + length + " bytes");
                }
                bytes.moveTo(at + HEAD);
                if (type == 1 && count > 0) {
                    left = count;
                    base = overflows << 31;
                    return true;
                }
                bytes.skip(content);
            }
            if (bytes.end() > bytes.at()) {
                throw bytes.cutShort("a packet's head", HEAD);
            }
            return false;
        }
    }
}
