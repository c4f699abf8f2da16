package io.memspike.datasets.recording.table.internal;

import io.memspike.core.file.internal.NumberText;
import java.nio.charset.StandardCharsets;

/** The numbers of one line, as they are written, without an object for each. Belongs to one thread. */
final class TextLine {
    private static final int MOST_DIGITS = 18;
    private static final int MICROS_DIGITS = 6; // of a second

    private final int[] from;
    private final int[] to;
    private final long[] digits; // all of a number, without its point
    private final int[] fraction; // how many of them stand behind the point
    private final boolean[] isSimple; // a sign, at most 18 digits and a point, or true or false
    private byte[] bytes;
    private int count;

    TextLine(int most) {
        from = new int[most];
        to = new int[most];
        digits = new long[most];
        fraction = new int[most];
        isSimple = new boolean[most];
    }

    /** Reads a line; returns where the next begins. Comments and empty lines have no numbers. */
    int read(byte[] window, int begin, int end) {
        bytes = window;
        count = 0;
        int at = begin;
        if (at < end && (window[at] == '#' || window[at] == '%')) {
            while (at < end && window[at] != '\n') {
                at++;
            }
            return Math.min(at + 1, end);
        }
        while (at < end && window[at] != '\n') {
            if (isBetween(window[at])) {
                at++;
            } else if (count == from.length) {
                at++; // further columns are of no interest
            } else {
                at = number(at, end);
            }
        }
        return Math.min(at + 1, end);
    }

    private static boolean isBetween(byte b) {
        return b == ' ' || b == ',' || b == '\t' || b == '\r' || b == ';';
    }

    private int number(int begin, int end) {
        int at = begin;
        final boolean isNegative = bytes[at] == '-';
        if (isNegative || bytes[at] == '+') {
            at++;
        }
        long value = 0;
        int figures = 0;
        int point = -1;
        boolean simple = true;
        for (; at < end && bytes[at] != '\n' && !isBetween(bytes[at]); at++) {
            final int b = bytes[at];
            if (b >= '0' && b <= '9') {
                if (figures < MOST_DIGITS) {
                    value = 10 * value + (b - '0');
                }
                figures++;
            } else if (b == '.' && point < 0) {
                point = figures;
            } else {
                simple = false;
            }
        }
        from[count] = begin;
        to[count] = at;
        digits[count] = isNegative ? -value : value;
        fraction[count] = point < 0 ? 0 : figures - point;
        isSimple[count] = simple && figures > 0 && figures <= MOST_DIGITS;
        count++;
        return at;
    }

    int count() {
        return count;
    }

    /** Whether a number has neither point nor exponent. */
    boolean isWhole(int column) {
        return isSimple[column] && fraction[column] == 0;
    }

    long whole(int column) {
        return digits[column];
    }

    /** Whether {@link #micros} can tell it exactly. */
    boolean isShort(int column) {
        return isSimple[column]
                && digits[column] >= 0
                && (fraction[column] >= MICROS_DIGITS || digits[column] < Long.MAX_VALUE / 1_000_000);
    }

    /** A number of seconds as microseconds, to the nearest. */
    long micros(int column) {
        long value = digits[column];
        int places = fraction[column];
        for (; places < MICROS_DIGITS; places++) {
            value *= 10;
        }
        long unit = 1;
        for (; places > MICROS_DIGITS; places--) {
            unit *= 10;
        }
        return unit == 1 ? value : (value + unit / 2) / unit;
    }

    /** Any number; NaN where it is none. */
    double number(int column) {
        return number(text(column));
    }

    /** A number, or true or false; NaN where it is none. */
    static double number(String text) {
        if (text.equalsIgnoreCase("true")) {
            return 1;
        }
        if (text.equalsIgnoreCase("false")) {
            return 0;
        }
        return NumberText.isNumber(text) ? Double.parseDouble(text) : Double.NaN;
    }

    String text(int column) {
        return new String(bytes, from[column], to[column] - from[column], StandardCharsets.UTF_8);
    }
}
