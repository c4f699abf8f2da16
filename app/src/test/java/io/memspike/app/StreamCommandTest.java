package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.testing.JaerWindows;
import io.memspike.testing.Outside;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stream} and {@code data replay} as their users meet them. */
class StreamCommandTest {
    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void makeModel() throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                "mlp", DataSets.MNIST, 16, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0, 1, 0);
        model = directory.resolve("model.safetensors");
        ClassifierTraining.start(plan, new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 16))
                .model()
                .write(model);
    }

    private static JsonNode json(Cli outcome) throws IOException {
        assertEquals(0, outcome.status(), outcome.err());
        return JsonMapper.builder().build().readTree(outcome.out());
    }

    @Test
    void shouldDecideOnceForEachDigit() throws IOException {
        final JsonNode result = json(Cli.run("stream", model, "--source", "saccade:mnist", "--samples", 5, "--json"));

        assertEquals(Reference.keys("stream MODEL"), Reference.keys(result));
        assertEquals(5, result.get("decisions").size());
        assertEquals(0, result.get("dropped").asLong());
        for (int i = 0; i < 5; i++) {
            final JsonNode decision = result.get("decisions").get(i);
            assertEquals(i, decision.get("recording").asInt());
            final long steps = decision.get("steps").asLong();
            assertEquals(
                    i * 300_000L + steps * 30_000L, decision.get("atMicros").asLong());
        }
    }

    @Test
    void shouldAnswerTheSameFromAnEventFileAndAnotherProcess() throws Exception {
        final Path events = directory.resolve("events.safetensors");
        final Path ring = directory.resolve("camera.ring");
        json(Cli.run("data", "generate", "--samples", 4, "--out", events, "--json"));
        final JsonNode camera = json(Cli.run("stream", model, "--source", "saccade:mnist", "--samples", 4, "--json"));
        final FutureTask<Cli> listener =
                new FutureTask<>(() -> Cli.run("stream", model, "--source", "ipc:" + ring, "--json"));
        new Thread(listener).start();

        final JsonNode replayed = json(Cli.run(
                "data",
                "replay",
                "--source",
                "saccade:mnist",
                "--samples",
                4,
                "--speed",
                "max",
                "--to",
                "ipc:" + ring,
                "--json"));

        assertEquals(Reference.keys("data replay"), Reference.keys(replayed));
        final JsonNode heard = json(listener.get());
        assertEquals(camera.get("decisions"), heard.get("decisions"));
        assertEquals(camera.get("events"), heard.get("events"));
        assertEquals(replayed.get("events"), heard.get("events"));
        assertTrue(heard.get("accuracy").isNull());
        assertFalse(Files.exists(ring), "the reader removes the ring");
        final JsonNode binned = json(Cli.run("stream", model, "--source", events, "--json"));
        assertEquals(camera.get("decisions"), binned.get("decisions"));
        assertEquals(camera.get("accuracy"), binned.get("accuracy"));
    }

    @Test
    void shouldClassifyARealRecordingAtRecordedSpeed() throws IOException {
        final Path recording = Outside.file("golden/external/events/sample_nmnist.bin");

        final JsonNode result = json(Cli.run("stream", model, "--source", recording, "--speed", "recorded", "--json"));

        assertEquals(4_325, result.get("events").asLong());
        assertEquals(1, result.get("decisions").size());
    }

    /** One event a millisecond; bits of the time may be flipped, pixels go along the diagonal. */
    private static Path bin(String name, int count, int strayAt, int pauseAt) throws IOException {
        final int[][] events = new int[count][];
        for (int i = 0; i < count; i++) {
            final int micros = 1_000 * i + (i >= pauseAt ? 4_000_000 : 0) ^ (i == strayAt ? 1 << 22 : 0);
            events[i] = new int[] {i % 34, i % 34, 1, micros};
        }
        return EventBin.write(directory.resolve(name), events);
    }

    @Test
    void shouldLoseOneStrayTimeOfAFileAndNothingByAPause() throws IOException {
        final JsonNode stray = json(Cli.run("stream", model, "--source", bin("stray.bs2", 200, 100, 200), "--json"));
        final JsonNode pause = json(Cli.run("stream", model, "--source", bin("pause.bs2", 200, -1, 100), "--json"));
        final JsonNode sound = json(Cli.run("stream", model, "--source", bin("sound.bs2", 200, -1, 200), "--json"));

        assertEquals(199, stray.get("events").asLong());
        assertEquals(200, pause.get("events").asLong());
        assertEquals(200, sound.get("events").asLong());
        assertEquals(0, stray.get("late").asLong());
        assertEquals(0, pause.get("late").asLong());
        assertEquals(1, pause.get("decisions").size());
    }

    @Test
    void shouldFilterARecordingAsDataInfoDoes() throws IOException {
        final Path bin = bin("filtered.bin", 2_000, -1, 2_000);
        final Object[] filters = {"--filter", "refractory:micros=40000", "--filter", "drop:share=0.3", "--seed", 5};

        final JsonNode all = json(Cli.run(with(filters, "data", "info", bin, "--json")));
        final JsonNode heard = json(Cli.run(with(filters, "stream", model, "--source", bin, "--json")));

        assertEquals(all.get("events"), heard.get("events"));
        assertTrue(heard.get("events").asLong() > 0 && heard.get("events").asLong() < 1_000);
    }

    private static Object[] with(Object[] filters, Object... words) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(filters)).toArray();
    }

    @Test
    void shouldFilterDigitsInFrontOfTheCamera() throws IOException {
        final Object[] on = {"--filter", "polarity:keep=1"};
        final Object[] off = {"--filter", "polarity:keep=0"};
        final Object[] digits = {"stream", model, "--source", "saccade:mnist", "--samples", 3, "--json"};

        final JsonNode all = json(Cli.run(digits));
        final JsonNode brighter = json(Cli.run(with(on, digits)));
        final JsonNode darker = json(Cli.run(with(off, digits)));

        assertEquals(3, brighter.get("decisions").size());
        assertTrue(brighter.get("events").asLong() > 0);
        assertEquals(
                all.get("events").asLong(),
                brighter.get("events").asLong() + darker.get("events").asLong());
    }

    /** A camera of twice the sides before a model of N-MNIST: two windows of jAER's memory, then silence. */
    @Test
    void shouldFilterACamera() throws IOException {
        final int events = 100;
        final Path camera =
                Files.write(directory.resolve("camera.mmap"), JaerWindows.of(68, 68, events, k -> 1_000 * k));
        final Object[] live = {"stream", model, "--source", "jaer:" + camera, "--idle-ms", 3_000, "--json"};
        final Object[] filters = {"--filter", "downsample", "--filter", "polarity:keep=1"};

        final JsonNode heard = json(Cli.run(with(filters, live)));

        assertEquals(events, heard.get("events").asLong()); // half of two windows
        assertEquals(1, heard.get("decisions").size());
        assertTrue(Cli.run(live).assertFailed().contains("(events are 2×68×68)"), "it fits only behind its filter");
    }

    /** The writer that docs/stream.md shows: several times around the ring, events of a made-up recording. */
    @Test
    void shouldReadWhatTheDocumentedPythonProgramWrites() throws Exception {
        Outside.need(Files.isExecutable(Path.of("/usr/bin/python3")), "/usr/bin/python3 is absent");
        final String page = Files.readString(Path.of("../docs/stream.md"));
        final int begin = page.indexOf("```python\n") + "```python\n".length();
        final Path program = directory.resolve("write.py");
        Files.writeString(program, page.substring(begin, page.indexOf("```", begin)));
        final int count = 40_000; // 320,000 bytes through a ring of 65,536
        final byte[] recording = new byte[5 * (count + 1)];
        recording[5 * count / 2 + 1] = (byte) 240; // the sensor's counter runs over in the middle
        for (int i = 0; i < count; i++) {
            final boolean isPast = i >= count / 2;
            final int rest = i % 2 << 23 | 7 * i - (isPast ? 8_192 : 0);
            final byte[] event = {
                (byte) (i % 34), (byte) (i / 34 % 34), (byte) (rest >> 16), (byte) (rest >> 8), (byte) rest
            };
            System.arraycopy(event, 0, recording, 5 * (isPast ? i + 1 : i), 5);
        }
        final Path bin = Files.write(directory.resolve("made.bin"), recording);
        final Path ring = directory.resolve("python.ring");
        final Path log = directory.resolve("write.log");
        final Process writer = new ProcessBuilder(
                        "/usr/bin/python3", program.toString(), bin.toString(), ring.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        final JsonNode heard;
        try {
            while (!Files.exists(ring) && writer.isAlive()) {
                Thread.onSpinWait();
            }
            assertTrue(Files.exists(ring), () -> "the program failed, see " + log);

            heard = json(Cli.run("stream", model, "--source", "ipc:" + ring, "--early-stop", "off", "--json"));

            assertEquals(0, writer.waitFor(), Files.readString(log));
        } finally {
            writer.destroyForcibly();
        }
        assertEquals(count, heard.get("events").asLong());
        assertEquals(0, heard.get("dropped").asLong());
        assertEquals(0, heard.get("late").asLong());
        assertEquals(1, heard.get("decisions").size());
        final JsonNode read = json(Cli.run("stream", model, "--source", bin, "--early-stop", "off", "--json"));
        assertEquals(read.get("decisions"), heard.get("decisions"));
    }

    @ParameterizedTest
    @CsvSource({"dropNewest", "dropOldest"})
    void shouldAccountForEveryEvent(String policy) throws IOException {
        final JsonNode all = json(Cli.run("stream", model, "--source", "saccade:mnist", "--samples", 60, "--json"));
        final JsonNode some = json(Cli.run(
                "stream", model, "--source", "saccade:mnist", "--samples", 60, "--back-pressure", policy, "--json"));

        assertEquals(all.get("events"), some.get("events"));
        assertEquals(
                some.get("events").asLong(),
                some.get("used").asLong()
                        + some.get("late").asLong()
                        + some.get("unused").asLong()
                        + some.get("dropped").asLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream MODEL",
                "stream MODEL --source ipc:",
                "stream MODEL --source saccade:no-such-set",
                "stream MODEL --source saccade:mnist --samples 10001",
                "stream MODEL --source saccade:mnist --speed light",
                "stream MODEL --source saccade:mnist --back-pressure burst",
                "stream MODEL --source saccade:mnist --early-stop 2",
                "stream MODEL --source saccade:mnist --filter blur",
                "stream MODEL --source ipc:none.ring --filter polarity",
                "data replay --source saccade:mnist",
                "data replay --source saccade:mnist --to somewhere"
            })
    void shouldRefuseBadUsageWithStatusTwo(String line) {
        final Cli outcome =
                Cli.run((Object[]) line.replace("MODEL", model.toString()).split(" "));

        assertEquals(2, outcome.status(), outcome.err());
        assertTrue(outcome.err().startsWith("memspike: "), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void shouldRefuseTornRecordingsAndForeignRings() throws IOException {
        final Path torn = Files.write(directory.resolve("torn.bin"), new byte[4]);
        final Path foreign = Files.write(directory.resolve("foreign.ring"), new byte[4096]);

        assertTrue(Cli.run("stream", model, "--source", torn).assertFailed().startsWith("memspike: " + torn));
        assertTrue(Cli.run("stream", model, "--source", "ipc:" + foreign)
                .assertFailed()
                .startsWith("memspike: " + foreign + ": offset 0: expected an event ring"));
        assertTrue(Files.exists(foreign));
        final Path nowhere = directory.resolve("none").resolve("ring");
        assertTrue(Cli.run("stream", model, "--source", "ipc:" + nowhere)
                .assertFailed()
                .startsWith("memspike: " + nowhere + ": directory: expected one that exists"));
        assertTrue(Cli.run("stream", model, "--source", directory.resolve("none.bin"))
                .assertFailed()
                .contains("none.bin"));
    }

    @Test
    void shouldNotReplayOverAFile() throws IOException {
        final Path ring = directory.resolve("busy.ring");
        EventIngest.create(ring, IngestSpec.blocking());

        final String reason = Cli.run("data", "replay", "--source", "saccade:mnist", "--to", "ipc:" + ring)
                .assertFailed();

        assertEquals("memspike: " + ring + ": expected no file yet, found one", reason.strip());
    }
}
