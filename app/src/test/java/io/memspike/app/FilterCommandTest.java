package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.datasets.EventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sets of recordings behind filters, on the command line. */
class FilterCommandTest {
    private static final int RECORDINGS = 30; // of each class
    private static final int EVENTS = 200;

    @TempDir
    static Path directory;

    private static Path data;
    private static Path model;

    private static JsonNode json(Object... command) throws IOException {
        return Cli.run(Stream.concat(Arrays.stream(command), Stream.of("--json"))
                        .toArray())
                .json();
    }

    /** Two classes, in the layout of N-MNIST: events on the left, and on the right, in 300 ms. */
    @BeforeAll
    static void train() throws IOException {
        data = directory.resolve("sides");
        final Random random = new Random(1);
        for (int i = 0; i < 2 * RECORDINGS; i++) {
            final int[][] events = new int[EVENTS][];
            for (int e = 0; e < EVENTS; e++) {
                final int x = random.nextInt(17) + 17 * (i % 2);
                events[e] = new int[] {x, random.nextInt(34), random.nextInt(2), 1_500 * e};
            }
            final Path folder = Files.createDirectories(data.resolve(i % 2 == 0 ? "left" : "right"));
            EventBin.write(folder.resolve(String.format("%03d.bin", i)), events);
        }
        model = directory.resolve("model.safetensors");
        json(
                "train",
                "classify",
                "--network",
                "mlp",
                "--epochs",
                5,
                "--batch",
                4,
                "--dataset",
                data,
                "--filter",
                "polarity:keep=1",
                "--filter",
                "downsample",
                "--out",
                model);
    }

    @Test
    void shouldKeepFiltersInTheModelAndEvaluateBehindThem() throws IOException {
        final Model trained = Model.read(model);

        assertEquals(
                "polarity:keep=1.0|downsample:by=2.0|events:steps=10,ms=0.0",
                trained.metadata().get("encoder"));
        assertEquals(new Shape(2, 17, 17), trained.graph().input());
        final JsonNode usual = json("evaluate", model);
        assertEquals(2 * RECORDINGS / 5, usual.get("samples").asInt());
        assertTrue(usual.get("accuracy").asDouble() >= 0.75, usual.toString());
        assertEquals(
                usual.get("accuracy"),
                json("evaluate", model, "--filter", "polarity:keep=1", "--filter", "downsample")
                        .get("accuracy"));
        final JsonNode other = json("evaluate", model, "--filter", "polarity:keep=0", "--filter", "downsample");
        assertTrue(
                other.get("synapticOpsPerSample").asDouble()
                        != usual.get("synapticOpsPerSample").asDouble(),
                other.toString());
        assertEquals(
                3,
                json("calibrate", model, "--hold-out", 3, "--accuracy", 0)
                        .get("samples")
                        .asInt());
        assertEquals(
                3,
                json("calibrate", model, "--hold-out", 3, "--accuracy", 0, "--filter", "downsample")
                        .get("samples")
                        .asInt());
    }

    @Test
    void shouldWriteFilteredEvents() throws IOException {
        final Path whole = directory.resolve("whole.safetensors");
        final Path half = directory.resolve("half.safetensors");
        final JsonNode all = json("data", "generate", "--dataset", data, "--out", whole);
        final JsonNode on = json("data", "generate", "--dataset", data, "--filter", "polarity:keep=1", "--out", half);

        assertEquals(EVENTS, all.get("eventsPerSample").asDouble());
        assertTrue(Math.abs(on.get("eventsPerSample").asDouble() - EVENTS / 2.0) < EVENTS / 10.0, on.toString());
        try (EventFile events = EventFile.open(half)) {
            assertEquals(
                    "polarity:keep=1.0|events:steps=10,ms=0.0",
                    events.metadata().get("encoder"));
        }
    }

    /** A stream passes the model's filters, unless it says others; where another process writes, nobody would. */
    @Test
    void shouldStreamBehindTheModelsFilters() throws IOException {
        final Path recording = data.resolve("left/000.bin");

        final JsonNode trained = json("stream", model, "--source", recording);
        final JsonNode info = json("data", "info", recording, "--filter", "polarity:keep=1");
        assertEquals(info.get("events"), trained.get("events"));
        assertEquals(
                EVENTS,
                json("stream", model, "--source", recording, "--filter", "downsample")
                        .get("events")
                        .asInt());
        assertEquals(
                "memspike: " + model + ": metadata encoder: expected no filters, for another process writes ipc:"
                        + directory.resolve("ring")
                        + ", found polarity:keep=1.0|downsample:by=2.0|events:steps=10,ms=0.0",
                Cli.run("stream", model, "--source", "ipc:" + directory.resolve("ring"))
                        .assertFailed()
                        .strip());
    }

    @Test
    void shouldReplayFilteredEvents() throws IOException {
        final Path recording = data.resolve("right/001.bin");
        final Object[] filters = {"--filter", "drop:share=0.5", "--seed", 9};
        final Path ring = directory.resolve("replayed");

        final JsonNode played = json(Stream.concat(
                        Stream.of("data", "replay", "--source", recording, "--speed", "max", "--to", "ipc:" + ring),
                        Arrays.stream(filters))
                .toArray());
        final JsonNode info = json(Stream.concat(Stream.of("data", "info", recording), Arrays.stream(filters))
                .toArray());

        assertEquals(info.get("events"), played.get("events"));
        assertTrue(played.get("events").asInt() < EVENTS);
        Files.delete(ring);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train classify --filter drop --network mlp --out X | filters: expected recordings of events, found samples of 1×28×28 and 1 steps",
                "evaluate MODEL --dataset mnist | filters: expected recordings of events, found samples of 1×28×28 and 1 steps",
                "evaluate MODEL --dataset mnist --encode rate --filter hot | filters: expected recordings of events, found samples of 1×28×28 and 1 steps",
                "train classify --dataset DATA --filter blur --out X | filter: expected one of background, downsample, drop, hot, jitter, polarity, refractory, region, found 'blur'",
                "calibrate MODEL --filter drop:share=2 | filter drop: expected another share, found 2.0",
                "evaluate MODEL --events MODEL --filter drop | --encode, --steps, --filter: expected a data set, found --events",
                "train classify --resume MODEL --filter drop --out X | --encode, --steps, --filter: expected no --resume, whose checkpoint says it",
                "train classify --dataset DATA --filter region:x=90,width=1,height=1 --out X | filters of sides: expected events behind region:height=1.0,width=1.0,x=90.0,y=0.0, found none of 48 recordings",
                "data generate --filter drop --out X | filters: expected recordings of events, found samples of 1×28×28 and 1 steps",
            })
    void shouldRefuseInOneLine(String command, String message) {
        final Path out = directory.resolve("x.safetensors");

        final Cli cli = Cli.run((Object[]) command.replace("MODEL", model.toString())
                .replace("DATA", data.toString())
                .replace("X", out.toString())
                .split(" "));

        assertEquals(2, cli.status(), cli.err());
        assertEquals("memspike: " + message, cli.err().strip());
        assertEquals("", cli.out());
        assertFalse(Files.exists(out));
    }
}
