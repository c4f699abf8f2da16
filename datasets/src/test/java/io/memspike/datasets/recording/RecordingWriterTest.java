package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.recording.Events.Event;
import io.memspike.datasets.recording.write.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingWriterTest {
    @TempDir
    Path directory;

    private Recording recording(Events events) throws IOException {
        return Recording.open(Files.write(directory.resolve("source"), Encoded.aedat4(events, 0)));
    }

    private Path write(RecordingWriter writer, Events events, long origin) throws IOException {
        final Recording recording = recording(events);
        final Path file = directory.resolve("written." + writer.format());
        writer.write(recording, RecordingSummary.of(recording), origin, file);
        return file;
    }

    @ParameterizedTest
    @EnumSource(RecordingWriter.class)
    void shouldWriteWhatReadsTheSame(RecordingWriter writer) throws IOException {
        final Events events = Events.random(2, 20_000, 200, 200, 100_000);

        final Path file = write(writer, events, 0);

        assertEquals(writer.format(), Recording.open(file).format());
        assertEquals(events, Events.read(file));
    }

    @ParameterizedTest
    @EnumSource(RecordingWriter.class)
    void shouldCountTimesFromTheFirstEvent(RecordingWriter writer) throws IOException {
        final Events events = Events.random(2, 100, 200, 200, 100_000);
        final long origin = 1_589_163_147_368_868L;

        assertEquals(events, Events.read(write(writer, events.after(origin), origin)));
    }

    @Test
    void shouldRefuseWhatAFormatCannotHoldAndWriteNothing() throws IOException {
        final Events low = new Events(List.of(new Event(0, 1, 240, 1)));

        final IOException e = assertThrows(IOException.class, () -> write(RecordingWriter.BIN, low, 0));

        assertTrue(e.getMessage().contains("y not 240"), e.getMessage());
        assertFalse(Files.exists(directory.resolve("written.bin")));
    }
}
