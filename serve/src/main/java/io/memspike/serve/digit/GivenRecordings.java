package io.memspike.serve.digit;

import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Recordings that clients gave, the last of them, of so many events together. Thread-safe. */
final class GivenRecordings {
    static final int MOST_EVENTS = 1 << 20; // of one, 8 bytes each
    private static final long MOST_KEPT = 8L * MOST_EVENTS;

    private final Path directory;
    private final Map<String, long[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long events; // of those kept

    /** Files lie in a directory while they are read. */
    GivenRecordings(Path directory) {
        this.directory = directory;
    }

    /** Packed events; null where there are none of that name, or no longer. */
    synchronized long[] find(String name) {
        return kept.get(name);
    }

    /**
     * Takes a recording of any format that is read.
     *
     * @param bytes its file
     * @param name of the file, whose ending says what a table is; null where nobody knows
     * @return the name that it is asked for by
     * @throws IllegalArgumentException where it is none, of too many events, or of a sensor that is too large
     */
    String add(byte[] bytes, String name) {
        final long[] packed = read(bytes, ending(name));
        final String given = UUID.randomUUID().toString();
        keep(given, packed);
        return given;
    }

    private synchronized void keep(String name, long[] packed) {
        kept.put(name, packed);
        events += packed.length;
        while (events > MOST_KEPT) {
            events -= kept.remove(kept.keySet().iterator().next()).length;
        }
    }

    /** As files of recordings have them, and nothing that a file's name cannot be. */
    private static String ending(String name) {
        final String ending =
                name == null ? "" : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ending.matches("[a-z0-9]{1,8}") ? "." + ending : ".bin";
    }

    private long[] read(byte[] bytes, String ending) {
        Path file = null;
        try {
            Files.createDirectories(directory);
            file = Files.createTempFile(directory, "given", ending);
            Files.write(file, bytes);
            return packed(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the server's fault; its place is nobody's business
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] packed(Path file) {
        try {
            final Recording recording = Recording.open(file);
            requireFew(recording);
            final RecordingSource source = RecordingSource.of(recording);
            if (source.width() > SensorCamera.SHAPE.width() || source.height() > SensorCamera.SHAPE.height()) {
                throw new IllegalArgumentException("recording: expected a sensor of at most "
                        + SensorCamera.SHAPE.width() + " x " + SensorCamera.SHAPE.height() + " pixels, found "
                        + source.width() + " x " + source.height());
            }
            return source.packed();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replace(file.toString(), "recording"), e);
        }
    }

    /** Before all of it is held: a file may hold far more events than bytes. */
    private static void requireFew(Recording recording) throws IOException {
        final EventBatch batch = new EventBatch();
        long count = 0;
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                count += batch.size();
                if (count > MOST_EVENTS) {
                    throw new IllegalArgumentException(
                            "recording: expected at most " + MOST_EVENTS + " events, found more");
                }
            }
        }
    }
}
