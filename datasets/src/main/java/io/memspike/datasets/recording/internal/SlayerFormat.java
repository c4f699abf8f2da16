package io.memspike.datasets.recording.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * What SLAYER's three formats share: records without a head, big-endian, whose last bits are the time. Source: Shrestha and Orchard,
 * "SLAYER: spike layer error reassignment in time", NeurIPS 2018, and its program.
 */
abstract class SlayerFormat implements RecordingFormat {
    private final String name;
    private final int record;
    private final int timeBits;

    /**
     * One of them.
     *
     * @param name which is the ending of its files, too
     * @param record length of an event in bytes
     * @param timeBits of its time in microseconds
     */
    SlayerFormat(String name, int record, int timeBits) {
        this.name = name;
        this.record = record;
        this.timeBits = timeBits;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String[] endings() {
        return new String[] {name};
    }

    @Override
    public final boolean isCounted() {
        return true;
    }

    /** Plausible where records fill the file, and their times do not run backwards. */
    @Override
    public final Likeness likeness(Head head) {
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

    @Override
    public final EventReader open(RecordingBytes bytes) throws IOException {
        requireRecords(bytes, record);
        return new RecordReader(bytes, record, 1, null) {
            private final Counter clock = new Counter(timeBits);

            @Override
            protected int decode(byte[] window, int from, int to, EventBatch into) {
                return SlayerFormat.this.decode(window, from, to, clock, into);
            }
        };
    }

    /** Decodes events until the batch is full, or there are no more; returns where it ended. */
    abstract int decode(byte[] window, int from, int to, Counter clock, EventBatch into);

    /** A number of 24 bits, big-endian. */
    static int u24(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    }

    /** Refuses files that records do not fill. */
    static void requireRecords(RecordingBytes bytes, int record) throws FileFormatException {
        if (bytes.length() == 0 || bytes.length() % record != 0) {
            throw new FileFormatException(
                    bytes.file(), "length", "a multiple of " + record + " bytes, at least one event", bytes.length());
        }
    }
}
