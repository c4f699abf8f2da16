package io.memspike.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings in 40 bits an event, as N-MNIST and SLAYER write them. */
final class EventBin {
    private EventBin() {}

    /** Writes events of x, y, 1 for ON, and microseconds of 23 bits. */
    static Path write(Path file, int[]... events) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(5 * events.length);
        for (final int[] event : events) {
            bytes.put((byte) event[0]).put((byte) event[1]);
            bytes.put((byte) (event[2] << 7 | event[3] >> 16)).putShort((short) event[3]);
        }
        return Files.write(file, bytes.array());
    }
}
