package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no room for what a command writes: one line, what was there stays, nothing is left half written. */
class NoRoomTest {
    private static final int BLOCKS = 128; // of 512 bytes, the most that a file may have: 64 kB

    @TempDir
    Path directory;

    private Victim withoutRoom(Object... command) throws IOException {
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh: files cannot be limited");
        final List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f " + BLOCKS + "; exec \"$@\"", "sh"));
        words.addAll(Victim.words(List.of(), command));
        return Victim.start(directory.resolve("log"), words);
    }

    private static void assertRefused(Victim victim, String of) throws Exception {
        final String line = victim.refusal();
        assertTrue(line.startsWith("memspike: " + of), line);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("log"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldKeepTheModelThatWasThere() throws Exception {
        final Path model = directory.resolve("model.safetensors");
        final byte[] before = Files.readAllBytes(Files.writeString(model, "what was there"));

        assertRefused(
                withoutRoom(
                        "train",
                        "classify",
                        "--network",
                        "mlp",
                        "--samples",
                        48,
                        "--batch",
                        16,
                        "--test-samples",
                        16,
                        "--epochs",
                        2,
                        "--out",
                        model),
                directory.resolve("model.checkpoint.safetensors") + ": cannot be written: ");

        assertArrayEquals(before, Files.readAllBytes(model));
        assertEquals(List.of("model.safetensors"), files());
    }

    @Test
    void shouldMakeNoRingWithoutRoomForIt() throws Exception {
        final Path ring = directory.resolve("ring");

        assertRefused(
                withoutRoom("data", "replay", "--source", "saccade:mnist", "--samples", 1, "--to", "ipc:" + ring), "");

        assertEquals(List.of(), files());
    }

    @Test
    void shouldRefuseADirectoryThatMayNotBeWrittenBeforeItTrains() throws Exception {
        final Path out = Path.of("/proc/model.safetensors"); // refuses files even from root
        Outside.need(Files.isDirectory(out.getParent()), "no /proc on this system");

        assertRefused(
                Victim.start(
                        directory.resolve("log"),
                        "train",
                        "classify",
                        "--network",
                        "mlp",
                        "--samples",
                        48,
                        "--epochs",
                        1000000,
                        "--out",
                        out),
                out + ": expected a directory that may be written, found /proc");
    }
}
