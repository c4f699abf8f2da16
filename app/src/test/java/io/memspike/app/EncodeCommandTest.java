package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.datasets.EventFile;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets and encoders on the command line. */
class EncodeCommandTest {
    @TempDir
    static Path directory;

    private static Path model;

    private static JsonNode json(Object... command) throws IOException {
        final Object[] all =
                Stream.concat(Arrays.stream(command), Stream.of("--json")).toArray();
        final Cli cli = Cli.run(all);
        assertEquals(0, cli.status(), cli.err());
        return JsonMapper.builder().build().readTree(cli.out());
    }

    private static void train(Path out, String words) throws IOException {
        final Object[] command = Stream.concat(
                        Arrays.stream(("train classify --network mlp --epochs 1 --batch 16 " + words).split(" ")),
                        Stream.of("--out", out))
                .toArray();
        json(command);
    }

    @BeforeAll
    static void trainOnLatencies() throws IOException {
        model = directory.resolve("latency.safetensors");
        train(model, "--samples 32 --test-samples 8 --encode latency:threshold=0.2 --steps 4");
    }

    @Test
    void shouldKeepTheEncoderInTheModelAndEvaluateWithIt() throws IOException {
        final Model trained = Model.read(model);

        assertEquals("latency:steps=4,threshold=0.2", trained.metadata().get("encoder"));
        assertEquals("mnist", trained.metadata().get("dataset"));
        assertEquals(new Shape(1, 28, 28), trained.graph().input());
        assertEquals(4, json("evaluate", model, "--samples", 8).get("steps").asInt());
        assertEquals(
                6,
                json("evaluate", model, "--samples", 8, "--steps", 6)
                        .get("steps")
                        .asInt());
        assertEquals(
                10,
                json("evaluate", model, "--samples", 8, "--encode", "direct")
                        .get("steps")
                        .asInt());
        assertEquals(
                8,
                json("calibrate", model, "--hold-out", 8, "--accuracy", 0)
                        .get("samples")
                        .asInt());
    }

