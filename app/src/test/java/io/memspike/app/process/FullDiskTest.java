package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is full or read-only a command ends in one line, and goes on once there is room, to the same bits. */
class FullDiskTest {
    private static final int BYTES = 64 << 20;

    @TempDir
    Path directory;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(directory.resolve("disk"), BYTES);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.unmount();
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String refused(Object... command) throws Exception {
        final Victim victim = Victim.start(log(), command);
        assertEquals(1, victim.status(), victim.said());
        final List<String> lines = victim.said()
                .lines()
                .filter(line -> line.startsWith("memspike: "))
                .toList();
        assertEquals(1, lines.size(), victim.said());
        assertFalse(victim.said().contains("\tat "), victim.said());
        return lines.get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(disk.file(""))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("filling"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldKeepTheEpochsThatWereWrittenAndGoOnFromThere() throws Exception {
        final Path whole = directory.resolve("whole.safetensors");
        final Path first = directory.resolve("first.checkpoint.safetensors");
        Victim.run(log(), Victim.training(whole));
        final Path model = disk.file("model.safetensors");
        final Path checkpoint = disk.file("model.checkpoint.safetensors");
        final long bytes = checkpointBytes(first);
        disk.fill(bytes + bytes / 2); // for one, not for the next beside it

        final String line = refused(Victim.training(model));

        assertTrue(line.startsWith("memspike: " + checkpoint + ": cannot be written: "), line);
        assertEquals(List.of("model.checkpoint.safetensors"), files());
        Model.read(checkpoint); // it is whole
        assertEquals(line, refused(Victim.goingOn(checkpoint, model)), "as long as there is no room");
        assertEquals(List.of("model.checkpoint.safetensors"), files());

        disk.empty();
        Victim.run(log(), Victim.goingOn(checkpoint, model));
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(model));
        assertEquals(List.of("model.safetensors"), files());
    }

    /** How large a checkpoint of the training is: it is trained with a disk to itself. */
    private long checkpointBytes(Path at) throws Exception {
        final Object[] command = Victim.training(at.resolveSibling("first.safetensors"));
        final Object[] keeping = Stream.concat(Stream.of(command), Stream.of("--keep-checkpoint"))
                .toArray();
        Victim.run(log(), keeping);
        return Files.size(at);
    }

    @Test
    void shouldDoTheRestOfASweepOnceThereIsRoom() throws Exception {
        final Path plan = Files.writeString(
                directory.resolve("plan.yaml"),
                "experiment: evaluate\nplan: {model: prime, samples: 20}\ngrid: {read-noise: [0, 0.1, 0.2]}\n"
                        + "figures: [accuracy, meanSteps]\n");
        final Path whole = directory.resolve("whole");
        Victim.run(log(), "sweep", plan, "--out", whole);
        final Path out = disk.file("sweep");
        disk.fill(0);

        final String line = refused("sweep", plan, "--out", out);
        assertTrue(line.matches("memspike: " + out + "/\\S+: cannot be written: .*"), line);

        disk.empty();
        Victim.run(log(), "sweep", plan, "--out", out);
        assertEquals(Files.readString(whole.resolve("table.csv")), Files.readString(out.resolve("table.csv")));
    }

    @Test
    void shouldLeaveNoRingWithoutRoomForIt() throws Exception {
        final Path ring = disk.file("ring");
        disk.fill(64 << 10);

        final String line =
                refused("data", "replay", "--source", "saccade:mnist", "--samples", 1, "--to", "ipc:" + ring);

        assertTrue(line.startsWith("memspike: " + ring + ": cannot be written: "), line);
        assertEquals(List.of(), files());
    }

    @Test
    void shouldLeaveAReadOnlyDiskAsItIs() throws Exception {
        final Path model = disk.file("model.safetensors");
        Victim.run(log(), Victim.training(model));
        final byte[] before = Files.readAllBytes(model);
        disk.readOnly(true);
        try {
            final String line = refused(Victim.training(model));

            assertTrue(line.startsWith("memspike: " + model + ": expected a directory that may be written"), line);
            assertFalse(Files.readString(log()).contains("epoch 1/"), "nothing is trained in vain");
            refused("calibrate", model, "--compact", "--out", disk.file("small.safetensors"));
            refused(
                    "sweep",
                    "--out",
                    disk.file("sweep"),
                    Files.writeString(
                            directory.resolve("plan.yaml"),
                            "experiment: evaluate\nplan: {model: prime, samples: 20}\ngrid: {read-noise: [0, 0.1]}\n"));
            final Path ring = disk.file("ring");
            assertTrue(refused("data", "replay", "--source", "saccade:mnist", "--samples", 1, "--to", "ipc:" + ring)
                    .startsWith("memspike: " + ring + ": cannot be written: "));
        } finally {
            disk.readOnly(false);
        }
        assertEquals(List.of("model.safetensors"), files());
        assertArrayEquals(before, Files.readAllBytes(model));
    }
}
