package io.memspike.datasets;

import io.memspike.core.Samples;
import io.memspike.datasets.encode.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files of one channel; those of a camera are read another way. */
class EventFileSamplesTest extends SamplesContract {
    @TempDir
    Path directory;

    private EventFile file;

    Samples source() {
        return Encoding.of("rate").encode(Pieces.images(9), 1);
    }

    @BeforeEach
    void write() throws IOException {
        final Path path = directory.resolve("events.safetensors");
        new EventFileWriter(source(), Map.of(), 2).write(path, done -> {});
        file = EventFile.open(path);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Override
    protected Samples samples() {
        return file;
    }
}
