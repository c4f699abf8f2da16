package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.train.TrainClassifyPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFilesTest {
    private static final PlanFields TRAIN = new PlanFields(TrainClassifyPlan.class);

    @TempDir
    private Path place;

    private Path folder;
    private PlanFiles files;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(place.resolve("folder/models"))
                .getParent()
                .toRealPath();
        Files.writeString(folder.resolve("net.yaml"), "");
        Files.writeString(folder.resolve("models/a.safetensors"), "");
        Files.writeString(place.resolve("outside.yaml"), "");
        Files.createSymbolicLink(folder.resolve("link.yaml"), place.resolve("outside.yaml"));
        files = new PlanFiles(
                folder,
                null,
                Map.of(
                        "given.safetensors", place.resolve("given.safetensors"),
                        "other/given.safetensors", place.resolve("other/given.safetensors"),
                        "mnist-inpainting", place.resolve("mine/mnist-inpainting")));
    }

    private TrainClassifyPlan plan(Map<String, String> texts) throws IOException {
        return Plans.read(
                TRAIN.json(files.placed(TRAIN, new PlanForm(TRAIN).values(texts), folder.resolve("run"))),
                TrainClassifyPlan.class);
    }

    @Test
    void shouldFindFilesInTheFolderAndWriteIntoTheRunsDirectory() throws IOException {
        final TrainClassifyPlan plan =
                plan(Map.of("network", "net.yaml", "from", "models/a.safetensors", "curve", "curve.csv"));

        assertEquals(folder.resolve("net.yaml").toString(), plan.network());
        assertEquals(folder.resolve("models/a.safetensors"), plan.part().from());
        assertEquals(folder.resolve("run/curve.csv"), plan.curve());
        assertEquals(folder.resolve("run/model.safetensors"), plan.out()); // as usual, but there
    }

    @Test
    void shouldLeaveNamesThatComeWithMemspikeAlone() throws IOException {
        Files.createDirectory(folder.resolve("mnist"));
        final TrainClassifyPlan plan = plan(Map.of(
                "dataset", "mnist", "network", "mlp", "encode", "delta:threshold=0.1", "from", "mnist-classifier"));

        assertEquals("mnist", plan.dataset());
        assertEquals("mlp", plan.network());
        assertEquals(Path.of("mnist-classifier"), plan.part().from());
    }

    @Test
    void shouldFindModelsOfTheServerByTheirNames() throws IOException {
        assertEquals(
                place.resolve("given.safetensors"),
                plan(Map.of("from", "given.safetensors")).part().from());
        assertTrue(files.offered().containsAll(List.of("given.safetensors", "mnist-inpainting", "net.yaml")));
    }

    @Test
    void shouldTellModelsOfTheSameFileNameApartAndTakeTheUsersBeforeThoseInTheJar() throws IOException {
        assertEquals(
                place.resolve("other/given.safetensors"),
                plan(Map.of("from", "other/given.safetensors")).part().from());
        assertEquals(
                place.resolve("mine/mnist-inpainting"),
                plan(Map.of("from", "mnist-inpainting")).part().from());
        assertEquals(
                1, files.offered().stream().filter("mnist-inpainting"::equals).count());
    }

    @Test
    void shouldTakePlacesOutOfTextsAloneAndLeaveNumbersAsTheyAre() throws IOException {
        final String json =
                "{\"file\":\"" + folder + "/a \\\"b\\\"\",\"n\":[12345678901234567890,1.10,1E-9,null,true]}";
        assertEquals(
                "{\"file\":\"a\\\"b\\\"\",\"n\":[12345678901234567890,1.10,1E-9,null,true]}",
                files.unplacedJson(json).replaceAll("\\s", ""));
    }

    @Test
    void shouldOfferWhatThereIsWhileOthersComeAndGo() throws Exception {
        final AtomicBoolean isOver = new AtomicBoolean();
        final Thread other = new Thread(() -> {
            while (!isOver.get()) {
                try {
                    final Path come = Files.createDirectories(folder.resolve("models/new"));
                    Files.delete(Files.writeString(come.resolve("a.tmp"), ""));
                    Files.delete(come);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 300; i++) {
                final PlanFiles fresh = new PlanFiles(folder, null, Map.of());
                assertTrue(fresh.offered().containsAll(List.of("net.yaml", "models/a.safetensors")));
            }
        } finally {
            isOver.set(true);
            other.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../outside.yaml",
                "models/../../outside.yaml",
                "link.yaml",
                "missing.yaml",
                "histogram:/etc/passwd",
                "table:/etc/passwd",
                "a:b:../outside.yaml",
                "pom.xml",
                "..",
                "a\u0000b/c"
            })
    void shouldRefuseToReadElsewhere(String name) {
        for (final String setting : List.of("from", "network", "dataset", "device")) {
            if (setting.equals("from") || !name.equals("missing.yaml")) {
                final PlanRefusedException refusal =
                        assertThrows(PlanRefusedException.class, () -> plan(Map.of(setting, name)), setting);
                assertEquals(setting, refusal.field());
                assertTrue(
                        refusal.getMessage().startsWith("--" + setting + ": expected a file in the server's folder"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/x", "../x", "a/b", ".x", "a\\b", "\u0000"})
    void shouldRefuseToWriteElsewhere(String name) {
        assertEquals(
                "out",
                assertThrows(PlanRefusedException.class, () -> plan(Map.of("out", name)))
                        .field());
    }

    @Test
    void shouldKnowEveryFileThatExperimentsWrite() throws IOException {
        try (RunStore store = RunStore.open(RunSettings.of(folder))) {
            store.experiments().forEach((name, experiment) -> {
                for (final PlanForm.Field field : store.form(name).fields()) {
                    final boolean writes = field.meaning().matches("(?i)(write|draw|keep the|where to) .*")
                            && field.label().matches(".*(FILE|DIR|PNG).*");
                    assertTrue(!writes || field.kind() == PlanForm.Kind.WRITTEN, name + " --" + field.name());
                }
            });
        }
    }

    /** Whoever closes a file gives up all locks that its process has on it, and with them the ring's reader. */
    @Test
    void shouldNotOpenARingThatIsReadHere() throws IOException {
        final Path file = folder.resolve("camera.ring");
        try (EventIngest ring = EventIngest.create(file, IngestSpec.blocking())) {
            assertFalse(ring.hasReader());
            assertEquals(
                    "--file: expected a file, found the ring that is being read: camera.ring",
                    assertThrows(PlanRefusedException.class, () -> files.file("file", "camera.ring"))
                            .getMessage());
        }

        assertEquals(file.toString(), files.file("file", "camera.ring"));
    }
}
