package io.memspike.core.kernel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Lists of what is not zero in two planes of bytes, mostly zeros: a word tells which of 32 positions to look at. */
public final class PlaneLists {
    private static final int PLANES = 2;
    private static final int WORD = Long.SIZE / PLANES; // positions whose entries one word tells
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PlaneLists() {}

    /** As {@link io.memspike.core.kernel.Kernels#compactPlanes}. */
    public static int compact(byte[] planes, int positions, int[] indices, float[] values) {
        int count = 0;
        int first = 0;
        for (; first + WORD <= positions; first += WORD) {
            long bits = spread(nonZero(planes, first)) | spread(nonZero(planes, positions + first)) << 1; // in turns
            for (; bits != 0; bits &= bits - 1) {
                final int entry = Long.numberOfTrailingZeros(bits);
                indices[count] = PLANES * first + entry;
                values[count++] = planes[entry % PLANES * positions + first + entry / PLANES] & 0xff;
            }
        }
        return compact(planes, positions, indices, values, count, first);
    }

    /** Positions from {@code from} on, after {@code count} entries; returns the number of entries then. */
    public static int compact(byte[] planes, int positions, int[] indices, float[] values, int count, int from) {
        int n = count;
        for (int i = from; i < positions; i++) {
            for (int plane = 0; plane < PLANES; plane++) {
                final int value = planes[plane * positions + i] & 0xff;
                indices[n] = PLANES * i + plane;
                values[n] = value;
                n += value != 0 ? 1 : 0;
            }
        }
        return n;
    }

    /** One bit for each of the 32 bytes from {@code at} on: whether it differs from zero. */
    private static long nonZero(byte[] bytes, int at) {
        long bits = 0;
        for (int i = 0; i < WORD; i += Long.BYTES) {
            final long eight = (long) LONGS.get(bytes, at + i);
            final long high = (eight & 0x7f7f7f7f7f7f7f7fL) + 0x7f7f7f7f7f7f7f7fL | eight; // top bit of each byte
            bits |= ((high >>> 7 & 0x0101010101010101L) * 0x0102040810204080L >>> 56) << i; // gathered in the last
        }
        return bits;
    }

    /** Moves bit i to bit 2i. */
    private static long spread(long bits) {
        long x = bits;
        x = (x | x << 16) & 0x0000ffff0000ffffL;
        x = (x | x << 8) & 0x00ff00ff00ff00ffL;
        x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fL;
        x = (x | x << 2) & 0x3333333333333333L;
        return (x | x << 1) & 0x5555555555555555L;
    }
}
