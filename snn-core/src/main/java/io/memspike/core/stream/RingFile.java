package io.memspike.core.stream;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * A ring's file as this process has it open, once for all who use it: closing any channel of a file gives up every lock that the process
 * has on it (POSIX, fcntl), so that a second one would make those look gone who came by the first. Mapped once too, before anybody has
 * come by it: a thread that is interrupted while it maps closes the channel. Thread-safe.
 */
final class RingFile implements AutoCloseable {
    private static final Map<Object, RingFile> OPEN =
            new HashMap<>(); // by file; of the process, as its locks are. Guarded by itself

    private final Object key;
    private final FileChannel channel;
    private final MappedByteBuffer mapping;
    private int users;

    private RingFile(Object key, FileChannel channel, MappedByteBuffer mapping) {
        this.key = key;
        this.channel = channel;
        this.mapping = mapping;
    }

    /**
     * Opens it, or comes to those who have it open; each is to close it once.
     *
     * @param bytes its length
     * @throws FileFormatException where it had another when it was opened first
     */
    static RingFile open(Path file, int bytes) throws IOException {
        synchronized (OPEN) {
            final Object key = key(file);
            RingFile open = OPEN.get(key);
            if (open == null || !open.channel.isOpen()) {
                open = map(key, file, bytes);
                OPEN.put(key, open);
            }
            if (open.mapping.capacity() != bytes) {
                throw new FileFormatException(
                        file, "length", open.mapping.capacity() + " bytes as when it was opened first", bytes);
            }
            open.users++;
            return open;
        }
    }

    private static RingFile map(Object key, Path file, int bytes) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new RingFile(key, channel, InputFile.map(file, channel, FileChannel.MapMode.READ_WRITE, 0, bytes));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether somebody in this process has it open. */
    static boolean isOpen(Path file) {
        synchronized (OPEN) {
            try {
                return !OPEN.isEmpty() && OPEN.containsKey(key(file));
            } catch (IOException e) {
                return false; // there is no such file
            }
        }
    }

    /** What a file is known by, whatever its name; looking at it opens nothing. */
    private static Object key(Path file) throws IOException {
        final Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key; // Windows, where each channel has locks of its own
    }

    FileChannel channel() {
        return channel;
    }

    /** All of it. */
    ByteBuffer mapping() {
        return mapping;
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(key, this);
                channel.close();
            }
        }
    }
}
