package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments as they are: what is cancelled or interrupted ends soon, and goes on to the same bits. */
class RealRunsTest {
    private static final Map<String, String> TRAINING = Map.of(
            "network", "mlp", "samples", "200", "hold-out", "20", "test-samples", "20", "epochs", "20", "batch", "20");

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnFromItsCheckpointToTheSameModelAfterARestart() throws Exception {
        try (RunStore store = open()) {
            store.start("train classify", TRAINING);
            assertEquals(
                    RunState.DONE,
                    RunStoreTest.await(store, 1).state(),
                    store.get(1).failure());
            store.start("train classify", TRAINING);
            awaitNews(store, 2);
        }
        try (RunStore store = open()) {
            assertEquals(RunState.INTERRUPTED, store.get(2).state());
            assertTrue(store.canResume(2));
            store.resume(2);
            assertEquals(
                    RunState.DONE,
                    RunStoreTest.await(store, 2).state(),
                    store.get(2).failure());

            assertArrayEquals(
                    Files.readAllBytes(store.file(1, "model.safetensors")),
                    Files.readAllBytes(store.file(2, "model.safetensors")));
            assertEquals(accuracy(store, 1), accuracy(store, 2));
            final JsonNode news = new JsonMapper().readTree(store.news(2, 0).get(0));
            assertEquals(1, news.at("/result/epoch").asInt());
            assertEquals(20, news.at("/of").asInt());
        }
    }

    private static JsonNode accuracy(RunStore store, int id) throws IOException {
        return new JsonMapper().readTree(store.result(id)).get("accuracy");
    }

    @Test
    void shouldCancelATrainingAndAnEvaluation() throws Exception {
        try (RunStore store = open()) {
            store.start("train classify", with(TRAINING, "epochs", "1000"));
            awaitNews(store, 1);
            store.cancel(1);
            assertEquals(RunState.CANCELLED, RunStoreTest.await(store, 1).state());

            store.start("evaluate", Map.of("model", "runs/1/files/model.checkpoint.safetensors"));
            awaitProgress(store, 2);
            store.cancel(2);
            assertEquals(RunState.CANCELLED, RunStoreTest.await(store, 2).state());
        }
    }

    private static Map<String, String> with(Map<String, String> texts, String name, String text) {
        final Map<String, String> more = new HashMap<>(texts);
        more.put(name, text);
        return more;
    }

    private static void awaitNews(RunStore store, int id) throws Exception {
        await(store, id, () -> {
            try {
                return !store.news(id, 0).isEmpty();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitProgress(RunStore store, int id) throws Exception {
        await(store, id, () -> store.progress(id) != null);
    }

    private static void await(RunStore store, int id, BooleanSupplier what) throws Exception {
        final CountDownLatch there = new CountDownLatch(1);
        final Runnable watcher = () -> {
            if (what.getAsBoolean() || store.get(id).state().hasEnded()) {
                there.countDown();
            }
        };
        final Runnable stop = store.watch(id, watcher);
        watcher.run();
        there.await();
        stop.run();
    }

    private RunStore open() throws IOException {
        return RunStore.open(RunSettings.of(folder));
    }
}
