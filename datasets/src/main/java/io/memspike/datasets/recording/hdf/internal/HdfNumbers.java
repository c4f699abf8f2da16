package io.memspike.datasets.recording.hdf.internal;

import java.lang.reflect.Array;
import java.math.BigInteger;

/** Numbers as the library hands them out: arrays of whatever type the file has. */
final class HdfNumbers {
    private HdfNumbers() {}

    static int count(Object data) {
        return data != null && data.getClass().isArray() ? Array.getLength(data) : 0;
    }

    static boolean isFloat(Object data) {
        return data instanceof double[] || data instanceof float[];
    }

    /** Element {@code i}; NaN where it is no number. */
    static double number(Object data, int i) {
        if (data instanceof double[] doubles) {
            return doubles[i];
        }
        if (data instanceof float[] floats) {
            return floats[i];
        }
        return whole(data, i);
    }

    /** Element {@code i} of whole numbers, or of false and true. */
    static long whole(Object data, int i) {
        if (data instanceof long[] longs) {
            return longs[i];
        }
        if (data instanceof int[] ints) {
            return ints[i];
        }
        if (data instanceof short[] shorts) {
            return shorts[i];
        }
        if (data instanceof byte[] bytes) {
            return bytes[i];
        }
        if (data instanceof double[] || data instanceof float[]) {
            final double value = number(data, i);
            if (value != Math.rint(value) || Math.abs(value) > 9e18) {
                throw new IllegalArgumentException("expected a whole number, found " + value);
            }
            return (long) value;
        }
        if (data instanceof boolean[] booleans) {
            return booleans[i] ? 1 : 0;
        }
        if (data instanceof BigInteger[] numbers) { // without sign, in 64 bits
            return numbers[i].bitLength() < Long.SIZE ? numbers[i].longValue() : Long.MAX_VALUE; // none takes as large
        }
        if (data instanceof Number[] numbers) {
            return numbers[i].longValue();
        }
        if (data instanceof String[] texts) { // how the library reads Booleans of Python
            return switch (texts[i]) {
                case "TRUE" -> 1;
                case "FALSE" -> 0;
                default -> throw new IllegalArgumentException("expected TRUE or FALSE, found " + texts[i]);
            };
        }
        throw new IllegalArgumentException("expected numbers, found "
                + (data == null ? "nothing" : data.getClass().getSimpleName()));
    }
}
