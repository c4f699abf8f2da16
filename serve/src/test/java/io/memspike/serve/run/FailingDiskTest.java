package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's record that cannot be written: nobody is told what is not on disk, but for the end of what has ended. */
class FailingDiskTest {
    @TempDir
    private Path folder;

    private final String gate = UUID.randomUUID().toString();

    /** What stands where a record is to be cannot be replaced by a file. */
    private Path refuse(int id) throws IOException {
        final Path record = folder.resolve("runs").resolve(id + "/run.json");
        Files.deleteIfExists(record);
        return Files.createDirectories(record.resolve("in the way"));
    }

    private static void allow(Path refused) throws IOException {
        Files.delete(refused);
        Files.delete(refused.getParent());
    }

    private int start(RunStore store) throws IOException {
        return store.start("waiting", Map.of("gate", gate)).id();
    }

    private RunStore open() throws IOException {
        return RunStore.open(RunSettings.of(folder));
    }

    @Test
    void shouldHaveNoRunThatCannotBeWrittenDown() throws Exception {
        try (RunStore store = open()) {
            refuse(1);

            assertThrows(IOException.class, () -> start(store));

            assertEquals(List.of(), store.all());
            assertFalse(Files.exists(folder.resolve("runs/1")));
            assertEquals(2, start(store));
        }
    }

    @Test
    void shouldLeaveInLineWhatCannotBeCancelled() throws Exception {
        try (RunStore store = open()) {
            start(store);
            Waiting.awaitBegun(gate);
            final int waits = start(store);
            final AtomicInteger told = new AtomicInteger();
            store.watch(waits, told::incrementAndGet);
            final Path refused = refuse(waits);

            assertThrows(IOException.class, () -> store.cancel(waits));

            assertEquals(RunState.QUEUED, store.get(waits).state());
            assertEquals(0, told.get());
            allow(refused);
            assertEquals(RunState.CANCELLED, store.cancel(waits).state());
            assertEquals(1, told.get());
        }
    }

    @Test
    void shouldLeaveAsItEndedWhatCannotGoOn() throws Exception {
        try (RunStore store = open()) {
            start(store);
            RunStoreTest.awaitProgress(store, 1);
            store.cancel(1);
            RunStoreTest.await(store, 1);
            final Path news = folder.resolve("runs/1/news.jsonl");
            final String told = Files.readString(news);
            Files.writeString(folder.resolve("runs/1/files/old.txt"), "of this attempt");
            final Path refused = refuse(1);

            assertThrows(IOException.class, () -> store.resume(1));

            assertEquals(RunState.CANCELLED, store.get(1).state());
            assertEquals(told, Files.readString(news));
            assertEquals(List.of("old.txt"), store.written(1));
            allow(refused);
            store.resume(1);
            Waiting.open(gate);
            assertEquals(RunState.DONE, RunStoreTest.await(store, 1).state());
            assertEquals(1, store.news(1, 0).size());
            assertEquals(List.of("out.txt"), store.written(1));
        }
    }

    @Test
    void shouldTellAsInterruptedWhatAKilledServerLeftAndCannotBeWrittenDown() throws Exception {
        try (RunStore store = open()) {
            start(store);
            store.cancel(1);
            RunStoreTest.await(store, 1);
        }
        final Path record = folder.resolve("runs/1/run.json");
        Files.writeString(record, Files.readString(record).replace("CANCELLED", "RUNNING"));
        for (int name = 0;
                name < 1000;
                name++) { // all that a temporary file may have: the record can be read, not written
            Files.createDirectory(
                    record.resolveSibling(".run.json." + ProcessHandle.current().pid() + "." + name + ".tmp"));
        }

        try (RunStore store = open()) {
            assertEquals(RunState.INTERRUPTED, store.get(1).state());
            assertEquals(List.of(), store.damaged());
            assertTrue(Files.readString(record).contains("RUNNING"));
        }
    }

    @Test
    void shouldTellTheEndOfARunThatCannotBeginSinceNothingCanBeWritten() throws Exception {
        final String other = gate + "b";
        try (RunStore store = open()) {
            start(store);
            Waiting.awaitBegun(gate);
            store.start("waiting", Map.of("gate", other));
            refuse(2);
            Waiting.open(gate);

            final RunRecord failed = RunStoreTest.await(store, 2);

            assertEquals(RunState.FAILED, failed.state());
            assertEquals(
                    "runs/2/run.json: cannot be written: expected a file name, found a directory", failed.failure());
            assertFalse(Waiting.hasBegun(other));
        }
    }
}
