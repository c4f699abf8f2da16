package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.testing.Outside;
import io.memspike.testing.SmallDisk;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file: exit status 1, one line that names it, and all files as they were. */
class BadInputTest {
    private static final int IMAGES = 12;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Model sound;
    private static byte[] model;
    private Path file;

    @BeforeAll
    static void makeModel() throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                "conv", DataSets.MNIST, 16, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0, 1, 0);
        sound = ClassifierTraining.start(
                        plan, new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 16))
                .model();
        final Path path = shared.resolve("sound.safetensors");
        sound.write(path);
        model = Files.readAllBytes(path);
    }

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.write(directory.resolve("some.safetensors"), model);
    }

    /** Fails, names {@code culprit} and the parts, and leaves every file as it was. */
    private void assertFails(Path culprit, List<String> parts, Object... arguments) throws IOException {
        final Map<String, String> before = Cli.files(directory);

        final String reason = Cli.run(arguments).assertFailed();

        assertTrue(reason.startsWith("memspike: " + culprit), reason);
        parts.forEach(part -> assertTrue(reason.contains(part), reason));
        assertEquals(before, Cli.files(directory));
    }

    /** Every command that reads a model refuses this one. */
    private void assertNoModel(String... parts) throws IOException {
        final Path out = directory.resolve("out.safetensors");
        assertFails(file, List.of(parts), "evaluate", file, "--samples", 16);
        assertFails(file, List.of(parts), "calibrate", file, "--hold-out", 16);
        assertFails(file, List.of(parts), "train", "classify", "--resume", file, "--test-samples", 16, "--out", out);
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        final String before = new String(model, StandardCharsets.ISO_8859_1);
        final String after = change.apply(before);
        assertTrue(!after.equals(before) && after.length() == before.length(), "an edit keeps all offsets");
        Files.write(file, after.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldRefuseATornModel() throws IOException {
        for (final int length : new int[] {0, 5, 8, 200, model.length / 2, model.length - 1}) {
            Files.write(file, Arrays.copyOf(model, length));
            assertFails(file, List.of("expected", "found"), "evaluate", file);
        }
        assertNoModel("expected", "found");
    }

    @Test
    void shouldRefuseAForeignFileAsModel() throws IOException {
        Files.writeString(file, "PK\u0003\u0004 is how a file of PyTorch begins, not one of safetensors");
        assertNoModel("is this a safetensors file?");
        new SafetensorsWriter()
                .floats("conv.weight", new long[] {2}, new float[2])
                .write(file);
        assertNoModel("metadata format: expected memspike-model, found nothing");
    }

    @Test
    void shouldRefuseAnUnknownKind() throws IOException {
        edit(text -> text.replace("avgPool", "avgPoll"));
        assertNoModel("metadata graph", "nodes", "expected a kind of [", "avgPool, ", "found 'avgPoll'");
    }

    @Test
    void shouldRefuseAMissingTensor() throws IOException {
        edit(text -> text.replace("c2.weight", "c2.wheigt"));
        assertNoModel("tensor c2.weight: expected shape [64, 12, 5, 5], found no such tensor");
    }

    @Test
    void shouldRefuseAWrongShape() throws IOException {
        edit(text -> text.replace("[64,12,5,5]", "[12,64,5,5]"));
        assertNoModel("tensor c2.weight: expected shape [64, 12, 5, 5], found [12, 64, 5, 5]");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void shouldRefuseAWeightThatIsNoNumber(float value) throws IOException {
        final Map<String, float[]> tensors = new LinkedHashMap<>(sound.tensors());
        tensors.put("c2.weight", tensors.get("c2.weight").clone());
        tensors.get("c2.weight")[77] = value;
        new Model(sound.graph(), tensors, sound.masks(), Map.of(), sound.metadata()).write(file);

        assertNoModel("tensor c2.weight, element 77: expected a finite number, found " + value);
    }

    @Test
    void shouldRefuseToGoOnWithAFinishedModel() throws IOException {
        final Path out = directory.resolve("out.safetensors");
        assertFails(file, List.of("a finished model?"), "train", "classify", "--resume", file, "--out", out);
        assertFails(file, List.of("a finished model?"), "train", "classify", "--resume", file, "--out", file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\"conv\\\",\\\"dataset | \\\"mlp\\\" ,\\\"dataset | metadata graph: expected the nodes of mlp",
                "\\\"conv\\\",\\\"dataset | \\\"    \\\",\\\"dataset | metadata trainedWith: network: expected a name or a file",
                "\\\"PRUNE\\\"            | \\\"PRUNT\\\"            | metadata trainedWith: field mode: expected one of [PRUNE, WEIGHTS]"
            })
    void shouldRefuseToGoOnByAPlanThatIsNone(String from, String to, String part) throws IOException {
        edit(text -> text.replace(from, to));
        final Path out = directory.resolve("out.safetensors");
        assertFails(file, List.of(part), "train", "classify", "--resume", file, "--out", out);
    }

    @Test
    void shouldRefuseASeedThatBringsNothingBack() throws IOException {
        for (final String seed : new String[] {"null", "1.0", "99999999999999999999", ""}) {
            final Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
            metadata.put("seed", seed);
            new Model(sound.graph(), sound.tensors(), sound.masks(), Map.of(), metadata).write(file);

            assertNoModel("model: metadata seed: expected a whole number, found " + seed);
        }
    }

    @Test
    void shouldRunATransposedConvolutionOnTiles() throws IOException {
        final Graph graph = Graph.chain(
                new Shape(2, 34, 34),
                List.of(
                        new ConvTranspose2d(2, 3, 1, 1, 0, 1f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new Linear(10, 1f),
                        Integrator.readout(0.1f),
                        new Mean()));
        final Map<String, float[]> weights = Map.of("0.weight", new float[36], "2.weight", new float[23_120]);
        new Model(graph, weights, Map.of(), Map.of(), Map.of()).write(file);

        assertEquals(0, Cli.run("array", "energy", file, "--samples", 2).status());
        assertEquals(
                0,
                Cli.run("array", "show", "--model", file, "--out", directory.resolve("x.png"))
                        .status());
    }

    @Test
    void shouldRefuseWhatIsNoPlanWhereOneIsNeeded() throws IOException {
        for (final String plan : new String[] {"null", "[]", "7", "\"x\"", "{}"}) {
            final Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
            metadata.put("trainedWith", plan);
            new Model(sound.graph(), sound.tensors(), sound.masks(), Map.of(), metadata).write(file);
            final Path out = directory.resolve("out.safetensors");
            assertFails(file, List.of("metadata trainedWith: "), "calibrate", file, "--hold-out", 16);
            assertFails(file, List.of("metadata trainedWith: "), "train", "classify", "--resume", file, "--out", out);

            metadata.put("adcFullScales", "{\"c1\":1.5}");
            new Model(sound.graph(), sound.tensors(), sound.masks(), Map.of(), metadata).write(file);
            assertFails(file, List.of("metadata trainedWith: "), "evaluate", file, "--samples", 16);
        }
    }

    @Test
    void shouldNameADirectoryGivenForARecording() throws IOException {
        final Path recording = Files.createDirectory(directory.resolve("some.bin"));
        assertFails(recording, List.of("found a directory"), "stream", file, "--source", recording);
    }

    // ---- event files

    private static void writeEvents(Path path, int height, int width, long label) throws IOException {
        new SafetensorsWriter()
                .bytes("events", new long[] {2, 10, 2, height, width}, new byte[2 * 10 * 2 * height * width])
                .longs("labels", new long[] {2}, new long[] {0, label})
                .write(path);
    }

    @Test
    void shouldEvaluateASoundEventFile() throws IOException {
        final Path events = directory.resolve("events.safetensors");
        writeEvents(events, 34, 34, 9);
        assertEquals(0, Cli.run("evaluate", file, "--events", events).status());
    }

    @Test
    void shouldRefuseTornAndForeignEventFiles() throws IOException {
        final Path events = directory.resolve("events.safetensors");
        writeEvents(events, 34, 34, 9);
        final byte[] whole = Files.readAllBytes(events);
        for (final int length : new int[] {0, 7, 50, whole.length - 1}) {
            Files.write(events, Arrays.copyOf(whole, length));
            assertFails(events, List.of("expected", "found"), "evaluate", file, "--events", events);
        }
        Files.writeString(events, "neither events nor anything else");
        assertFails(events, List.of("is this a safetensors file?"), "evaluate", file, "--events", events);
        Files.write(events, model);
        assertFails(events, List.of("tensor events"), "evaluate", file, "--events", events);
        writeEvents(events, 34, 34, -1);
        assertFails(events, List.of("tensor labels: element 1"), "evaluate", file, "--events", events);
        final Path none = directory.resolve("none.safetensors");
        assertFails(none, List.of("expected", "found no such file"), "evaluate", file, "--events", none);
    }

    @Test
    void shouldRefuseEventsThatDoNotFitTheLayers() throws IOException {
        final Path events = directory.resolve("events.safetensors");
        writeEvents(events, 20, 34, 9);
        assertFails(
                file,
                List.of("tensor fc.weight: expected 7680 elements, found 23040", "(events are 2×20×34)"),
                "evaluate",
                file,
                "--events",
                events);
        writeEvents(events, 34, 34, 10);
        assertFails(
                file,
                List.of("readout: expected at least the 11 classes of the events, found 10"),
                "evaluate",
                file,
                "--events",
                events);
    }

    // ---- IDX directories

    private static byte[] idx(int magic, int... extents) {
        final int size = Arrays.stream(extents).reduce(1, Math::multiplyExact);
        final ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * extents.length + size).putInt(magic);
        Arrays.stream(extents).forEach(bytes::putInt);
        return bytes.array();
    }

    private Path digits() throws IOException {
        final Path digits = Files.createDirectory(directory.resolve("digits"));
        for (final String split : List.of("train", "t10k")) {
            Files.write(digits.resolve(split + "-images-idx3-ubyte"), idx(0x803, IMAGES, 28, 28));
            Files.write(digits.resolve(split + "-labels-idx1-ubyte"), idx(0x801, IMAGES));
        }
        return digits;
    }

    @Test
    void shouldReadASoundDirectory() throws IOException {
        assertEquals(0, Cli.run("evaluate", file, "--dataset", digits()).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-images-idx3-ubyte | 9000 | expected 9424 bytes for shape [12, 28, 28]",
                "-images-idx3-ubyte | 10   | a file cut short",
                "-images-idx3-ubyte | 0    | a file cut short",
                "-labels-idx1-ubyte | 12   | expected 20 bytes for shape [12]"
            })
    void shouldRefuseATornDirectory(String name, int length, String part) throws IOException {
        final Path digits = digits();
        for (final String split : List.of("train", "t10k")) {
            final Path torn = digits.resolve(split + name);
            Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), length));
        }
        assertNoData(digits, name, part);
    }

    @Test
    void shouldRefuseAForeignDirectory() throws IOException {
        final Path digits = digits();
        for (final String split : List.of("train", "t10k")) {
            Files.writeString(digits.resolve(split + "-images-idx3-ubyte"), "a text about digits");
        }
        assertNoData(digits, "-images-idx3-ubyte", "expected magic 0x00000803");
        for (final String split : List.of("train", "t10k")) {
            Files.write(digits.resolve(split + "-images-idx3-ubyte"), idx(0x803, IMAGES - 1, 28, 28));
        }
        assertNoData(digits, "-labels-idx1-ubyte", "expected 11 labels");
        for (final String split : List.of("train", "t10k")) {
            Files.delete(digits.resolve(split + "-images-idx3-ubyte"));
        }
        assertNoData(digits, "", "-images-idx3-ubyte, gzipped (.gz) or plain, found none");
    }

    private void assertNoData(Path digits, String name, String part) throws IOException {
        final Path test = name.isEmpty() ? digits : digits.resolve("t10k" + name);
        final Path train = name.isEmpty() ? digits : digits.resolve("train" + name);
        final Path out = directory.resolve("out.safetensors");
        assertFails(test, List.of(part), "evaluate", file, "--dataset", digits);
        assertFails(train, List.of(part), "calibrate", file, "--dataset", digits, "--hold-out", 4);
        assertFails(test, List.of(part), "data", "generate", "--dataset", digits, "--out", out);
        assertFails(train, List.of(part), "train", "classify", "--dataset", digits, "--hold-out", 0, "--out", out);
    }

    // ---- places to write to

    private void assertNowhere(Path out, Path named, String... parts) throws IOException {
        final List<String> all = List.of(parts);
        assertFails(
                named,
                all,
                "train",
                "classify",
                "--network",
                "mlp",
                "--samples",
                16,
                "--test-samples",
                16,
                "--out",
                out);
        assertFails(named, all, "demo", "--samples", 16, "--test-samples", 16, "--out", out, "--json");
        assertFails(named, all, "data", "generate", "--samples", 16, "--out", out);
        assertFails(named, all, "evaluate", file, "--samples", 100, "--logits", out);
        assertFails(named, all, "calibrate", file, "--hold-out", 16, "--plot", out);
    }

    @Test
    void shouldRefuseAMissingDirectory() throws IOException {
        final Path out = directory.resolve("missing").resolve("out");
        assertNowhere(out, out, "expected", "directory " + out.getParent(), "found none");
    }

    @Test
    void shouldRefuseADirectoryAsFile() throws IOException {
        assertNowhere(directory, directory, "found a directory");
    }

    /** A pipe, as one makes them without root; devices would lose their names as well. Opened, it would wait for ever. */
    @Test
    void shouldNeitherReadNorReplaceWhatIsNoFile() throws Exception {
        final Path pipe = directory.resolve("pipe.npz");
        Outside.need(Outside.runs("mkfifo", pipe.toString()), "no mkfifo on this system");
        final Path recording = EventBin.write(directory.resolve("r.bin"), new int[] {1, 2, 1, 3});
        final List<String> refused = List.of("found something else");
        assertNowhere(pipe, pipe, "found something else");
        assertFails(pipe, refused, "data", "convert", recording, "--out", pipe);
        assertFails(pipe, refused, "data", "info", pipe);
        assertFails(pipe, refused, "data", "convert", pipe, "--out", directory.resolve("out.npz"));
        assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));
    }

    @Test
    void shouldRefuseADirectoryThatMayNotBeWritten() throws IOException {
        final Path out = Path.of("/proc/memspike"); // refuses files even from root
        Outside.need(Files.isDirectory(out.getParent()), "no /proc on this system");
        assertNowhere(out, out);
    }

    @Test
    void shouldFailOnAFullDiskAndLeaveEarlierFilesAlone() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16 << 10)) {
            final Path out = Files.writeString(disk.file("out"), "an earlier file");
            assertNowhere(out, directory.resolve("disk"), "No space left on device");
        }
    }

    @Test
    void shouldWriteNothingOverWhatItReads() throws IOException {
        final Path picture = Files.copy(file, directory.resolve("model.png"));
        final Path network = Files.writeString(directory.resolve("net.yaml"), """
                nodes: {fc: {linear: {out: classes}}, readout: integrator, out: mean}
                edges: [input fc readout out]
                """);
        final List<String> same = List.of("expected another file to write than one that is read");
        assertFails(file, same, "evaluate", file, "--samples", 2, "--logits", file);
        assertFails(picture, same, "calibrate", picture, "--hold-out", 2, "--plot", picture);
        assertFails(picture, same, "array", "energy", picture, "--samples", 2, "--plot", picture);
        assertFails(picture, same, "array", "show", "--model", picture, "--out", picture);
        final Object[] study = {"array", "study", "--sweep", "read-noise=0", "--samples", 2, "--repeats", 1};
        assertFails(file, same, with(study, "--model", file, "--csv", file));
        assertFails(picture, same, with(study, "--model", picture, "--plot", picture));
        final Object[] few = {"--samples", 16, "--test-samples", 2, "--epochs", 1, "--network", network};
        assertFails(network, same, with(few, "train", "classify", "--out", network));
        assertFails(network, same, with(few, "train", "inpaint", "--out", network));
        assertFails(picture, same, "bench", "--quick", "--model", picture, "--plot", picture);
        assertFails(network, same, "bench", "--quick", "--network", network, "--plot", network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sparsity", "--hysteresis"})
    void shouldRefuseWhatIsOfPruningWhereNothingIsPruned(String option) throws IOException {
        final Object[] few = {"--samples", 16, "--test-samples", 2, "--epochs", 1, "--network", "mlp"};
        final Path out = directory.resolve("out.safetensors");

        final Cli refused = Cli.run(with(few, "train", "classify", "--mode", "weights", option, 0.3, "--out", out));

        assertEquals(2, refused.status());
        assertEquals(
                "memspike: " + option + ": expected nodes that are pruned, found none",
                refused.err().lines().findFirst().orElseThrow());
    }

    /** A command's words before its options, whichever come first. */
    private static Object[] with(Object[] some, Object... others) {
        final boolean isCommand = !some[0].toString().startsWith("--");
        return Stream.of(isCommand ? some : others, isCommand ? others : some)
                .flatMap(Arrays::stream)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--epochs 3",
                "--network mlp",
                "--dataset fashion-mnist",
                "--samples 8",
                "--hold-out 7",
                "--loss squared",
                "--batch 2",
                "--learning-rate 0.5",
                "--weight-decay 0.5",
                "--spike-penalty 0.5",
                "--seed 2",
                "--mode weights",
                "--sparsity 0.25",
                "--keep best",
                "--optimiser sgd",
                "--surrogate triangular",
                "--train-chips 2",
                "--reform 0.3",
                "--adc-bits 6",
                "--prune c1",
                "--weights c1",
                "--frozen c1"
            })
    void shouldGoOnWithNothingThatACheckpointSaysOtherwise(String option) throws IOException {
        final Map<String, String> before = Cli.files(directory);
        final Object[] resume = {"train", "classify", "--resume", file, "--out", directory.resolve("o.safetensors")};

        final Cli refused = Cli.run(with(resume, (Object[]) option.split(" ")));

        assertEquals(2, refused.status(), refused.err());
        assertTrue(refused.err().contains(option.split(" ")[0]), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertEquals(before, Cli.files(directory));
        // what is as it was goes on, to where it turns out that the model is finished
        final Object[] same = {"--network", "conv", "--batch", 16, "--samples", 16, "--train-chips", 1};
        assertFails(file, List.of("a finished model?"), with(resume, same));
    }
}
