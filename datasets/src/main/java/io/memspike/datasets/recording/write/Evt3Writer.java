package io.memspike.datasets.recording.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes EVT3, word by word; the high time goes up by steps that its readers take for what they are. */
final class Evt3Writer implements RecordingWriter.EventSink {
    private static final int MOST_PIXEL = 2047;
    private static final long MOST_MICROS = 1L << 40;
    private static final int STEP = 1024; // of the high time, well below half its range

    private final OutputStream out;
    private long high = -1;
    private int low = -1;
    private int row = -1;

    Evt3Writer(OutputStream out, int width, int height) throws IOException {
        this.out = out;
        out.write(("% evt 3.0\n% format EVT3;height=" + height + ";width=" + width + "\n% geometry " + width + "x"
                        + height + "\n% end\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void add(long micros, int x, int y, int polarity) throws IOException {
        final long to = micros >> 12;
        if (x > MOST_PIXEL || y > MOST_PIXEL || micros < 0 || micros >= MOST_MICROS || high - to >= STEP) {
            throw RecordingWriter.refusal(
                    "evt3",
                    "x and y up to 2047, times from 0 to 2^40 µs (--from-zero counts them from the first event) that never fall"
                            + " by 4 s",
                    "x=" + x + " y=" + y + " at " + micros + " µs");
        }
        if (high < 0) {
            high = 0;
            word(8, 0);
            low = 0;
        }
        while (high != to) {
            high = to < high ? to : Math.min(to, high + STEP);
            word(8, (int) (high & 0xfff));
            low = 0;
        }
        if ((micros & 0xfff) != low) {
            low = (int) (micros & 0xfff);
            word(6, low);
        }
        if (y != row) {
            row = y;
            word(0, y);
        }
        word(2, polarity << 11 | x);
    }

    private void word(int type, int value) throws IOException {
        out.write(value & 0xff);
        out.write(type << 4 | value >> 8);
    }
}
