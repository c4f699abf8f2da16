package io.memspike.datasets;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.stream.PackedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One recording of N-MNIST, as its {@code .bin} files hold it: five bytes an event, big-endian.
 *
 * <pre>
 *   | x, 8 bits | y, 8 bits | p, 1 bit | microseconds, 23 bits |     p: 1 = ON (brighter), 0 = OFF
 * </pre>
 *
 * <p>A record with y = 240 is no event: the sensor's counter of 13 bits ran over, and all times from there on are 8,192 µs
 * later than they say. Coordinates lie within 34×34 pixels, and time never runs backwards. Source: Orchard et al., "Converting static image
 * datasets to spiking neuromorphic datasets using saccades", Frontiers in Neuroscience 2015.
 *
 * @param events packed, see {@link PackedEvent}. Shared, not to be modified.
 */
public record NmnistRecording(long[] events) implements EventSource {
    private static final int SIDE = 34;
    private static final int EVENT_BYTES = 5;
    private static final int MICROS_MASK = 0x7f_ffff;
    private static final int OVERFLOW_Y = 240;
    private static final long OVERFLOW_MICROS = 1 << 13;

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is not what it should be
     */
    public static NmnistRecording read(Path file) throws IOException {
        final byte[] bytes = InputFile.bytes(file, "a recording of N-MNIST");
        if (bytes.length == 0 || bytes.length % EVENT_BYTES != 0) {
            throw new FileFormatException(
                    file, "length", "a multiple of " + EVENT_BYTES + " bytes, at least one event", bytes.length);
        }
        final long[] events = new long[bytes.length / EVENT_BYTES];
        int count = 0;
        long overflows = 0;
        long before = 0;
        for (int at = 0; at < bytes.length; at += EVENT_BYTES) {
            final int x = bytes[at] & 0xff;
            final int y = bytes[at + 1] & 0xff;
            if (y == OVERFLOW_Y) {
                overflows += OVERFLOW_MICROS;
                continue;
            }
            final int rest = (bytes[at + 2] & 0xff) << 16 | (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
            final long micros = overflows + (rest & MICROS_MASK);
            if (x >= SIDE || y >= SIDE) {
                throw new FileFormatException(file, "offset " + at, "x and y below " + SIDE, "x=" + x + " y=" + y);
            }
            if (micros < before || micros > PackedEvent.MAX_MICROS) {
                throw new FileFormatException(
                        file,
                        "offset " + (at + 2),
                        micros < before ? "time from " + before + " µs on" : "time up to 2^40 µs",
                        micros + " µs");
            }
            before = micros;
            events[count++] = PackedEvent.of(micros, x, y, rest > MICROS_MASK);
        }
        return new NmnistRecording(Arrays.copyOf(events, count));
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int recordings() {
        return 1;
    }

    @Override
    public long recordingMicros() {
        return Long.MAX_VALUE;
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public int label(int recording) {
        return -1;
    }

    @Override
    public void replay(EventVisitor visitor) {
        for (final long event : events) {
            visitor.onEvent(
                    PackedEvent.micros(event), PackedEvent.x(event), PackedEvent.y(event), PackedEvent.isOn(event));
        }
    }
}
