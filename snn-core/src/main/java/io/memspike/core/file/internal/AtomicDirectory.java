package io.memspike.core.file.internal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A directory of files that is there whole or not at all: they are written to a temporary directory beside it, which takes
 * its name in one step. What is not {@link #commit committed} is removed. Not thread-safe; its files may be written by any
 * thread.
 */
public final class AtomicDirectory implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private boolean isCommitted;

    private AtomicDirectory(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Begins a directory.
     *
     * @param target its name; an empty directory may be there
     * @throws IOException with one line that names it, where it cannot be made or something else is there
     */
    public static AtomicDirectory create(Path target) throws IOException {
        final Path whole = target.toAbsolutePath().normalize();
        final Path parent = whole.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException(target + ": expected an existing directory " + parent + ", found none");
        }
        if (Files.exists(whole) && !isEmpty(whole)) {
            throw new IOException(target + ": expected no directory of that name or an empty one, found "
                    + (Files.isDirectory(whole) ? "one with files" : "a file"));
        }
        Leftovers.remove(whole);
        for (int attempt = 0; ; attempt++) {
            try {
                return new AtomicDirectory(whole, Files.createDirectory(Leftovers.beside(whole, attempt)));
            } catch (final FileAlreadyExistsException e) {
                continue; // another thread of this process writes the same target, or did and died
            } catch (final IOException e) {
                throw new IOException(target + ": expected a directory that may be written, found " + parent, e);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Where files are to be written, until it is committed. */
    public Path path() {
        return temporary;
    }

    /**
     * Gives the directory its name, with all files that were written and forced to disk.
     *
     * @throws IOException where that fails; nothing is left then
     */
    public void commit() throws IOException {
        AtomicFile.forceDirectory(temporary);
        try {
            Files.deleteIfExists(target); // where a name cannot be taken over
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final DirectoryNotEmptyException e) {
            throw new IOException(
                    target + ": expected no directory of that name or an empty one, found one with files", e);
        }
        isCommitted = true;
        AtomicFile.forceDirectory(target.getParent());
    }

    @Override
    public void close() throws IOException {
        if (isCommitted) {
            return;
        }
        Leftovers.delete(temporary);
    }
}
