package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.testing.Allocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading allocates nothing however long a recording is, once its reader is there; unpacking does, by packet. */
class ReadingAllocationTest {
    private static final int EVENTS = 40_000;

    @TempDir
    Path directory;

    private final EventBatch batch = new EventBatch();
    private EventReader reader;

    static Stream<Encoded.Way> plain() {
        return Encoded.ways().stream().filter(way -> !way.name().matches("aedat4 .*"));
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    private void open(Recording recording) {
        try {
            if (reader != null) {
                reader.close();
            }
            reader = recording.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long readAll() {
        try {
            long events = 0;
            while (reader.read(batch)) {
                events += batch.size();
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("plain")
    void shouldAllocateNothingWhileReading(Encoded.Way way) throws IOException {
        final Recording recording =
                Recording.open(Files.write(directory.resolve(way.file()), way.of(way.random(3, EVENTS))));
        open(recording);
        assertEquals(EVENTS, readAll());

        Allocation.assertNone(() -> open(recording), this::readAll);
    }
}
