package io.memspike.core.file.internal;

import java.util.regex.Pattern;

/**
 * Which texts of files are numbers, in decimal digits of ASCII. Java would take {@code 1f}, {@code 0x1p3}, {@code NaN} and digits of
 * other scripts, too, and pass over control characters.
 */
public final class NumberText {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]++");

    private NumberText() {}

    /** Whether a text is a number, of any size. */
    public static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches();
    }

    /** Whether it is one without point and exponent. */
    public static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches();
    }
}
