package io.memspike.datasets.recording.table.internal;

import io.memspike.datasets.recording.internal.Bytes;

/**
 * A number in each record of an array of NumPy's.
 *
 * @param name its name; that of a column is its number
 * @param type as {@code i}, {@code u}, {@code f} or {@code b}, with its length in bytes behind it: {@code i8}
 * @param offset where it begins in a record
 * @param isBig whether it is big-endian
 */
record NpyField(String name, String type, int offset, boolean isBig) {
    int length() {
        return type.charAt(1) - '0';
    }

    boolean isFloat() {
        return type.charAt(0) == 'f';
    }

    /** A kind of type for a switch in a loop: its letter and length. */
    int code() {
        return switch (type) {
            case "i1" -> 0;
            case "u1", "b1" -> 1;
            case "i2" -> 2;
            case "u2" -> 3;
            case "i4" -> 4;
            case "u4" -> 5;
            case "f4" -> 7;
            case "f8" -> 8;
            case "u8" -> 9;
            default -> 6; // i8
        };
    }

    /** As a number. */
    static double number(int code, boolean isBig, byte[] bytes, int at) {
        return switch (code) {
            case 7 -> Float.intBitsToFloat((int) whole(4, isBig, bytes, at));
            case 8 -> Double.longBitsToDouble(whole(6, isBig, bytes, at));
            default -> whole(code, isBig, bytes, at);
        };
    }

    /** As a whole number. */
    static long whole(int code, boolean isBig, byte[] bytes, int at) {
        switch (code) {
            case 0:
                return bytes[at];
            case 1:
                return bytes[at] & 0xff;
            case 2:
            case 3: {
                final int value = Bytes.u16(bytes, at);
                final int right = isBig ? Short.reverseBytes((short) value) & 0xffff : value;
                return code == 2 ? (short) right : right;
            }
            case 4:
            case 5: {
                final int value = Bytes.i32(bytes, at);
                final int right = isBig ? Integer.reverseBytes(value) : value;
                return code == 4 ? right : right & 0xffff_ffffL;
            }
            case 6: {
                final long value = Bytes.i64(bytes, at);
                return isBig ? Long.reverseBytes(value) : value;
            }
            case 9: {
                final long value = whole(6, isBig, bytes, at);
                return value < 0 ? Long.MAX_VALUE : value; // nobody takes one as large
            }
            default:
                return (long) number(code, isBig, bytes, at);
        }
    }
}