    @Test
    void shouldDrawTheSameOnAnyThreadsAndKeepTheEncoderOfACheckpoint() throws IOException {
        final Path again = directory.resolve("again.safetensors");
        final Path checkpoint = directory.resolve("again.checkpoint.safetensors");
        train(again, "--samples 32 --test-samples 8 --encode rate:rate=0.5 --steps 3 --seed 5");
        final byte[] whole = Files.readAllBytes(again);
        train(again, "--samples 32 --test-samples 8 --encode rate:rate=0.5 --steps 3 --seed 5 --threads 1");
        assertArrayEquals(whole, Files.readAllBytes(again));
        assertFalse(Files.exists(checkpoint));

        final Cli refused = Cli.run("train", "classify", "--resume", again, "--encode", "rate", "--out", again);
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("--encode, --steps, --filter: expected no --resume"), refused.err());
        assertArrayEquals(whole, Files.readAllBytes(again));
    }

    @Test
    void shouldGenerateEncodedEvents() throws IOException {
        final Path one = directory.resolve("one.safetensors");
        final Path other = directory.resolve("other.safetensors");
        final Path seed = directory.resolve("seed.safetensors");
        final String[] command = "data generate --dataset mnist --encode rate --steps 3 --samples 70 --out".split(" ");
        assertEquals(70, json(with(command, one, "--threads", 1)).get("samples").asInt());
        json(with(command, other, "--threads", 3));
        json(with(command, seed, "--seed", 2));

        assertEquals(-1, Files.mismatch(one, other));
        assertTrue(Files.mismatch(one, seed) >= 0);
        try (EventFile events = EventFile.open(one)) {
            assertEquals(new Shape(1, 28, 28), events.shape());
            assertEquals(3, events.steps());
            assertEquals("rate:steps=3,rate=1.0", events.metadata().get("encoder"));
            assertEquals(7, events.label(0));
        }
        assertEquals(70, json("evaluate", model, "--events", one).get("samples").asInt());
    }

    private static Object[] with(Object[] command, Object... further) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(further)).toArray();
    }

    /** Ten times the channels, which a network of one's own infers. */
    @Test
    void shouldTrainANetworkOfOnesOwnOnAPopulation() throws IOException {
        final Path network = Files.writeString(directory.resolve("own.yaml"), """
                network: own
                nodes:
                  c1: {conv2d: {out: 4, kernel: 5, stride: 3}}
                  n1: {lif: {retain: 0.2, threshold: 0.2, leakySlope: 0.1}}
                  fc: {linear: {out: classes}}
                  out: {integrator: {leakySlope: 0.1}}
                  mean: {mean: {}}
                edges: [input c1 n1 fc out mean]
                """);
        final Path out = directory.resolve("population.safetensors");
        json(with(
                "train classify --epochs 1 --batch 16 --samples 32 --test-samples 8 --encode population --network"
                        .split(" "),
                network,
                "--out",
                out));

        final Model trained = Model.read(out);
        assertEquals(
                "population:steps=10,neurons=10.0,rate=0.0,threshold=0.1",
                trained.metadata().get("encoder"));
        assertEquals(new Shape(10, 28, 28), trained.graph().input());
        assertEquals(8, json("evaluate", out, "--samples", 8).get("samples").asInt());
        assertEquals(
                8,
                json("evaluate", out, "--samples", 8, "--encode", "population:rate=0.5")
                        .get("samples")
                        .asInt());
    }

    @Test
    void shouldWriteNothingWhereValuesAreNoCounts() throws IOException {
        final Path out = directory.resolve("values.safetensors");

        final Cli cli = Cli.run("data", "generate", "--encode", "direct", "--samples", 2, "--out", out);

        assertTrue(cli.assertFailed().contains("expected whole counts from 0 to 255, found 0."), cli.err());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "evaluate MODEL --encode poisson | encoder: expected one of delta, direct, events, latency, picture, population, rate, saccade, sensor, varied, varied-saccade, found 'poisson'",
                "evaluate MODEL --encode rate:steps=3 --steps 4 | encoder rate: expected one number of steps, found 3 and 4",
                "evaluate MODEL --steps 0 | encoder latency: expected steps from 1 to 10000, found 0",
                "evaluate MODEL --events MODEL --encode rate | --encode, --steps, --filter: expected a data set, found --events",
                "evaluate MODEL --encode delta | encoder delta: expected series, found still images",
                "data generate --encode rate:rate=2 --out X | encoder rate: expected a rate above 0, at most 1, found 2.0",
                "train classify --dataset braile | data set: expected one of braille, dvs-gesture, fashion-mnist, mnist, n-caltech101, n-mnist, shd, spoken-digits, spoken-digits-mel, ssc or a"
                        + " directory with IDX files, found braile",
            })
    void shouldRefuseInOneLine(String command, String message) {
        final Cli cli = Cli.run((Object[]) command.replace("MODEL", model.toString())
                .replace("X", directory.resolve("x").toString())
                .split(" "));

        assertTrue(cli.status() == 1 || cli.status() == 2, command);
        assertTrue(cli.err().startsWith("memspike: ") && cli.err().contains(message), cli.err());
        assertEquals("", cli.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"train classify --dataset braille", "evaluate MODEL --dataset spoken-digits"})
    void shouldSayWhereADataSetIsLookedFor(String command) {
        final String[] words = (command.replace("MODEL", model.toString()) + " --data " + directory).split(" ");
        assertTrue(Cli.run((Object[]) words).assertFailed().contains(" in " + directory + ", or in its folder "));

        words[words.length - 1] = directory.resolve("nowhere").toString();
        assertEquals(
                "memspike: " + directory.resolve("nowhere") + ": --data: expected a directory of data sets, found none",
                Cli.run((Object[]) words).assertFailed().strip());
    }

    @Test
    void shouldRefuseAModelWhoseEncoderIsNone() throws IOException {
        final Path file = directory.resolve("poisson.safetensors");
        final Model trained = Model.read(model);
        final var metadata = new java.util.LinkedHashMap<>(trained.metadata());
        metadata.put("encoder", "poisson");
        new Model(trained.graph(), trained.tensors(), trained.masks(), trained.state(), metadata).write(file);

        assertEquals(
                "memspike: " + file
                        + ": metadata encoder: encoder: expected one of delta, direct, events, latency, picture, population,"
                        + " rate, saccade, sensor, varied, varied-saccade, found 'poisson'",
                Cli.run("evaluate", file).assertFailed().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "braille, data/braille/braille_taxels.npz, 54, 77",
        "spoken-digits, data/free-spoken-digit-dataset.zip, 60, 80"
    })
    void shouldLearnFromSeries(String dataset, String file, int samples, int steps) throws IOException {
        Outside.file(file);
        final Path data = Outside.file("data");
        final Path out = directory.resolve(dataset + ".safetensors");
        train(out, "--dataset " + dataset + " --data " + data + " --samples " + samples + " --test-samples 30");

        assertTrue(Model.read(out).metadata().get("encoder").startsWith("delta:steps=" + steps + ",threshold=0."));
        final JsonNode result = json("evaluate", out, "--data", data, "--samples", 30);
        assertEquals(steps, result.get("steps").asInt());
        assertEquals(30, result.get("samples").asInt());
    }

    /** Recordings at twice the rate of the set's own; test recordings are numbers 0 to 4. */
    @Test
    void shouldSayThatRecordingsWereResampled() throws IOException {
        final Path data = directory.resolve("resampled");
        final Path recordings = Files.createDirectories(data.resolve("recordings"));
        for (int number = 4; number < 8; number++) {
            Tone.write(recordings.resolve(number + "_zoe_" + number + ".wav"), 16_000, 2_000);
        }
        final Path out = data.resolve("mel.safetensors");
        final String command = "train classify --network mlp --dataset spoken-digits-mel --data " + data
                + " --hold-out 0 --epochs 1 --out " + out;
        final Cli trained = Cli.run((Object[]) command.split(" "));

        assertEquals(0, trained.status(), trained.err());
        assertTrue(
                trained.out().contains("spoken-digits-mel: 3 of 3 recordings resampled to 8000 Hz from 16000"),
                trained.out());
        assertEquals("picture:steps=1", Model.read(out).metadata().get("encoder"));
        final String evaluated = Cli.run("evaluate", out, "--data", data).out();
        assertTrue(evaluated.contains("1 of 1 recordings resampled to 8000 Hz from 16000"), evaluated);
        assertEquals(1, json("evaluate", out, "--data", data).get("samples").asInt());
    }
}
