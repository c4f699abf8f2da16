package io.memspike.datasets.recording.aedat.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import io.memspike.datasets.recording.internal.Bytes;
import io.memspike.datasets.recording.internal.SensorSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * iniVation's AEDAT 4: {@code #!AER-DAT4.0}, a head and packets, all of them flatbuffers, little-endian.
 *
 * <pre>
 *   | "#!AER-DAT4.0\r\n" | head, flatbuffer behind its size | packets … | table of what is where |
 *   packet   | stream, i32 | size, i32 | flatbuffer behind its size, compressed as the head says |
 *   event    | microseconds, i64 | x, i16 | y, i16 | ON, u8 | three unused |
 * </pre>
 *
 * <p>Of several streams of events, the first is read. Compression is none, LZ4 or zstd, in frames. Source: iniVation,
 * "AEDAT file formats", and the schemas of dv-processing.
 */
@AutoService(RecordingFormat.class)
public final class Aedat4Format implements RecordingFormat {
    /** How the file begins. */
    static final String FIRST = "#!AER-DAT4.0\r\n";

    private static final int MOST_HEAD = 1 << 20;
    // bounded and possessive, so that no head takes longer than its length
    private static final Pattern STREAM = Pattern.compile("<node name=\"(\\d{1,9})\"[^<>]{0,999}+>");
    private static final Pattern EVENTS = Pattern.compile("typeIdentifier\"[^<>]{0,99}+>\\s{0,99}+EVTS");
    private static final Pattern WIDTH = Pattern.compile("\"sizeX\"[^<>]{0,99}+>\\s{0,99}+(\\d{1,5})");
    private static final Pattern HEIGHT = Pattern.compile("\"sizeY\"[^<>]{0,99}+>\\s{0,99}+(\\d{1,5})");

    /** Found by its name. */
    public Aedat4Format() {}

    @Override
    public String name() {
        return "aedat4";
    }

    @Override
    public String[] endings() {
        return new String[] {"aedat4"};
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith("#!AER-DAT4") ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final byte[] first = take(bytes, FIRST.length(), "its first line");
        if (!new String(first, StandardCharsets.ISO_8859_1).equals(FIRST)) {
            throw bytes.refusal(0, FIRST.strip(), "another line");
        }
        final long at = bytes.offset();
        final int length = Bytes.i32(take(bytes, 4, "the length of the head"), 0);
        if (length < 8 || length > MOST_HEAD || length > bytes.length() - bytes.offset()) {
            throw bytes.refusal(at, "a head of 8 to " + MOST_HEAD + " bytes within the file", length + " bytes");
        }
        final ByteBuffer head = ByteBuffer.wrap(take(bytes, length, "a head")).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return reader(bytes, at, new Flat().at(head, 0));
        } catch (IndexOutOfBoundsException e) {
            throw bytes.refusal(at, "a flatbuffer that lies within itself", "an offset outside");
        }
    }

    private static EventReader reader(RecordingBytes bytes, long at, Flat head) throws IOException {
        final int compression = head.i32(0, 0);
        final Aedat4Packets.Compression how = Aedat4Packets.Compression.of(compression);
        if (how == null) {
            throw bytes.refusal(at, "compression 0 (none), 1, 2 (LZ4), 3 or 4 (zstd)", compression);
        }
        final long table = head.i64(1, -1);
        final String streams = head.text(2);
        if (table > bytes.length()) {
            throw bytes.refusal(at, "packets up to offset " + table, bytes.length() + " bytes, a file cut short");
        }
        final long end = table <= bytes.offset() ? bytes.length() : table; // a recording that was not closed has none
        final Matcher stream = STREAM.matcher(streams);
        final Matcher events = EVENTS.matcher(streams);
        while (stream.find()) {
            final int next = streams.indexOf("<node", stream.end());
            events.region(stream.end(), next < 0 ? streams.length() : next);
            if (events.find()) {
                final int number = Integer.parseInt(stream.group(1));
                return new Aedat4Packets(bytes, how, number, size(streams, events.end()), end);
            }
        }
        return new Aedat4Packets(bytes, how, -1, null, end);
    }

    /** What stands first behind a place; null where there is none. */
    private static SensorSize size(String streams, int from) {
        final Matcher width = WIDTH.matcher(streams);
        final Matcher height = HEIGHT.matcher(streams);
        return width.find(from) && height.find(from)
                ? SensorSize.of(Integer.parseInt(width.group(1)), Integer.parseInt(height.group(1)))
                : null;
    }

    private static byte[] take(RecordingBytes bytes, int count, String what) throws IOException {
        final long at = bytes.offset();
        final byte[] taken = new byte[count];
        final int found = bytes.copy(taken, 0, count);
        if (found < count) {
            throw bytes.refusal(at, what + " of " + count + " bytes", found + " bytes, the end of the file");
        }
        return taken;
    }
}
