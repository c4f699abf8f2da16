package io.memspike.datasets.recording.write;

import java.io.IOException;
import java.io.OutputStream;

/** Writes N-MNIST's format, with a mark wherever its 23 bits of time would not do. */
final class BinWriter implements RecordingWriter.EventSink {
    private static final int MARK = 240; // y of what is no event
    private static final long MARK_MICROS = 1 << 13;
    private static final long MOST_MICROS = 1L << 34;

    private final OutputStream out;
    private long marked;
    private long before;

    BinWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void add(long micros, int x, int y, int polarity) throws IOException {
        if (x > 255 || y > 255 || y == MARK || micros < before || micros >= MOST_MICROS) {
            throw RecordingWriter.refusal(
                    "bin",
                    "x and y up to 255, y not 240, and times from 0 to 2^34 µs (--from-zero counts them from the first event) that"
                            + " never fall",
                    "x=" + x + " y=" + y + " at " + micros + " µs");
        }
        before = micros;
        while (micros - marked >= 1 << 23) {
            record(0, MARK, 0);
            marked += MARK_MICROS;
        }
        record(x, y, polarity << 23 | (int) (micros - marked));
    }

    private void record(int x, int y, int rest) throws IOException {
        out.write(x);
        out.write(y);
        out.write(rest >> 16);
        out.write(rest >> 8);
        out.write(rest);
    }
}
