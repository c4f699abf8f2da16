package io.memspike.datasets.recording.table.internal;

import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/** What text with white space and text with commas share. */
abstract class TextFormats implements RecordingFormat {
    private static final int LOOKED_AT = 4096;

    private final String name;
    private final boolean isCommas;
    private final String ending;

    TextFormats(String name, boolean isCommas, String ending) {
        this.name = name;
        this.isCommas = isCommas;
        this.ending = ending;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String[] endings() {
        return new String[] {ending};
    }

    @Override
    public final boolean isCounted() {
        return false;
    }

    @Override
    public final Likeness likeness(Head head) {
        final byte[] bytes = head.bytes();
        boolean hasCommas = false;
        boolean hasDigits = false;
        final int end = Math.min(bytes.length, LOOKED_AT);
        if (end > 0 && (bytes[0] == '{' || bytes[0] == '[' || bytes[0] == '<')) {
            return Likeness.NONE; // JSON, XML
        }
        boolean isComment = false;
        for (int i = 0; i < end; i++) {
            final int b = bytes[i];
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return Likeness.NONE;
            }
            if (i == 0 || bytes[i - 1] == '\n') {
                isComment = b == '#' || b == '%';
            }
            if (!isComment) {
                hasCommas |= b == ',' || b == ';';
                hasDigits |= b >= '0' && b <= '9';
            }
        }
        return hasDigits && hasCommas == isCommas ? Likeness.PLAUSIBLE : Likeness.NONE;
    }

    @Override
    public final EventReader open(RecordingBytes bytes) throws IOException {
        return TextReader.open(bytes);
    }
}
