package io.memspike.core.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    /** One that cannot be mapped. */
    private static final class Unmappable extends FileChannel {
        private final IOException reason;

        private Unmappable(IOException reason) {
            this.reason = reason;
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long from, long bytes) throws IOException {
            throw reason;
        }

        @Override
        protected void implCloseChannel() {}

        @Override
        public int read(ByteBuffer a) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] a, int b, int c) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer a) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] a, int b, int c) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long a) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long a) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean a) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long a, long b, WritableByteChannel c) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel a, long b, long c) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer a, long b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer a, long b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long a, long b, boolean c) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long a, long b, boolean c) {
            throw new UnsupportedOperationException();
        }
    }

    private static IOException failure(IOException reason) {
        return assertThrows(
                IOException.class,
                () -> InputFile.map(Path.of("a.ring"), new Unmappable(reason), FileChannel.MapMode.READ_ONLY, 0, 128));
    }

    @Test
    void shouldMapAPartOfAFile(@TempDir Path directory) throws IOException {
        final Path file = Files.write(directory.resolve("four"), new byte[] {1, 2, 3, 4});
        try (FileChannel channel = FileChannel.open(file)) {
            assertEquals(
                    3,
                    InputFile.map(file, channel, FileChannel.MapMode.READ_ONLY, 2, 2)
                            .get());
        }
    }

    @Test
    void shouldNameTheFileThatTheSystemMapsNoMore() {
        assertEquals(
                "a.ring: expected room for a mapping of 128 bytes, found none: the system lets a process map no more",
                failure(new IOException("Map failed", new OutOfMemoryError("Map failed")))
                        .getMessage());
        final IOException other = new IOException("no");
        assertSame(other, failure(other));
    }
}
