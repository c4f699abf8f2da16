package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.core.EventFrames;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of event files as a target of a fuzzer; {@code .ci/fuzz} runs it. */
class EventFileFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> files() throws IOException {
        final Path file = directory.resolve("events");
        new SafetensorsWriter()
                .metadata("classes", "3")
                .metadata("encoder", "{\"saccade\": {}}")
                .bytes("events", new long[] {2, 2, 2, 2, 3}, new byte[48])
                .longs("labels", new long[] {2}, new long[] {0, 2})
                .write(file);
        return Stream.of(Files.readAllBytes(file));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void events(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, EventFileFuzz::load);
    }

    private static void load(Path path) throws IOException {
        try (EventFile file = EventFile.open(path)) {
            final EventFrames frames = new EventFrames(file.shape(), file.steps());
            for (int i = 0; i < file.size(); i++) {
                assertTrue(file.label(i) >= 0 && file.label(i) < file.classes());
                file.load(i, frames);
            }
        }
    }
}
