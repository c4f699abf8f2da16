package io.memspike.core.file.internal;

import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files to be read; what cannot be opened is refused in one line that names it. */
public final class InputFile {
    private InputFile() {}

    /** All bytes of a file; see {@link #open}. */
    public static byte[] bytes(Path file, String kind) throws IOException {
        try (InputStream in = open(file, kind)) {
            return in.readAllBytes();
        }
    }

    /**
     * All characters of a file in UTF-8; see {@link #open}.
     *
     * @param most bytes that it may have
     * @throws FileFormatException where it has more, or others
     */
    public static String text(Path file, String kind, int most) throws IOException {
        try (InputStream in = open(file, kind)) {
            final byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new FileFormatException(
                        file + ": expected " + kind + " of at most " + most + " bytes, found more");
            }
            return JsonText.utf8(file, bytes);
        }
    }

    /**
     * Refuses what cannot be read twice, before it is opened, for a pipe waits then. What is missing is left to {@link #open}.
     *
     * @throws FileFormatException where it is there and no regular file
     */
    public static void requireFile(Path file, String kind) throws FileFormatException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileFormatException(file + ": expected " + kind
                    + (Files.isDirectory(file) ? ", found a directory" : " in a file, found something else"));
        }
    }

    /**
     * Opens a file, or another thing with content, such as a pipe.
     *
     * @param kind what it should be, for messages: {@code a JSON file}
     * @throws NoSuchFileException where there is none
     * @throws FileFormatException where it is a directory
     * @throws IOException where it may not be read
     */
    public static InputStream open(Path file, String kind) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileFormatException(file + ": expected " + kind + ", found a directory");
        }
        try {
            return Files.newInputStream(file);
        } catch (final NoSuchFileException e) {
            throw new NoSuchFileException(file + ": expected " + kind + ", found no such file");
        } catch (final AccessDeniedException e) {
            throw new IOException(file + ": expected a readable file, found access denied", e);
        }
    }

    /**
     * Maps a part of a file.
     *
     * @throws IOException in one line that names the file where the system lets the process map no more
     */
    public static MappedByteBuffer map(Path file, FileChannel channel, MapMode mode, long from, long bytes)
            throws IOException {
        try {
            return channel.map(mode, from, bytes);
        } catch (final IOException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new IOException(
                        file + ": expected room for a mapping of " + bytes
                                + " bytes, found none: the system lets a process map no more",
                        e);
            }
            throw e;
        }
    }
}
