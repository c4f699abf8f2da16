package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("some.safetensors");
    }

    private static SafetensorsWriter failing() {
        return new SafetensorsWriter().stream("x", TensorType.U8, new long[] {8}, out -> {
            out.write(ByteBuffer.allocate(4));
            throw new IOException("No space left on device");
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        final float[] floats = new float[300_000]; // more than one block
        final long[] longs = new long[150_000];
        for (int i = 0; i < longs.length; i++) {
            floats[2 * i] = i;
            longs[i] = -i;
        }
        new SafetensorsWriter()
                .metadata("format", "test \"quoted\"")
                .bytes("b", new long[] {3}, new byte[] {1, 2, 3})
                .floats("f", new long[] {300, 1000}, floats)
                .longs("l", new long[] {150_000}, longs)
                .write(path);

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals("test \"quoted\"", file.metadata().get("format"));
            assertEquals(List.of("b", "f", "l"), List.copyOf(file.names()));
            assertArrayEquals(new byte[] {1, 2, 3}, file.tensor("b").bytes());
            assertArrayEquals(floats, file.tensor("f").floats());
            assertArrayEquals(longs, file.tensor("l").longs());
        }
    }

    @Test
    void shouldPadHeaderToEightBytes() throws IOException {
        new SafetensorsWriter().bytes("x", new long[0], new byte[] {42}).write(path);

        final byte[] bytes = Files.readAllBytes(path);

        final String json = "{\"x\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}"; // 52 characters
        assertEquals(json + "    ", new String(bytes, 8, 56, StandardCharsets.UTF_8));
        assertArrayEquals(new byte[] {56, 0, 0, 0, 0, 0, 0, 0}, Arrays.copyOf(bytes, 8));
        assertEquals(8 + 56 + 1, bytes.length);
    }

    @Test
    void shouldReplaceEarlierFile() throws IOException {
        Files.writeString(path, "earlier");

        new SafetensorsWriter().write(path);

        assertTrue(SafetensorsFile.open(path).names().isEmpty());
        assertEquals(List.of(path), files());
    }

    @Test
    void shouldLeaveEarlierFileWhenWritingFails() throws IOException {
        Files.writeString(path, "earlier");

        final IOException failure =
                assertThrows(IOException.class, () -> failing().write(path));

        assertEquals(path + ": cannot be written: No space left on device", failure.getMessage());
        assertEquals("earlier", Files.readString(path));
        assertEquals(List.of(path), files());
    }

    @Test
    void shouldLeaveNothingWhenContentThrows() throws IOException {
        final SafetensorsWriter writer = new SafetensorsWriter().stream("x", TensorType.U8, new long[] {8}, out -> {
            throw new IllegalStateException("broken");
        });

        assertThrows(IllegalStateException.class, () -> writer.write(path));
        assertEquals(List.of(), files());
    }

    @Test
    void shouldRefuseWhenStreamHasAnotherLength() throws IOException {
        final SafetensorsWriter writer = new SafetensorsWriter()
                .stream("x", TensorType.U8, new long[] {8}, out -> out.write(ByteBuffer.allocate(7)));

        final IOException failure = assertThrows(IOException.class, () -> writer.write(path));

        assertTrue(failure.getMessage().endsWith("tensor x: expected 8 bytes, found 7"), failure.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void shouldRefuseWhenDirectoryIsMissing() {
        final Path target = directory.resolve("missing").resolve("x.safetensors");

        final IOException failure =
                assertThrows(IOException.class, () -> failing().write(target));

        assertEquals(
                target + ": cannot be written: expected a directory " + target.getParent() + ", found none",
                failure.getMessage());
    }

    @Test
    void shouldRefuseWhenTargetIsADirectory() {
        assertThrows(IOException.class, () -> new SafetensorsWriter().write(directory));
    }

    @Test
    void shouldSayWhyWhenDirectoryTakesNoFiles() {
        final Path target = Path.of("/proc/memspike.safetensors"); // refuses files even from root
        Outside.need(Files.isDirectory(target.getParent()), "no /proc on this system");

        final IOException failure = assertThrows(IOException.class, () -> new SafetensorsWriter().write(target));

        assertTrue(failure.getMessage().startsWith(target + ": cannot be written: "), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void shouldRefuseWrongArguments() {
        final SafetensorsWriter writer = new SafetensorsWriter().bytes("x", new long[] {1}, new byte[1]);

        assertThrows(IllegalArgumentException.class, () -> writer.bytes("x", new long[] {1}, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> writer.bytes("__metadata__", new long[] {1}, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> writer.bytes("y", new long[] {2}, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> writer.bytes("y", new long[] {-1, -1}, new byte[1]));
    }
}
