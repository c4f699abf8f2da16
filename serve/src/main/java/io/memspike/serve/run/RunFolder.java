package io.memspike.serve.run;

import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where runs lie, each in a directory named by its number. One process at a time has it. Thread-safe. */
final class RunFolder implements AutoCloseable {
    private static final String LAST = ".last"; // number given to a run, written where none may tell it any more

    private final Path path;
    private final FolderLock lock;

    private RunFolder(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path);
        this.lock = FolderLock.of(path.resolve(".lock"));
    }

    /**
     * A folder, made where there is none.
     *
     * @throws IOException where it cannot be made or written, or another process has it
     */
    static RunFolder open(Path path) throws IOException {
        return new RunFolder(path);
    }

    /**
     * Directories of runs by their numbers, the oldest first; what was on its way out is gone afterwards.
     *
     * @throws IOException where the folder cannot be read or written
     */
    SortedMap<Integer, RunDirectory> all() throws IOException {
        RunDirectory.removeLeft(path);
        final SortedMap<Integer, RunDirectory> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(path)) {
            all.filter(Files::isDirectory).forEach(each -> {
                final String name = each.getFileName().toString();
                if (name.matches("[1-9]\\d{0,8}")) {
                    found.put(Integer.parseInt(name), new RunDirectory(each));
                }
            });
        }
        return found;
    }

    /**
     * The last number that is known to have been given though its run may be gone; 0 where none is.
     *
     * @param damaged told in one line that it cannot be read
     */
    int lastKept(Consumer<String> damaged) throws IOException {
        final Path kept = path.resolve(LAST);
        if (!Files.exists(kept)) {
            return 0;
        }
        final String given = Files.readString(kept, StandardCharsets.ISO_8859_1).strip();
        if (given.matches("\\d{1,9}")) {
            return Integer.parseInt(given);
        }
        damaged.accept("runs/" + LAST + ": expected the last number that was given, found something else");
        return 0;
    }

    /** Keeps the last number that was given, since its run goes. */
    void keepLast(int number) throws IOException {
        WholeFile.write(path.resolve(LAST), Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Where a plan's files would lie while it is only looked at. */
    Path unborn() {
        return path.resolve("new");
    }

    /** A directory for a new run. */
    RunDirectory create(int number) throws IOException {
        return RunDirectory.create(path.resolve(Integer.toString(number)));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
