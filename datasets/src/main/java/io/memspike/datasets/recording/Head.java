package io.memspike.datasets.recording;

import java.nio.charset.StandardCharsets;

/**
 * What formats look at to know their files.
 *
 * @param bytes the first of the file, at most {@value #MOST}. Shared, not to be modified.
 * @param length of the whole file
 */
public record Head(byte[] bytes, long length) {
    /** How many bytes a head has at most. */
    public static final int MOST = 1 << 16;

    /** Whether it begins with these characters of one byte each. */
    public boolean startsWith(String text) {
        if (bytes.length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** All as characters of one byte each. */
    public String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Lines at the begin that start with {@code mark}, as text. */
    public String lines(char mark) {
        int at = 0;
        while (at < bytes.length && bytes[at] == mark) {
            while (at < bytes.length && bytes[at] != '\n') {
                at++;
            }
            at++;
        }
        return new String(bytes, 0, Math.min(at, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
