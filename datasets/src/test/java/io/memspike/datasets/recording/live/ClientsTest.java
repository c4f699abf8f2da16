package io.memspike.datasets.recording.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.PackedEvent;
import io.memspike.testing.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code clients}, compiled and run: its writers beside the reader of rings. */
class ClientsTest {
    private static final int EVENTS = 100_001;
    private static final Path CLIENTS = Path.of("../clients").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void shouldTakeEventsFromC() throws Exception {
        Outside.need(Outside.runs("cc", "--version"), "cc is not installed");
        final Path source = Files.writeString(directory.resolve("writer.c"), """
                #define _GNU_SOURCE
                #include "memspike.h"
                int main(int argc, char **argv) {
                    static memspike_ring ring;
                    (void)argc;
                    if (memspike_create(&ring, argv[1]) != 0) return 1;
                    for (unsigned i = 0; i < 100001; i++) memspike_offer(&ring, 7ull * i, i % 346, i % 260, i & 1);
                    memspike_end(&ring);
                    return 0;
                }
                """);
        final Path program = directory.resolve("writer");
        assertTrue(Outside.runs(
                "cc",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-I",
                CLIENTS.resolve("c").toString(),
                "-o",
                program.toString(),
                source.toString()));

        requireAll(
                new ProcessBuilder(program.toString(), directory.resolve("ring").toString()));
    }

    @Test
    void shouldTakeEventsFromPython() throws Exception {
        Outside.need(Outside.runs("python3", "-c", "import numpy"), "python3 with NumPy is not installed");
        final ProcessBuilder writer = new ProcessBuilder(
                "python3", "-c", """
                import sys, numpy as np, memspike
                i = np.arange(100001)
                ring = memspike.Ring(sys.argv[1])
                ring.write(7 * i, i % 346, i % 260, i & 1)
                ring.end()
                """, directory.resolve("ring").toString());
        writer.environment().put("PYTHONPATH", CLIENTS.resolve("python").toString());

        requireAll(writer);
    }

    private void requireAll(ProcessBuilder writer) throws Exception {
        final Path file = directory.resolve("ring");
        final Process process =
                writer.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        while (!Files.exists(file) && process.isAlive()) {
            Thread.onSpinWait();
        }
        final long[] next = new long[1];
        try (EventIngest ingest = EventIngest.open(file)) {
            ingest.consumer()
                    .drain(
                            (events, count, dueNanos) -> {
                                for (int e = 0; e < count; e++) {
                                    final int i = (int) next[0]++;
                                    assertEquals(PackedEvent.of(7L * i, i % 346, i % 260, i % 2 == 1), events[e]);
                                }
                            },
                            new BackoffIdleStrategy());
        }
        assertEquals(List.of(0, (long) EVENTS), List.of(process.waitFor(), next[0]));
    }
}
