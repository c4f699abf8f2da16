package io.memspike.serve.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;

/** A store of runs in a folder of its own, for threads that try it; its runs go on until they are let go. */
final class TriedStore {
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final String gate = UUID.randomUUID().toString();
    private final Path folder;
    private RunStore store;

    TriedStore() {
        try {
            final Path target = Path.of("target").toAbsolutePath(); // what is left by one that fails goes with it
            folder = Files.createTempDirectory(Files.createDirectories(target.resolve("stores")), "store");
            store = RunStore.open(RunSettings.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunStore store() {
        return store;
    }

    /** Starts a run; its number. */
    int start() {
        try {
            return store.start("waiting", Map.of("gate", gate)).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cancels a run. */
    void cancel(int id) {
        try {
            store.cancel(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that was cancelled. */
    int cancelled() {
        final int id = start();
        cancel(id);
        await(id);
        return id;
    }

    /** Whether somebody who asks for a run to go on is told that it does: 1, or 0. */
    int resume(int id) {
        try {
            store.resume(id);
            return 1;
        } catch (IllegalStateException | NoSuchElementException e) { // it is under way, or is no more
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody who removes a run is told that it is: 1, or 0. */
    int delete(int id) {
        try {
            store.delete(id);
            return 1;
        } catch (IllegalStateException e) { // it is under way
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all runs end. */
    void letGo() {
        Waiting.open(gate);
    }

    /**
     * Waits until a run has ended.
     *
     * @throws IllegalStateException where it does not within ten minutes
     */
    RunRecord await(int id) {
        return await(id, state -> {});
    }

    /** The same, and shows each state that is seen on the way. */
    RunRecord await(int id, Consumer<RunState> seen) {
        final long begin = System.nanoTime();
        while (true) {
            final RunRecord now = store.get(id);
            seen.accept(now.state());
            if (now.state().hasEnded()) {
                return now;
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("run " + id + ": expected its end, found " + now.state());
            }
            Thread.yield();
        }
    }

    /** Ends, and tells of a run what is on disk; null where that is nothing. */
    RunRecord kept(int id) {
        try {
            store.close();
            final Path run = folder.resolve("runs").resolve(Integer.toString(id));
            return Files.exists(run) ? new RunDirectory(run).read() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it. */
    void remove() {
        try {
            FoundFiles.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
