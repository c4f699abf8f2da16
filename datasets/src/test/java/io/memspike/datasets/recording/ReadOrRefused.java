package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must hold of any bytes: they are read as events of a sensor, or refused in one line that names file and place. */
final class ReadOrRefused {
    private static final long MOST_EVENTS_OF_A_BYTE = 20_000; // a packed table of short lines

    private ReadOrRefused() {}

    /** Fails unless it holds of a file, read as {@code format}, or as what it looks like where that is null. */
    static void check(String what, Path file, String format) throws IOException {
        AnyBytes.requireRoom(what, () -> readOrRefuse(what, file, format));
    }

    private static void readOrRefuse(String what, Path file, String format) throws IOException {
        try {
            read(what, Recording.open(file, format));
        } catch (IOException e) {
            final String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith(file.toString()), what + ": " + e);
            assertTrue(message.contains("expected ") && message.contains(", found "), what + ": " + e);
            assertEquals(1, message.lines().count(), what + ": " + e);
            assertFalse(message.endsWith(", found null") && !says(file, "null"), what + ": " + e);
        }
    }

    private static boolean says(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }

    private static void read(String what, Recording recording) throws IOException {
        final long most = MOST_EVENTS_OF_A_BYTE * recording.file().toFile().length();
        final EventBatch batch = new EventBatch();
        long events = 0;
        try (EventReader reader = recording.read()) {
            final int width = reader.width() == 0 ? 1 << 16 : reader.width();
            final int height = reader.height() == 0 ? 1 << 16 : reader.height();
            while (reader.read(batch)) {
                assertTrue(batch.size() > 0 && batch.size() <= EventBatch.CAPACITY + 1, what + ": " + batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    assertTrue((batch.x()[i] & 0xffff) < width, what + ": a column beyond the sensor");
                    assertTrue((batch.y()[i] & 0xffff) < height, what + ": a row beyond the sensor");
                    assertTrue((batch.polarity()[i] & ~1) == 0, what + ": polarity " + batch.polarity()[i]);
                }
                events += batch.size();
                assertTrue(events <= most, what + ": " + events + " events");
            }
            assertTrue(reader.dropped() >= 0);
        }
    }
}
