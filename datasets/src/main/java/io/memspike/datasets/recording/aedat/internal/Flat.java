package io.memspike.datasets.recording.aedat.internal;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The root of a flatbuffer by the numbers of its fields. What lies outside its bytes is an IndexOutOfBoundsException. */
final class Flat extends Table {
    /** Looks at what begins at a place in a buffer. */
    Flat at(ByteBuffer buffer, int begin) {
        __reset(begin + buffer.getInt(begin), buffer);
        return this;
    }

    private int place(int field) {
        final int at = __offset(4 + 2 * field);
        return at == 0 ? 0 : bb_pos + at;
    }

    int i32(int field, int otherwise) {
        final int at = place(field);
        return at == 0 ? otherwise : bb.getInt(at);
    }

    long i64(int field, long otherwise) {
        final int at = place(field);
        return at == 0 ? otherwise : bb.getLong(at);
    }

    /** A text; empty where there is none. */
    String text(int field) {
        final int at = place(field);
        if (at == 0) {
            return "";
        }
        final int begin = at + bb.getInt(at);
        final int length = bb.getInt(begin);
        if (length < 0 || length > bb.limit() - begin - 4) {
            throw new IndexOutOfBoundsException(length);
        }
        final byte[] bytes = new byte[length];
        bb.get(begin + 4, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Number of elements of a vector; 0 where there is none. */
    int size(int field) {
        final int at = place(field);
        return at == 0 ? 0 : bb.getInt(at + bb.getInt(at));
    }

    /** Where a vector's elements begin. */
    int elements(int field) {
        final int at = place(field);
        return at + bb.getInt(at) + 4;
    }
}
