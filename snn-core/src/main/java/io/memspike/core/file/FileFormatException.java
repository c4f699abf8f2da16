package io.memspike.core.file;

import java.io.IOException;

/** A file is not what it should be. The message is one line: file, offset or field, expected, found. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000; // characters

    /** With a message of the form {@code FILE: WHERE: expected …, found …}. */
    public FileFormatException(String message) {
        super(oneLine(message));
    }

    /**
     * With a message made of its parts.
     *
     * @param file the file
     * @param where offset or field
     * @param expected what should be there
     * @param found what is there
     */
    public FileFormatException(Object file, String where, Object expected, Object found) {
        this(file + ": " + where + ": expected " + expected + ", found " + found);
    }

    /**
     * What a library says of a broken file, for {@code found}: the innermost message, behind the name of its exception where that is
     * no {@link IOException}, whose messages are meant for people; the name alone where there is no message.
     */
    public static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        final String name = cause.getClass().getSimpleName();
        final String message = cause.getMessage();
        return message == null || message.isBlank()
                ? name
                : cause instanceof IOException ? message : name + ": " + message;
    }

    /** Names and values of a file may hold line breaks, and be of any length. */
    private static String oneLine(String message) {
        final String line = message.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
        if (line.length() <= LONGEST) {
            return line;
        }
        final int expected = line.lastIndexOf(": expected "); // stays in sight, however long the name before it
        return expected < LONGEST / 2
                ? cut(line, LONGEST)
                : cut(line.substring(0, expected), LONGEST / 2) + cut(line.substring(expected), LONGEST / 2);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " …";
    }
}
