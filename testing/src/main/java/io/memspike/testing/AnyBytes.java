package io.memspike.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What must hold of a file of any bytes: it is read, or refused in one line that begins with it and says what was expected. */
public final class AnyBytes {
    private static final long MOST_ROOM = 700L << 20;

    private AnyBytes() {}

    /** What reads a file. */
    @FunctionalInterface
    public interface Reader {
        /** Reads it, or throws what says why not. */
        void read(Path file) throws IOException;
    }

    /** Fails unless it holds of that file with these bytes, and no more room is made than a reader should need. */
    public static void check(Path file, byte[] bytes, Reader reader) throws IOException {
        Files.deleteIfExists(file); // what is written over may be mapped, and is forced to disk: forty times slower
        Files.write(file, bytes);
        requireRoom(file.toString(), () -> read(file, reader));
    }

    /** Something that is read. */
    @FunctionalInterface
    public interface Trial {
        /** Reads it. */
        void run() throws IOException;
    }

    /** Fails where a trial makes more room than a reader should need. */
    public static void requireRoom(String what, Trial trial) throws IOException {
        if (allocated(trial) >= MOST_ROOM) { // the first may have loaded classes, which a fuzzer changes on the way
            final long again = allocated(trial);
            assertTrue(again < MOST_ROOM, what + ": " + again + " bytes allocated");
        }
    }

    private static long allocated(Trial trial) throws IOException {
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = meter.getCurrentThreadAllocatedBytes();
        trial.run();
        return meter.getCurrentThreadAllocatedBytes() - before;
    }

    /** Fails unless files that are sound are read, and hands damaged copies of each to who checks them. */
    public static void around(Path file, Stream<byte[]> sound, Reader reader, Damage.Trial damaged) throws IOException {
        for (final byte[] bytes : sound.toList()) {
            reader.read(Files.write(file, bytes));
            Damage.each(bytes, 3, damaged);
        }
    }

    private static void read(Path file, Reader reader) throws IOException {
        try {
            reader.read(file);
        } catch (IOException e) {
            final String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith(file + ": "), message);
            assertTrue(message.contains("expected "), message);
            assertEquals(1, message.lines().count(), message);
        }
    }
}
