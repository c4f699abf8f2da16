package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.app.bench.BenchCommand;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users meet it: JSON keys, refusals, resumption. */
class CommandsTest {
    @TempDir
    static Path directory;

    private static Path model;

    private static Cli train(Path out, Object... further) {
        final List<Object> arguments = new java.util.ArrayList<>(List.of(
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
                "--out",
                out,
                "--json"));
        arguments.addAll(List.of(further));
        return Cli.run(arguments.toArray());
    }

    @BeforeAll
    static void trainAModel() throws IOException {
        model = directory.resolve("model.safetensors");
        final Cli outcome = train(model, "--epochs", 1, "--hysteresis", 0, "--chips", 1);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(Reference.keys("train classify"), Reference.keys(outcome.json()));
        assertFalse(
                Files.exists(directory.resolve("model.checkpoint.safetensors")),
                "a finished training has no checkpoint");
    }

    @Test
    void shouldGoOnFromACheckpointToTheSameBits() throws IOException {
        final Path whole = directory.resolve("whole.safetensors");
        final Path resumed = directory.resolve("resumed.safetensors");
        assertEquals(0, train(whole, "--epochs", 2, "--threads", 2).status());
        final Path checkpoint = Checkpoints.besides(directory.resolve("half.safetensors"));
        halfOf(whole, checkpoint);

        final Cli outcome = Cli.run(
                "train", "classify", "--resume", checkpoint, "--test-samples", 16, "--out", resumed, "--threads", 1);

        assertEquals(0, outcome.status(), outcome.err());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(resumed));
    }

    @Test
    void shouldNotWriteOverTheCheckpointOfAnUnfinishedTraining() throws IOException {
        final Path out = directory.resolve("unfinished.safetensors");
        final Path checkpoint = Files.writeString(Checkpoints.besides(out), "hours of work");

        refused(1, train(out, "--epochs", 1));

        assertEquals("hours of work", Files.readString(checkpoint));
        assertFalse(Files.exists(out));
    }

    /** The checkpoint that a training of two epochs leaves when it dies after the first. */
    private void halfOf(Path whole, Path checkpoint) throws IOException {
        final io.memspike.tasks.ClassifierPlan plan =
                Checkpoints.plan(whole, Model.read(whole)).withEpochsDone(0);
        final var samples =
                new io.memspike.tasks.ClassifierData(io.memspike.datasets.set.DataSets.ofSystem()).training(plan);
        final var training = io.memspike.tasks.ClassifierTraining.start(plan, samples);
        try {
            training.run(
                    checkpoint,
                    io.memspike.core.kernel.KernelsLookup.find("auto").kernels(),
                    1,
                    new io.memspike.topology.TrainingProgress() {
                        @Override
                        public void epochDone(EpochResult result) {
                            throw new IllegalStateException("killed");
                        }
                    });
        } catch (IllegalStateException e) {
            assertEquals("killed", e.getMessage());
        }
    }

    @Test
    void shouldEvaluateWithTheDocumentedKeys() throws IOException {
        final Cli outcome = Cli.run("evaluate", model, "--samples", 16, "--early-stop", 0.8, "--json");

        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(Reference.keys("evaluate MODEL"), Reference.keys(outcome.json()));
    }

    @Test
    void shouldGiveTheSameAnswersFromAnEventFile() throws IOException {
        final Path events = directory.resolve("events.safetensors");
        final Cli generated = Cli.run("data", "generate", "--samples", 16, "--out", events, "--json");
        assertEquals(0, generated.status(), generated.err());
        assertEquals(Reference.keys("data generate"), Reference.keys(generated.json()));
        final Path fromFile = directory.resolve("a.safetensors");
        final Path fromCamera = directory.resolve("b.safetensors");
        assertEquals(
                0,
                Cli.run("evaluate", model, "--events", events, "--logits", fromFile)
                        .status());
        assertEquals(
                0,
                Cli.run("evaluate", model, "--samples", 16, "--logits", fromCamera, "--kernels", "scalar")
                        .status());

        assertArrayEquals(Files.readAllBytes(fromFile), Files.readAllBytes(fromCamera));
    }

    @Test
    void shouldEvaluateEventsThatHaveFewerClassesThanTheModel() throws IOException {
        final Path events = directory.resolve("one.safetensors");
        new SafetensorsWriter()
                .bytes("events", new long[] {1, 10, 2, 34, 34}, new byte[10 * 2 * 34 * 34])
                .longs("labels", new long[] {1}, new long[1])
                .write(events);

        final Cli outcome = Cli.run("evaluate", model, "--events", events);

        assertEquals(0, outcome.status(), outcome.err());
    }

    @Test
    void shouldCalibrateAndDrawTheCurve() throws IOException {
        final Path plot = directory.resolve("curve.png");
        final Cli outcome = Cli.run("calibrate", model, "--hold-out", 20, "--plot", plot, "--json");

        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(Reference.keys("calibrate MODEL"), Reference.keys(outcome.json()));
        assertTrue(javax.imageio.ImageIO.read(plot.toFile()).getWidth() > 100);
    }

    @Test
    void shouldRunTheDemoWithTheDocumentedKeys() throws IOException {
        final Cli outcome = Cli.run("demo", "--samples", 64, "--test-samples", 16, "--json");

        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(Reference.keys("demo"), Reference.keys(outcome.json()));
        // a loss that cannot be promised on the held-out digits with confidence would leave every inference all its
        // steps
        final JsonNode found = outcome.json();
        assertTrue(found.get("meanSteps").doubleValue() < found.get("steps").doubleValue(), outcome.out());
    }

    @Test
    void shouldInformWithTheDocumentedKeys() throws IOException {
        final Cli outcome = Cli.run("info", "--json");

        assertEquals(0, outcome.status(), outcome.err());
        final Set<String> expected = Reference.keys("info");
        assertTrue(expected.remove("datasets.NAME"));
        DataSets.ofSystem().names().forEach(name -> expected.add("datasets." + name));
        assertEquals(expected, Reference.keys(outcome.json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "train",
                "train classify",
                "evaluate",
                "calibrate",
                "data",
                "data generate",
                "data replay",
                "stream",
                "bench",
                "info"
            })
    void shouldHelp(String command) {
        final Cli outcome = Cli.run(command.isEmpty() ? new Object[] {"--help"} : (command + " --help").split(" "));

        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("Usage: memspike"), outcome.out());
    }

    @Test
    void shouldStartAFreshMemspikeForTheBench() throws Exception {
        final List<String> command = new ArrayList<>(BenchCommand.memspike());
        command.addAll(List.of("evaluate", model.toString(), "--samples", "4", "--json"));
        final Path out = directory.resolve("fresh.json");
        final Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(0, process.waitFor());
        assertEquals(
                4,
                JsonMapper.builder()
                        .build()
                        .readTree(out.toFile())
                        .get("samples")
                        .asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train classify --network rnn",
                "train classify --loss hinge",
                "train classify --mode both",
                "train classify --dataset no-such-set",
                "train classify --samples 70000",
                "demo --samples 58001",
                "demo --samples 0",
                "evaluate MODEL --early-stop 2",
                "evaluate MODEL --early-stop soon",
                "evaluate MODEL --policy luck",
                "evaluate MODEL --kernels gpu",
                "evaluate MODEL --threads 0",
                "evaluate MODEL --read-noise -1",
                "evaluate MODEL --dataset no-such-set",
                "calibrate MODEL --policy luck",
                "bench --threads 0",
                "bench --kernels gpu",
                "bench --peers --plot DIR/x.png",
                "evaluate",
                "nonsense"
            })
    void shouldRefuseBadUsageWithStatusTwo(String line) {
        refused(2, Cli.run((Object[]) line.replace("MODEL", model.toString()).split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate DIR/none.safetensors",
                "evaluate DIR",
                "train classify --resume MODEL --test-samples 16 --out DIR/x.safetensors",
                "train classify --out DIR/none/x.safetensors",
                "train classify --out DIR",
                "data generate --samples 4 --out DIR/none/x.safetensors",
                "evaluate MODEL --events MODEL",
                "calibrate MODEL --hold-out 20 --plot DIR/none/x.png",
                "bench --model DIR/none.safetensors",
                "bench --plot DIR/none/x.png"
            })
    void shouldFailWithOneLineAndStatusOne(String line) {
        refused(1, Cli.run((Object[]) line.replace("MODEL", model.toString())
                .replace("DIR", directory.toString())
                .split(" ")));
    }

    @Test
    void shouldRefuseTornAndForeignModelsAndLeaveThemAlone() throws IOException {
        final byte[] whole = Files.readAllBytes(model);
        final Path torn = directory.resolve("torn.safetensors");
        Files.write(torn, Arrays.copyOf(whole, whole.length - 100));
        refused(1, Cli.run("evaluate", torn));
        Files.writeString(torn, "not a model, surely not a model");
        refused(1, Cli.run("evaluate", torn));
        Files.write(torn, edited(whole, "\\\"linear\\\"", "\\\"linaer\\\""));
        assertTrue(refused(1, Cli.run("evaluate", torn)).contains("linaer"));
        Files.write(torn, edited(whole, "memspike-model", "memspike-movel"));
        assertTrue(refused(1, Cli.run("evaluate", torn)).contains("memspike-movel"));
        final Model sound = Model.read(model);
        sound.weights("fc1")[7] = Float.NaN;
        sound.write(torn);
        assertTrue(refused(1, Cli.run("evaluate", torn)).contains("tensor fc1.weight, element 7"));

        assertArrayEquals(whole, Files.readAllBytes(model));
    }

    private static byte[] edited(byte[] file, String from, String to) {
        final String text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldSayOnceThatAFileIsMissing() {
        final Path missing = directory.resolve("none");

        assertEquals(
                "memspike: " + missing + ": expected a safetensors file, found no such file",
                refused(1, Cli.run("evaluate", model, "--events", missing)).strip());
    }

    @Test
    void shouldShowAStackTraceOnlyForDebug() {
        assertTrue(
                Cli.run("evaluate", directory.resolve("none"), "--debug").err().contains("\tat "));
    }

    /** One line of reason (and for bad usage where to find help), nothing on standard output; returns the reason. */
    private static String refused(int status, Cli outcome) {
        assertEquals(status, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("memspike: "), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
        assertTrue(outcome.err().strip().lines().count() <= 2, outcome.err());
        return outcome.err();
    }
}
