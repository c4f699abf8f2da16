package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.testing.SmallDisk;
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
            disk.close();
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String refused(Object... command) throws Exception {
        return Victim.start(log(), command).refusal();
    }

    @Test
    void shouldKeepTheEpochsThatWereWrittenAndGoOnFromThere() throws Exception {
        final Path whole = directory.resolve("whole.safetensors");
        Victim.run(
                log(),
                Stream.concat(Stream.of(Victim.training(whole)), Stream.of("--keep-checkpoint"))
                        .toArray());
        final long bytes = Files.size(directory.resolve("whole.checkpoint.safetensors"));
        final Path model = disk.file("model.safetensors");
        final Path checkpoint = disk.file("model.checkpoint.safetensors");
        disk.fill(bytes + bytes / 2); // for one, not for the next beside it

        final String line = refused(Victim.training(model));

        assertTrue(line.startsWith("memspike: " + checkpoint + ": cannot be written: "), line);
        assertEquals(List.of("model.checkpoint.safetensors"), disk.files());
        Model.read(checkpoint); // it is whole
        assertEquals(line, refused(Victim.goingOn(checkpoint, model)), "as long as there is no room");
        assertEquals(List.of("model.checkpoint.safetensors"), disk.files());

        disk.empty();
        Victim.run(log(), Victim.goingOn(checkpoint, model));
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(model));
        assertEquals(List.of("model.safetensors"), disk.files());
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
        assertEquals(List.of(), disk.files());
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
        assertEquals(List.of("model.safetensors"), disk.files());
        assertArrayEquals(before, Files.readAllBytes(model));
    }
}
