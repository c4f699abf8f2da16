package io.memspike.datasets.recording;

import com.google.flatbuffers.FlatBufferBuilder;
import io.airlift.compress.zstd.ZstdCompressor;
import io.memspike.datasets.recording.Events.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;

/** Encoders of every format, written from the specifications and from nothing that reads them. */
final class Encoded {
    private static final int SIDE = 128;

    private Encoded() {}

    /** A way to write events, with what it keeps of them. */
    record Way(String name, String file, Function<Events, byte[]> encode, int width, int height, int pause) {
        @Override
        public String toString() {
            return name;
        }

        byte[] of(Events events) {
            return encode.apply(events);
        }

        Events random(long seed, int count) {
            return Events.random(seed, count, width, height, pause);
        }
    }

    /** All of them. */
    static List<Way> ways() {
        return List.of(
                new Way("bin", "a.bin", Encoded::bin, SIDE, SIDE, 20_000),
                new Way("bs2", "a.bs2", Encoded::bs2, SIDE, SIDE, 20_000),
                new Way("bs3", "a.bs3", Encoded::bs3, 700, 400, 20_000),
                new Way("dat v1", "a", e -> dat(e, 1), 304, 240, 2_000_000),
                new Way("dat v2", "a", e -> dat(e, 2), 1280, 720, 2_000_000),
                new Way("evt2", "a", e -> evt2(e), 640, 480, 2_000_000),
                new Way("evt21", "a", e -> evt21(e, false), 1280, 720, 2_000_000),
                new Way("evt21 legacy", "a", e -> evt21(e, true), 1280, 720, 2_000_000),
                new Way("evt3", "a", Encoded::evt3, 1280, 720, 100_000),
                new Way("aedat2 dvs128", "a", e -> aedat2(e, false), SIDE, SIDE, 2_000_000),
                new Way("aedat2 davis", "a", e -> aedat2(e, true), 346, 260, 2_000_000),
                new Way("aedat3", "a", Encoded::aedat3, 240, 180, 2_000_000),
                new Way("aedat4", "a", e -> aedat4(e, 0), 346, 260, 9_000_000),
                new Way("aedat4 lz4", "a", e -> aedat4(e, 1), 346, 260, 9_000_000),
                new Way("aedat4 zstd", "a", e -> aedat4(e, 3), 346, 260, 9_000_000),
                new Way("es dvs", "a", e -> es(e, false), 640, 480, 9_000),
                new Way("es atis", "a", e -> es(e, true), 304, 240, 9_000),
                new Way("text", "a", e -> text(e, " ", false), 1280, 720, 9_000_000),
                new Way("text seconds", "a", e -> text(e, "\t", true), 1280, 720, 9_000_000),
                new Way("csv", "a", e -> text(e, ",", false), 1280, 720, 9_000_000),
                new Way("npy records", "a", e -> npyRecords(e, false), 1280, 720, 9_000_000),
                new Way("npy big-endian", "a", e -> npyRecords(e, true), 1280, 720, 9_000_000),
                new Way("npy rows", "a", Encoded::npyRows, 1280, 720, 9_000_000),
                new Way("npz", "a", Encoded::npz, 1280, 720, 9_000_000));
    }

