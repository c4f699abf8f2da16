package io.memspike.datasets.recording.aedat.internal;

import io.airlift.compress.zstd.ZstdDecompressor;
import io.airlift.compress.zstd.ZstdInputStream;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.internal.Bytes;
import io.memspike.datasets.recording.internal.SensorSize;
import io.memspike.datasets.recording.internal.SizedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** The packets of an AEDAT 4 file, and the events of one stream in them. */
final class Aedat4Packets extends SizedReader {
    /** What packets are packed with. */
    enum Compression {
        /** They are not. */
        NONE,
        /** LZ4, a frame each. */
        LZ4,
        /** zstd, a frame each. */
        ZSTD;

        /** By the number in the head; null where there is none. */
        static Compression of(int number) {
            return switch (number) {
                case 0 -> NONE;
                case 1, 2 -> LZ4;
                case 3, 4 -> ZSTD;
                default -> null;
            };
        }
    }

    private static final int MOST_PACKET = 1 << 26;
    private static final int SIZE = 4; // of the size that flatbuffers begin with
    private static final int EVENT = 16;

    private final Compression compression;
    private final int stream; // −1: what packets say of themselves
    private final long end;
    private byte[] packed = new byte[1 << 16];
    private byte[] content = new byte[1 << 16];
    private ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    private final Flat packet = new Flat();
    private final ZstdDecompressor zstd = new ZstdDecompressor();
    private int at; // of the next event in content
    private int left; // events in content
    private int events = -1; // the stream that is read

    Aedat4Packets(RecordingBytes bytes, Compression compression, int stream, SensorSize size, long end) {
        super(bytes, size);
        this.compression = compression;
        this.stream = stream;
        this.end = end;
        this.events = stream;
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        into.clear();
        while (into.room() > 0 && (left > 0 || nextPacket())) {
            final int count = Math.min(left, into.room());
            final byte[] from = content;
            int place = at;
            for (int i = 0; i < count; i++, place += EVENT) {
                into.add(
                        Bytes.i64(from, place),
                        Bytes.u16(from, place + 8),
                        Bytes.u16(from, place + 10),
                        from[place + 12] == 0 ? 0 : 1);
            }
            at = place;
            left -= count;
        }
        return into.size() > 0;
    }

    private boolean nextPacket() throws IOException {
        while (left == 0 && bytes.offset() < end) {
            if (!bytes.has(8)) {
                throw bytes.cutShort("a packet's head", 8);
            }
            final int id = Bytes.i32(bytes.window(), bytes.at());
            final int length = Bytes.i32(bytes.window(), bytes.at() + 4);
            final long offset = bytes.offset();
            if (length < 0 || length > end - offset - 8) {
                throw bytes.refusal(offset + 4, "a packet within " + (end - offset - 8) + " bytes", length + " bytes");
            }
            bytes.moveTo(bytes.at() + 8);
            if (events >= 0 && id != events) {
                bytes.skip(length);
            } else {
                open(id, length, offset + 8);
            }
        }
        return left > 0;
    }

    private void open(int id, int length, long offset) throws IOException {
        if (length > MOST_PACKET) {
            throw bytes.refusal(offset, "a packet of at most " + MOST_PACKET + " bytes", length);
        }
        if (packed.length < length) {
            packed = new byte[length];
        }
        if (bytes.copy(packed, 0, length) < length) {
            throw bytes.refusal(offset, "a packet of " + length + " bytes", "the end of the file");
        }
        final int unpacked = unpack(length, offset);
        try {
            find(id, unpacked, offset);
        } catch (IndexOutOfBoundsException e) {
            throw bytes.refusal(offset, "a flatbuffer that lies within its packet", "an offset outside");
        }
    }

    /** Finds the events of a packet that is unpacked. */
    private void find(int id, int length, long offset) throws IOException {
        if (length < 12) {
            throw bytes.refusal(offset, "a flatbuffer of at least 12 bytes", length);
        }
        if (buffer.array() != content) {
            buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        }
        buffer.limit(length);
        final boolean isEvents = content[8] == 'E' && content[9] == 'V' && content[10] == 'T' && content[11] == 'S';
        if (!isEvents) {
            if (stream >= 0) {
                throw bytes.refusal(offset, "events, EVTS", "a packet of another kind");
            }
            return;
        }
        events = id;
        packet.at(buffer, SIZE);
        final int count = packet.size(0);
        if (count == 0) {
            return;
        }
        final int begin = packet.elements(0);
        if (count < 0 || begin < 0 || (long) count * EVENT > buffer.limit() - begin) {
            throw new IndexOutOfBoundsException(count);
        }
        at = begin;
        left = count;
    }

    /** Unpacks what lies in {@code packed}; returns how many bytes it is. */
    private int unpack(int length, long offset) throws IOException {
        if (compression == Compression.NONE) {
            if (content.length < length) {
                content = new byte[length];
            }
            System.arraycopy(packed, 0, content, 0, length);
            return length;
        }
        final int whole = compression == Compression.ZSTD ? unpackWhole(length) : -1;
        return whole < 0 ? unpackStream(length, offset) : whole;
    }

    /** Unpacks what says how long it is, and is; −1 for others. */
    private int unpackWhole(int length) {
        try {
            final long whole = ZstdDecompressor.getDecompressedSize(packed, 0, length);
            if (whole < 0 || whole > MOST_PACKET) {
                return -1;
            }
            if (content.length < whole) {
                content = new byte[(int) whole];
            }
            return zstd.decompress(packed, 0, length, content, 0, (int) whole);
        } catch (RuntimeException e) {
            return -1; // several frames, or none that is sound, as the stream will say
        }
    }

    private int unpackStream(int length, long offset) throws IOException {
        try (InputStream in = frames(new ByteArrayInputStream(packed, 0, length))) {
            int done = 0;
            while (true) {
                if (done == content.length) {
                    if (done >= MOST_PACKET) {
                        throw bytes.refusal(offset, "a packet of at most " + MOST_PACKET + " bytes unpacked", "more");
                    }
                    content = Arrays.copyOf(content, 2 * done);
                }
                final int step = in.read(content, done, content.length - done);
                if (step < 0) {
                    return done;
                }
                done += step;
            }
        } catch (FileFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw bytes.refusal(offset, "an intact frame of " + compression, FileFormatException.reason(e));
        }
    }

    private InputStream frames(InputStream in) throws IOException {
        return compression == Compression.ZSTD
                ? new ZstdInputStream(in)
                : new FramedLZ4CompressorInputStream(in); // blocks of cameras build on each other
    }
}
