package io.memspike.core.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * A ring's file as this process has it open, once for all who use it: closing any channel of a file gives up every lock that the process
 * has on it (POSIX, fcntl), so that a second one would make those look gone who came by the first. Thread-safe.
 */
final class RingFile implements AutoCloseable {
    private static final Map<Object, RingFile> OPEN =
            new HashMap<>(); // by file; of the process, as its locks are. Guarded by itself

    private final Object key;
    private final FileChannel channel;
    private int users;

    private RingFile(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Opens it, or comes to those who have it open; each is to close it once. */
    static RingFile open(Path file) throws IOException {
        synchronized (OPEN) {
            final Object key = key(file);
            RingFile open = OPEN.get(key);
            if (open == null) {
                open = new RingFile(key, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
                OPEN.put(key, open);
            }
            open.users++;
            return open;
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

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(key);
                channel.close();
            }
        }
    }
}