    private static ByteBuffer room(Events events, int each, String head) {
        final byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + each * (events.list().size() + 100))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes);
    }

    private static byte[] done(ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    static byte[] bin(Events events) {
        final ByteBuffer out = room(events, 40, "");
        long overflows = 0;
        for (final Event e : events.list()) {
            while (e.micros() - overflows > 8191) { // 13 bits, then a mark
                out.put((byte) 0).put((byte) 240).put((byte) 0).put((byte) 0x1f).put((byte) 0xff);
                overflows += 8192;
            }
            bits40(out, (long) e.x() << 32 | (long) e.y() << 24 | (long) e.polarity() << 23 | e.micros() - overflows);
        }
        return done(out);
    }

    private static void bits40(ByteBuffer out, long bits) {
        for (int shift = 32; shift >= 0; shift -= 8) {
            out.put((byte) (bits >> shift));
        }
    }

    static byte[] bs1(Events events) {
        final ByteBuffer out = room(events, 5, "");
        for (final Event e : events.list()) {
            bits40(out, (long) e.x() << 24 | (long) e.polarity() << 23 | e.micros() & 0x7f_ffff);
        }
        return done(out);
    }

    static byte[] bs2(Events events) {
        final ByteBuffer out = room(events, 5, "");
        for (final Event e : events.list()) {
            bits40(out, (long) e.x() << 32 | (long) e.y() << 24 | (long) e.polarity() << 23 | e.micros() & 0x7f_ffff);
        }
        return done(out);
    }

    static byte[] bs3(Events events) {
        final ByteBuffer out = room(events, 7, "");
        for (final Event e : events.list()) {
            final int pixel = e.x() << 12 | e.y();
            out.put((byte) (pixel >> 16)).put((byte) (pixel >> 8));
            bits40(out, (pixel & 0xffL) << 32 | (long) e.polarity() << 24 | e.micros() & 0xff_ffff);
        }
        return done(out);
    }

    static byte[] dat(Events events, int version) {
        final ByteBuffer out = room(
                events,
                8,
                version == 2
                        ? "% Data file containing CD events.\n% Version 2\n% Height 720\n% Width 1280\n"
                        : "% Data file containing TD events\n");
        out.put((byte) (version == 2 ? 12 : 0)).put((byte) 8);
        for (final Event e : events.list()) {
            out.putInt((int) e.micros());
            out.putInt(
                    version == 2 ? e.polarity() << 28 | e.y() << 14 | e.x() : e.polarity() << 17 | e.y() << 9 | e.x());
        }
        return done(out);
    }

    static byte[] evt2(Events events) {
        final ByteBuffer out = room(events, 8, "% evt 2.0\n% geometry 640x480\n% end\n");
        long high = -1;
        for (final Event e : events.list()) {
            if (e.micros() >> 6 != high) {
                high = e.micros() >> 6;
                out.putInt(8 << 28 | (int) (high & 0xfff_ffff));
                out.putInt(0xa << 28 | 1); // a trigger
            }
            out.putInt(e.polarity() << 28 | (int) (e.micros() & 63) << 22 | e.x() << 11 | e.y());
        }
        return done(out);
    }

    static byte[] evt21(Events events, boolean isLegacy) {
        final ByteBuffer out = room(
                events,
                16,
                "% format EVT21;height=720;width=1280" + (isLegacy ? ";endianness=legacy" : "") + "\n% end\n");
        long high = -1;
        final List<Event> list = events.list();
        for (int i = 0; i < list.size(); ) {
            final Event e = list.get(i);
            if (e.micros() >> 6 != high) {
                high = e.micros() >> 6;
                word(out, 8L << 60 | (high & 0xfff_ffff) << 32, isLegacy);
            }
            long valid = 1;
            int last = 0;
            for (i++; i < list.size(); i++) { // what lies to the right of it, at once, in one word
                final Event next = list.get(i);
                final int right = next.x() - e.x();
                if (next.micros() != e.micros()
                        || next.y() != e.y()
                        || next.polarity() != e.polarity()
                        || right <= last
                        || right > 31) {
                    break;
                }
                valid |= 1L << right;
                last = right;
            }
            word(
                    out,
                    (long) e.polarity() << 60
                            | (e.micros() & 63) << 54
                            | (long) e.x() << 43
                            | (long) e.y() << 32
                            | valid,
                    isLegacy);
        }
        return done(out);
    }

    private static void word(ByteBuffer out, long word, boolean isLegacy) {
        out.putLong(isLegacy ? Long.rotateRight(word, 32) : word);
    }

    static byte[] evt3(Events events) {
        final ByteBuffer out = room(events, 80, "% evt 3.0\n% geometry 1280x720\n");
        long high = -1;
        long low = -1;
        int y = -1;
        final List<Event> list = events.list();
        for (int i = 0; i < list.size(); ) {
            final Event e = list.get(i);
            for (final long to = e.micros() >> 12; high != to; ) {
                high = high < 0 || to - high > 4000 ? to : high + 1; // cameras tell every one
                half(out, 8, (int) (high & 0xfff));
                low = 0;
            }
            if ((e.micros() & 0xfff) != low) {
                low = e.micros() & 0xfff;
                half(out, 6, (int) low);
            }
            if (e.y() != y) {
                y = e.y();
                half(out, 0, y);
            }
            int count = 1;
            while (count < 12 && i + count < list.size() && follows(list.get(i + count), e, count)) {
                count++;
            }
            if (count < 3) {
                half(out, 2, e.polarity() << 11 | e.x());
                i++;
            } else {
                half(out, 3, e.polarity() << 11 | e.x());
                half(out, count > 8 ? 4 : 5, (1 << count) - 1);
                i += count;
            }
        }
        return done(out);
    }

    private static boolean follows(Event next, Event first, int right) {
        return next.equals(new Event(first.micros(), first.x() + right, first.y(), first.polarity()));
    }

    private static void half(ByteBuffer out, int type, int value) {
        out.putShort((short) (type << 12 | value));
    }

    static byte[] aedat2(Events events, boolean isDavis) {
        final String chip =
                isDavis ? "eu.seebetter.ini.chips.davis.Davis346blue" : "ch.unizh.ini.jaer.chip.retina.DVS128";
        final ByteBuffer out = room(events, 24, "#!AER-DAT2.0\r\n# AEChip: " + chip + "\r\n#End Of ASCII Header\r\n");
        out.order(ByteOrder.BIG_ENDIAN);
        for (final Event e : events.list()) {
            if (isDavis) {
                out.putInt(1 << 31 | 345 << 12).putInt((int) e.micros()); // of a picture
                out.putInt(e.y() << 22 | 345 - e.x() << 12 | e.polarity() << 11);
            } else {
                out.putInt(1 << 15).putInt((int) e.micros()); // a signal from outside
                out.putInt(e.y() << 8 | 127 - e.x() << 1 | 1 - e.polarity());
            }
            out.putInt((int) e.micros());
        }
        return done(out);
    }

    static byte[] aedat3(Events events) {
        final ByteBuffer out = room(
                events,
                60,
                "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DAVIS240C\r\n#Start-Time: 2026\r\n#!END-HEADER\r\n");
        final int most = 7; // events of a packet
        final List<Event> list = events.list();
        for (int i = 0; i < list.size(); ) {
            final long overflow = list.get(i).micros() >>> 31;
            int to = i;
            while (to < list.size() && to < i + most && list.get(to).micros() >>> 31 == overflow) {
                to++;
            }
            packetHead(out, 2, 20, 3, 0); // of another kind
            out.put(new byte[60]);
            packetHead(out, 1, 8, to - i + 1, (int) overflow);
            out.putInt(5 << 17 | 5 << 2 | 2).putInt((int) list.get(i).micros()); // not valid
            for (; i < to; i++) {
                final Event e = list.get(i);
                out.putInt(e.x() << 17 | e.y() << 2 | e.polarity() << 1 | 1)
                        .putInt((int) (e.micros() & Integer.MAX_VALUE));
            }
        }
        return done(out);
    }

    private static void packetHead(ByteBuffer out, int type, int length, int count, int overflow) {
        out.putShort((short) type).putShort((short) 1);
        out.putInt(length)
                .putInt(4)
                .putInt(overflow)
                .putInt(count)
                .putInt(count)
                .putInt(count);
    }

    static byte[] aedat4(Events events, int compression) {
        final String streams =
                "<dv version=\"2.0\"><node name=\"outInfo\" path=\"/a/outInfo/\"><node name=\"0\" path=\"/a/0/\">"
                        + "<attr key=\"typeIdentifier\" type=\"string\">IMUS</attr></node><node name=\"1\" path=\"/a/1/\">"
                        + "<attr key=\"compression\" type=\"string\">LZ4</attr><attr key=\"typeIdentifier\" type=\"string\">EVTS</attr>"
                        + "<node name=\"info\" path=\"/a/1/info/\"><attr key=\"sizeX\" type=\"int\">346</attr>"
                        + "<attr key=\"sizeY\" type=\"int\">260</attr></node></node></node></dv>";
        final FlatBufferBuilder head = new FlatBufferBuilder();
        final int text = head.createString(streams);
        head.startTable(3);
        head.addInt(0, compression, 0);
        head.addLong(1, -1, 0);
        head.addOffset(2, text, 0);
        head.finishSizePrefixed(head.endTable(), "IOHE");
        final ByteBuffer out = room(events, 60, "#!AER-DAT4.0\r\n");
        out.put(head.sizedByteArray());
        final int most = 1000;
        final List<Event> list = events.list();
        packet(out, 0, new byte[] {1, 2, 3});
        for (int i = 0; i < list.size(); i += most) {
            final List<Event> part = list.subList(i, Math.min(list.size(), i + most));
            final FlatBufferBuilder packet = new FlatBufferBuilder();
            packet.startVector(16, part.size(), 8);
            for (int k = part.size() - 1; k >= 0; k--) {
                final Event e = part.get(k);
                packet.prep(8, 16);
                packet.pad(3);
                packet.putBoolean(e.polarity() == 1);
                packet.putShort((short) e.y());
                packet.putShort((short) e.x());
                packet.putLong(e.micros());
            }
            final int elements = packet.endVector();
            packet.startTable(1);
            packet.addOffset(0, elements, 0);
            packet.finishSizePrefixed(packet.endTable(), "EVTS");
            packet(out, 1, pack(packet.sizedByteArray(), compression));
        }
        return done(out);
    }

    private static void packet(ByteBuffer out, int stream, byte[] content) {
        out.putInt(stream).putInt(content.length).put(content);
    }

    private static byte[] pack(byte[] bytes, int compression) {
        try {
            if (compression == 0) {
                return bytes;
            }
            if (compression == 3) {
                final byte[] packed = new byte[2 * bytes.length + 1000];
                return Arrays.copyOf(
                        packed, new ZstdCompressor().compress(bytes, 0, bytes.length, packed, 0, packed.length));
            }
            final ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (FramedLZ4CompressorOutputStream lz4 = new FramedLZ4CompressorOutputStream(packed)) {
                lz4.write(bytes);
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] es(Events events, boolean isAtis) {
        final ByteBuffer out = room(events, 200, "Event Stream\u0002\u0000\u0000" + (isAtis ? "\u0002" : "\u0001"));
        out.putShort((short) (isAtis ? 304 : 640)).putShort((short) (isAtis ? 240 : 480));
        long before = 0;
        for (final Event e : events.list()) {
            long left = e.micros() - before;
            before = e.micros();
            if (isAtis) {
                for (; left >= 63 * 3; left -= 63 * 3) {
                    out.put((byte) 0xff);
                }
                for (; left >= 63; left -= 63) {
                    out.put((byte) 0xfd);
                }
                out.put((byte) (left << 2 | e.polarity() << 1));
                out.putShort((short) e.x()).putShort((short) e.y());
                out.put((byte) 1); // a threshold crossing at once
            } else {
                for (; left >= 127; left -= 127) {
                    out.put((byte) 0xff);
                }
                out.put((byte) (left << 1 | e.polarity()));
            }
            out.putShort((short) e.x()).putShort((short) e.y());
        }
        return done(out);
    }

    static byte[] text(Events events, String between, boolean isSeconds) {
        final StringBuilder out = new StringBuilder(between.equals(",") ? "t,x,y,p\n" : "# t x y p\n");
        for (final Event e : events.list()) {
            out.append(isSeconds ? String.format(Locale.ROOT, "%.9f", e.micros() / 1e6) : Long.toString(e.micros()))
                    .append(between)
                    .append(e.x())
                    .append(between)
                    .append(e.y())
                    .append(between)
                    .append(e.polarity())
                    .append('\n');
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] npy(String descr, String shape, byte[] data) {
        String header = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (" + shape + "), }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        final ByteBuffer out =
                ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        return out.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(data).array();
    }

    static byte[] npyRecords(Events events, boolean isBig) {
        final String order = isBig ? ">" : "<";
        final ByteBuffer out = ByteBuffer.allocate(16 * events.list().size())
                .order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (final Event e : events.list()) {
            out.putShort((short) e.x()).putShort((short) e.y()).put((byte) e.polarity());
            out.put(new byte[3]).putLong(e.micros());
        }
        return npy(
                "[('x', '" + order + "u2'), ('y', '" + order + "i2'), ('p', '|b1'), ('', '|V3'), ('t', '" + order
                        + "i8')]",
                events.list().size() + ",",
                out.array());
    }

    static byte[] npyRows(Events events) {
        final ByteBuffer out = ByteBuffer.allocate(32 * events.list().size()).order(ByteOrder.LITTLE_ENDIAN);
        for (final Event e : events.list()) {
            out.putDouble(e.x()).putDouble(e.y()).putDouble(e.micros()).putDouble(2 * e.polarity() - 1);
        }
        return npy("'<f8'", events.list().size() + ", 4", out.array());
    }

    static byte[] npz(Events events) {
        final int n = events.list().size();
        final ByteBuffer t = ByteBuffer.allocate(8 * n).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer x = ByteBuffer.allocate(2 * n).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer y = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer p = ByteBuffer.allocate(n);
        for (final Event e : events.list()) {
            t.putLong(e.micros());
            x.putShort((short) e.x());
            y.putInt(e.y());
            p.put((byte) e.polarity());
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "x.npy", npy("'<u2'", n + ",", x.array()));
            entry(zip, "y.npy", npy("'<i4'", n + ",", y.array()));
            entry(zip, "t.npy", npy("'<i8'", n + ",", t.array()));
            entry(zip, "p.npy", npy("'|b1'", n + ",", p.array()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
