package io.memspike.core.file;

import java.io.IOException;

/** A file is not what it should be. The message is one line: file, offset or field, expected, found. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message of the form {@code FILE: WHERE: expected …, found …}. */
    public FileFormatException(String message) {
        super(message);
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
        super(file + ": " + where + ": expected " + expected + ", found " + found);
    }
}
