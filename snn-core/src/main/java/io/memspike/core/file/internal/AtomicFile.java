package io.memspike.core.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/**
 * Replaces files whole or not at all: content goes to a temporary file beside the target, is forced to disk, and then
 * takes the target's name in one step. Whatever fails on the way, an earlier file stays as it was and the temporary file
 * is removed.
 */
public final class AtomicFile {
    private static final int ATTEMPTS = 1000;

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the channel stands at 0. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes the content of a file that it opens itself. */
    @FunctionalInterface
    public interface PathContent {
        /** Writes everything into an empty file, and closes it. */
        void writeTo(Path temporary) throws IOException;
    }

    /**
     * Writes or replaces a file.
     *
     * @throws IOException with one line that names the file, if it cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        writePath(target, temporary -> {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
        });
    }

    /**
     * The same where a library opens the file.
     *
     * @throws IOException with one line that names the file, if it cannot be written
     */
    public static void writePath(Path target, PathContent content) throws IOException {
        final Path directory = target.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(target)) {
            throw new IOException(target + ": cannot be written: expected a file name, found a directory");
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(target + ": cannot be written: expected a directory " + directory + ", found none");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) { // whose name would be taken away: a device, a pipe
            throw new IOException(target + ": cannot be written: expected a file or none yet, found something else");
        }
        Path temporary = null;
        try {
            temporary = createBeside(target.toAbsolutePath());
            content.writeTo(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            temporary = null;
        } catch (final IOException e) {
            throw unwritten(target, e);
        } finally {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
        forceDirectory(directory);
    }

    /**
     * A new, empty file beside a target, to be moved onto it; those that processes left that were killed are removed.
     *
     * @param target an absolute path
     * @param attributes as of {@link Files#createFile}
     */
    public static Path createBeside(Path target, FileAttribute<?>... attributes) throws IOException {
        Leftovers.remove(target);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return Files.createFile(Leftovers.beside(target, attempt), attributes);
            } catch (final FileAlreadyExistsException e) {
                continue; // another thread of this process writes the same target
            } catch (final IOException e) {
                throw new IOException(
                        "expected a directory that may be written, found " + target.getParent() + ": " + reason(e), e);
            }
        }
        throw new IOException("expected room for a temporary file, found " + ATTEMPTS + " of them");
    }

    /** Makes the rename itself last. Where directories cannot be opened (Windows) the file system sees to it. */
    static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (final IOException e) {
            return; // the file is complete and in place; only its survival of a power cut is less certain
        }
    }

    /**
     * What is thrown where a file cannot be written: the system says why, and not always of which.
     *
     * @param file that is to be there; where it lies in a temporary place for now, the name is told that it will have
     */
    public static IOException unwritten(Path file, IOException e) {
        return new IOException(Leftovers.named(file) + ": cannot be written: " + reason(e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory: " + e.getMessage();
        }
        if (e instanceof FileSystemException failure) { // its message is a name
            return failure.getReason() == null ? e.getClass().getSimpleName() : failure.getReason();
        }
        final String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
