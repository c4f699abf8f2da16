package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.serve.run.RunSettings;
import io.memspike.serve.run.RunState;
import io.memspike.serve.run.RunStore;
import io.memspike.tasks.experiment.Drawings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandDrawingsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldDrawPlotsOfRuns() throws Exception {
        final CommandDrawings drawings = new CommandDrawings();
        try (RunStore store = RunStore.open(new RunSettings(folder, 1, 1, null, Map.of(), drawings::of))) {
            store.start(
                    "train classify",
                    Map.of(
                            "network",
                            "mlp",
                            "samples",
                            "40",
                            "hold-out",
                            "20",
                            "test-samples",
                            "20",
                            "epochs",
                            "1",
                            "curve",
                            "curve.png"));
            final CountDownLatch ended = new CountDownLatch(1);
            final Runnable watcher = () -> {
                if (store.get(1).state().hasEnded()) {
                    ended.countDown();
                }
            };
            store.watch(1, watcher);
            watcher.run();
            ended.await();

            assertEquals(RunState.DONE, store.get(1).state(), store.get(1).failure());
            assertTrue(Files.size(store.file(1, "curve.png")) > 1000);
        }
    }

    @Test
    void shouldDrawNothingOfExperimentsWithoutCommand() {
        assertSame(Drawings.NONE, new CommandDrawings().of("no such"));
    }
}
