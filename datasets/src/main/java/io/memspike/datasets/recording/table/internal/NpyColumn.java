package io.memspike.datasets.recording.table.internal;

import java.io.IOException;

/** Turns numbers of one field into what an event needs, and refuses those that cannot be. Allocates nothing. */
final class NpyColumn {
    private static final double MOST_MICROS = 9e18;

    private final int code;
    private final boolean isBig;
    private final boolean isFloat;
    private final int offset;

    NpyColumn(NpyField field) {
        code = field.code();
        isBig = field.isBig();
        isFloat = field.isFloat();
        offset = field.offset();
    }

    /** A time in microseconds. */
    long micros(byte[] record, int at, double scale) throws IOException {
        if (!isFloat) {
            return NpyField.whole(code, isBig, record, at + offset);
        }
        final double micros = NpyField.number(code, isBig, record, at + offset) * scale;
        if (!(Math.abs(micros) < MOST_MICROS)) {
            throw new IOException("a time|" + micros);
        }
        return Math.round(micros);
    }

    /** A coordinate. */
    int pixel(byte[] record, int at) throws IOException {
        final long value = whole(record, at);
        if (value >>> 16 != 0) {
            throw new IOException("x and y from 0 to 65535|" + value);
        }
        return (int) value;
    }

    /** A polarity: 1, 0 or −1. */
    int polarity(byte[] record, int at) throws IOException {
        final long value = whole(record, at);
        if (value < -1 || value > 1) {
            throw new IOException("a polarity 1, 0 or -1|" + value);
        }
        return value > 0 ? 1 : 0;
    }

    private long whole(byte[] record, int at) throws IOException {
        if (!isFloat) {
            return NpyField.whole(code, isBig, record, at + offset);
        }
        final double value = NpyField.number(code, isBig, record, at + offset);
        if (value != Math.rint(value) || Math.abs(value) > MOST_MICROS) {
            throw new IOException("a whole number|" + value);
        }
        return (long) value;
    }
}
