package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    @TempDir
    private Path folder;

    private String gate;

    @BeforeEach
    void newGate() {
        gate = UUID.randomUUID().toString();
    }

    @Test
    void shouldKeepResultAndFilesOfARunThatIsDone() throws Exception {
        Files.writeString(folder.resolve("input.txt"), "something");
        try (RunStore store = open()) {
            final int id = store.start("waiting", Map.of("gate", gate, "input", "input.txt", "count", "3"))
                    .id();
            Waiting.open(gate);

            final RunRecord done = await(store, id);

            assertEquals(RunState.DONE, done.state());
            assertEquals(
                    Map.of("file", "runs/1/files/out.txt", "read", "something"),
                    new JsonMapper().readValue(store.result(id), Map.class));
            assertEquals(List.of("out.txt"), store.written(id));
            assertEquals("written", Files.readString(store.file(id, "out.txt")));
            assertTrue(done.started() >= done.created() && done.ended() >= done.started());
            assertTrue(store.news(id, 0)
                    .get(0)
                    .startsWith("{\"news\":\"News\",\"number\":1,\"ratio\":null,\"what\":\"é 1\""));
        }
    }

    @Test
    void shouldSayInOneLineWhyARunFailed() throws Exception {
        try (RunStore store = open()) {
            final int id =
                    store.start("waiting", Map.of("gate", gate, "fail", "true")).id();
            Waiting.open(gate);

            final RunRecord failed = await(store, id);

            assertEquals(RunState.FAILED, failed.state());
            assertEquals("runs/1/files/out.txt: expected luck, found none", failed.failure());
            assertNull(store.result(id));
        }
    }

    @Test
    void shouldCancelWhatIsUnderWayAndWhatWaits() throws Exception {
        final String other = UUID.randomUUID().toString();
        try (RunStore store = open()) {
            final int first = start(store, gate);
            final int second = start(store, other);
            Waiting.awaitBegun(gate);
            assertEquals(RunState.QUEUED, store.get(second).state());

            assertEquals(RunState.CANCELLED, store.cancel(second).state());
            store.cancel(first);

            assertEquals(RunState.CANCELLED, await(store, first).state());
            assertFalse(Waiting.hasBegun(other));
            assertEquals(List.of(), store.written(first));
            assertEquals(RunState.CANCELLED, store.cancel(first).state());
        }
    }

    @Test
    void shouldDoTwoAtOnceInTheOrderOfTheLine() throws Exception {
        final List<String> gates = List.of(gate, gate + "b", gate + "c");
        try (RunStore store = RunStore.open(new RunSettings(folder, 2, 1, null, Map.of(), name -> null))) {
            for (final String each : gates) {
                start(store, each);
            }
            Waiting.awaitBegun(gates.get(0));
            Waiting.awaitBegun(gates.get(1));
            assertEquals(RunState.QUEUED, store.get(3).state());

            Waiting.open(gates.get(1));
            Waiting.awaitBegun(gates.get(2));

            assertEquals(RunState.DONE, await(store, 2).state());
            assertEquals(RunState.RUNNING, store.get(1).state());
            assertEquals(
                    List.of(3, 2, 1), store.all().stream().map(RunRecord::id).toList());
        }
    }

    @Test
    void shouldInterruptWhatIsUnderWayAndKeepTheLineWhenTheServerEnds() throws Exception {
        final String other = gate + "b";
        try (RunStore store = open()) {
            start(store, gate);
            start(store, other);
            awaitProgress(store, 1);
        }
        try (RunStore again = open()) {
            assertEquals(RunState.INTERRUPTED, again.get(1).state());
            assertEquals(1, again.news(1, 0).size());

            Waiting.open(other);
            assertEquals(RunState.DONE, await(again, 2).state());

            assertFalse(again.canResume(1));
            again.resume(1);
            Waiting.open(gate);
            assertEquals(RunState.DONE, await(again, 1).state());
            assertEquals(1, again.news(1, 0).size()); // it began anew
            assertThrows(IllegalStateException.class, () -> again.resume(1));
        }
    }

    @Test
    void shouldStartNothingOnceItHasEnded() throws Exception {
        final RunStore ended = open();
        ended.close(); // an answer under way may still come to it

        assertThrows(RejectedExecutionException.class, () -> start(ended, gate));

        assertFalse(Files.exists(folder.resolve("runs/1")));
    }

    @Test
    void shouldTellWhatAKilledServerLeft() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            Waiting.open(gate);
            await(store, 1);
        }
        final Path run = folder.resolve("runs/1");
        final String record = Files.readString(run.resolve("run.json"));
        Files.writeString(run.resolve("run.json"), record.replace("DONE", "RUNNING"));
        Files.writeString(run.resolve(".run.json.1.0.tmp"), "{\"id\":");
        Files.writeString(run.resolve("news.jsonl"), "{\"news\":\"tor", StandardOpenOption.APPEND);
        copy(run, folder.resolve("runs/2"), record.replace("DONE", "RUNNING").replace("\"id\" : 1", "\"id\" : 2"));
        copy(run, folder.resolve("runs/3"), record.substring(0, 20));
        Files.createDirectories(folder.resolve("runs/4/files"));
        copy(run, folder.resolve("runs/5"), "null");
        copy(run, folder.resolve("runs/6"), "");
        final String foreign =
                record.replace("\"id\" : 1", "\"id\" : 6").replace("\"experiment\" : \"", "\"experiment\" : \"é");
        Files.write(folder.resolve("runs/6/run.json"), foreign.getBytes(StandardCharsets.ISO_8859_1));

        try (RunStore store = open()) {
            assertEquals(RunState.DONE, store.get(1).state()); // its result is there
            assertEquals(RunState.INTERRUPTED, store.get(2).state());
            assertEquals(1, store.news(1, 0).size());
            assertFalse(Files.exists(run.resolve(".run.json.1.0.tmp")));
            assertEquals(
                    List.of(
                            "runs/3/run.json: expected what is known of a run, found something else",
                            "runs/4/run.json: expected what is known of a run, found none",
                            "runs/5/run.json: expected what is known of a run, found something else",
                            "runs/6/run.json: expected what is known of a run, found something else"),
                    store.damaged());
            assertEquals(7, start(store, gate));
        }
    }

    @Test
    void shouldBeginAnewWhatAKilledServerHadPutInLineAgain() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            awaitProgress(store, 1);
            store.cancel(1);
            await(store, 1);
        }
        final Path run = folder.resolve("runs/1");
        final String record = Files.readString(run.resolve("run.json"));
        Files.writeString(run.resolve("run.json"), record.replace("CANCELLED", "QUEUED"));
        Files.writeString(run.resolve("files/old.txt"), "of the attempt before");
        try (RunStore store = open()) {
            Waiting.open(gate);

            assertEquals(RunState.DONE, await(store, 1).state());
            assertEquals(List.of("out.txt"), store.written(1));
            assertEquals(1, store.news(1, 0).size());
        }
    }

    private static void copy(Path run, Path to, String record) throws IOException {
        Files.createDirectories(to.resolve("files"));
        Files.writeString(to.resolve("run.json"), record);
        Files.copy(run.resolve("news.jsonl"), to.resolve("news.jsonl"));
    }

    @Test
    void shouldLiveOnWhenADirectoryIsTakenAway() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            awaitProgress(store, 1); // until its news is written
            new RunDirectory(folder.resolve("runs/1")).delete();
            Waiting.open(gate);

            assertEquals(RunState.FAILED, await(store, 1).state());
            assertTrue(
                    store.get(1).failure().startsWith("runs/1/files/out.txt"),
                    store.get(1).failure());
            store.delete(1);
            assertEquals(RunState.DONE, await(store, start(store, gate)).state());
        }
    }

    @Test
    void shouldRefuseAFolderThatCannotBe() throws Exception {
        final Path file = Files.writeString(folder.resolve("file"), "");
        final IOException refusal =
                assertThrows(IOException.class, () -> RunStore.open(RunSettings.of(file.resolve("in"))));
        assertTrue(refusal.getMessage().contains("expected a folder for runs"), refusal.getMessage());
        try (RunStore store = open()) {
            final IOException second = assertThrows(IOException.class, this::open);
            assertTrue(second.getMessage().endsWith("found another server that has it"), second.getMessage());
            assertEquals(List.of(), store.all());
        }
    }

    @Test
    void shouldDeleteWhatHasEnded() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            Waiting.awaitBegun(gate);
            assertThrows(IllegalStateException.class, () -> store.delete(1));
            Waiting.open(gate);
            await(store, 1);

            store.delete(1);

            assertThrows(NoSuchElementException.class, () -> store.get(1));
            assertFalse(Files.exists(folder.resolve("runs/1")));
        }
    }

    @Test
    void shouldNeverGiveANumberTwice() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            Waiting.open(gate);
            await(store, 1);
            assertEquals(2, start(store, gate));
            await(store, 2);
            store.delete(2);
        }
        try (RunStore again = open()) {
            assertEquals(List.of(), again.damaged());
            assertEquals(3, start(again, gate));
            await(again, 3);
        }
    }

    @Test
    void shouldRemoveWhatAKilledServerWasRemovingOrWriting() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            Waiting.open(gate);
            await(store, 1);
        }
        final Path torn = Files.writeString(folder.resolve("runs/1/files/.model.safetensors.7.0.tmp"), "half");
        final Path half = Files.createDirectories(folder.resolve("runs/.removed-2/files"));
        Files.writeString(half.resolve("model.safetensors"), "");

        try (RunStore store = open()) {
            assertEquals(List.of(), store.damaged());
            assertFalse(Files.exists(half.getParent()));
            assertFalse(Files.exists(torn));
            assertEquals(List.of("out.txt"), store.written(1));
        }
    }

    @Test
    void shouldShowARunOfAnExperimentThatIsNoMore() throws Exception {
        try (RunStore store = open()) {
            start(store, gate);
            store.cancel(1);
            await(store, 1);
        }
        final Path record = folder.resolve("runs/1/run.json");
        Files.writeString(record, Files.readString(record).replace("\"waiting\"", "\"gone\""));
        try (RunStore store = open()) {
            assertEquals("gone", store.get(1).experiment());
            assertFalse(store.canResume(1));
            assertThrows(PlanRefusedException.class, () -> store.resume(1));
        }
    }

    @Test
    void shouldNotGiveFilesOutsideOfTheRun() throws Exception {
        Files.writeString(folder.resolve("secret"), "secret");
        try (RunStore store = open()) {
            start(store, gate);
            Waiting.open(gate);
            await(store, 1);
            Files.createSymbolicLink(folder.resolve("runs/1/files/link"), folder.resolve("secret"));
            for (final String name : List.of("../run.json", "../../../secret", "link", "", "/etc/passwd")) {
                assertThrows(NoSuchElementException.class, () -> store.file(1, name), name);
            }
        }
    }

    private RunStore open() throws IOException {
        return RunStore.open(RunSettings.of(folder));
    }

    private static int start(RunStore store, String gate) throws IOException {
        return store.start("waiting", Map.of("gate", gate)).id();
    }

    static void awaitProgress(RunStore store, int id) throws InterruptedException {
        await(store, id, () -> store.progress(id) != null);
    }

    static RunRecord await(RunStore store, int id) throws InterruptedException {
        await(store, id, () -> store.get(id).state().hasEnded());
        return store.get(id);
    }

    private static void await(RunStore store, int id, BooleanSupplier what) throws InterruptedException {
        final CountDownLatch is = new CountDownLatch(1);
        final Runnable watcher = () -> {
            if (what.getAsBoolean()) {
                is.countDown();
            }
        };
        final Runnable stop = store.watch(id, watcher);
        watcher.run();
        is.await();
        stop.run();
    }
}
