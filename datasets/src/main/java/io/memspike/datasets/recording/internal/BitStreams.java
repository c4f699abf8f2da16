package io.memspike.datasets.recording.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat.Likeness;

/** What SLAYER's three formats share: records without a head, whose last bits are the time. */
final class BitStreams {
    private BitStreams() {}

    /** A number of 24 bits, big-endian. */
    static int u24(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    }

    /** Plausible where records fill the file, and their times do not run backwards. */
    static Likeness likeness(Head head, int record, int timeBits) {
        if (head.length() == 0 || head.length() % record != 0) {
            return Likeness.NONE;
        }
        int before = 0;
        for (int at = record; at <= head.bytes().length; at += record) {
            final int micros = u24(head.bytes(), at - 3) & (1 << timeBits) - 1;
            if (micros < before && before - micros < 1 << timeBits - 1) {
                return Likeness.NONE;
            }
            before = micros;
        }
        return Likeness.PLAUSIBLE;
    }

    static void requireRecords(RecordingBytes bytes, int record) throws FileFormatException {
        if (bytes.length() == 0 || bytes.length() % record != 0) {
            throw new FileFormatException(
                    bytes.file(), "length", "a multiple of " + record + " bytes, at least one event", bytes.length());
        }
    }
}
