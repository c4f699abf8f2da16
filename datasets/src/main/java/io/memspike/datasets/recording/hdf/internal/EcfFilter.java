package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Prophesee's ECF, which packs a chunk of events in HDF5, little-endian. What comes out are events of 16 bytes: x, y, u16; polarity,
 * i16; unused; microseconds, i64.
 *
 * <pre>
 *   | count &lt;&lt; 2 | all packed &lt;&lt; 1 | x and p packed |  u32
 *   | first time, i64 | steps of time, each with how often: dt, 4 bits, and count, 4 bits; 15 and 15 are escapes |
 *   all packed   three words of 32 bits hold four events of y, 11 bits, x, 11 bits, and p, in 24 bits each
 *   otherwise    rows: y, 11 bits, and count, 5 bits, where 31 has the count in the next word; then
 *     x and p packed   three words of 16 bits hold four events of x, 11 bits, and p
 *     otherwise        x, 11 bits, and 5 bits of whether x + 1 … x + 5 follow; then p, 1 bit, and count, 7 bits; 127 is an escape
 * </pre>
 *
 * <p>Source: Prophesee's program, github.com/prophesee-ai/hdf5_ecf, which is the specification.
 */
@AutoService(Filter.class)
public final class EcfFilter implements Filter {
    private static final int ID = 0x8ecf;
    private static final int MOST = 65_535;
    private static final int EVENT = 16;

    /** Found by its number. */
    public EcfFilter() {}

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "ecf";
    }

    /**
     * Unpacks a chunk.
     *
     * @throws RuntimeException where it is not sound
     */
    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        final ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        final int head = in.getInt();
        final int count = head >>> 2;
        if (count > MOST) {
            throw new IllegalArgumentException("ECF: expected at most " + MOST + " events, found " + count);
        }
        final ByteBuffer out = ByteBuffer.allocate(count * EVENT).order(ByteOrder.LITTLE_ENDIAN);
        times(in, out, count);
        if ((head & 2) != 0) {
            packed(in, out, count);
        } else {
            rows(in, out, count);
            if ((head & 1) != 0) {
                packedColumns(in, out, count);
            } else {
                maskedColumns(in, out, count);
                polarities(in, out, count);
            }
        }
        return out.array();
    }

    private static void times(ByteBuffer in, ByteBuffer out, int count) {
        long micros = in.getLong();
        for (int i = 0; i < count; ) {
            int step = in.get() & 0xff;
            if (step >>> 4 == 15) { // 4 bits of a long step in each, the lowest first
                long far = 0;
                for (int shift = 0; step >>> 4 == 15; shift += 4) {
                    far |= shift < Long.SIZE ? (long) (step & 15) << shift : 0;
                    step = in.get() & 0xff;
                }
                micros += far;
            }
            micros += step >>> 4;
            final int times = (step & 15) == 15 ? in.getShort() & 0xffff : step & 15;
            requireRoom(times, count - i);
            for (final int end = i + times; i < end; i++) {
                out.putLong(EVENT * i + 8, micros);
            }
        }
    }

    private static void requireRoom(int times, int left) {
        if (times > left) {
            throw new IllegalArgumentException("ECF: expected at most " + left + " more events, found " + times);
        }
    }

    private static void rows(ByteBuffer in, ByteBuffer out, int count) {
        for (int i = 0; i < count; ) {
            final int word = in.getShort() & 0xffff;
            final int times = (word & 31) == 31 ? in.getShort() & 0xffff : word & 31;
            requireRoom(times, count - i);
            for (final int end = i + times; i < end; i++) {
                out.putShort(EVENT * i + 2, (short) (word >>> 5));
            }
        }
    }

    private static void polarities(ByteBuffer in, ByteBuffer out, int count) {
        for (int i = 0; i < count; ) {
            final int word = in.get() & 0xff;
            final int times = (word & 127) == 127 ? in.getShort() & 0xffff : word & 127;
            requireRoom(times, count - i);
            for (final int end = i + times; i < end; i++) {
                out.putShort(EVENT * i + 4, (short) (word >>> 7));
            }
        }
    }

    private static void maskedColumns(ByteBuffer in, ByteBuffer out, int count) {
        for (int i = 0; i < count; ) {
            final int word = in.getShort() & 0xffff;
            out.putShort(EVENT * i++, (short) (word >>> 5));
            for (int j = 1; j <= 5; j++) {
                if ((word & 1 << 5 - j) != 0 && i < count) {
                    out.putShort(EVENT * i++, (short) ((word >>> 5) + j));
                }
            }
        }
    }

    private static void packedColumns(ByteBuffer in, ByteBuffer out, int count) {
        for (int i = 0; i < count; i += 4) {
            final int a = in.getShort() & 0xffff;
            final int b = in.getShort() & 0xffff;
            final int c = in.getShort() & 0xffff;
            column(out, count, i, a >>> 4);
            column(out, count, i + 1, a & 15 | b >>> 8 << 4);
            column(out, count, i + 2, b & 255 | c >>> 12 << 8);
            column(out, count, i + 3, c & 4095);
        }
    }

    private static void column(ByteBuffer out, int count, int i, int value) {
        if (i < count) {
            out.putShort(EVENT * i, (short) (value >>> 1));
            out.putShort(EVENT * i + 4, (short) (value & 1));
        }
    }

    private static void packed(ByteBuffer in, ByteBuffer out, int count) {
        for (int i = 0; i < count; i += 4) {
            final int a = in.getInt();
            final int b = in.getInt();
            final int c = in.getInt();
            pixel(out, count, i, a >>> 8);
            pixel(out, count, i + 1, a & 0xff | b >>> 16 << 8);
            pixel(out, count, i + 2, b & 0xffff | c >>> 24 << 16);
            pixel(out, count, i + 3, c & 0xff_ffff);
        }
    }

    private static void pixel(ByteBuffer out, int count, int i, int value) {
        if (i < count) {
            out.putShort(EVENT * i, (short) (value >>> 1 & 0x7ff));
            out.putShort(EVENT * i + 2, (short) (value >>> 12 & 0x7ff));
            out.putShort(EVENT * i + 4, (short) (value & 1));
        }
    }
}
