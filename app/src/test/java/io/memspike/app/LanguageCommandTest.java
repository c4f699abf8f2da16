package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.RandomStream;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.EncoderSize;
import io.memspike.testing.MiniLm;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageCommandTest {
    private static final String TOKENIZER = """
            {"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                            "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                       "max_input_chars_per_word": 20,
                       "vocab": {"[UNK]": 1, "red": 4, "green": 5, "warm": 6, "cold": 7, "##er": 8, "the": 9}}}
            """;

    @TempDir
    private Path directory;

    private Path model;
    private Path task;

    /** A small encoder with random numbers, and a task that asks for colours. */
    @BeforeEach
    void write() throws IOException {
        model = write("model.safetensors", 1, TOKENIZER);
        task = Files.createDirectory(directory.resolve("task"));
        Files.writeString(task.resolve("train.tsv"), "r\tred\nr\tthe red\ng\tgreen\ng\tthe greener\nr\twarm red\n");
        Files.writeString(task.resolve("test.tsv"), "r\tred\ng\tgreen\n");
    }

    private Path write(String name, long seed, String tokenizer) throws IOException {
        final EncoderSize size = new EncoderSize(10, 8, 12, 2, 2, 20, 1e-12f);
        final Graph graph = Encoder.graph(size, 8);
        final RandomStream random = RandomStream.of(seed, "encoder");
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (spec.name().equals("gamma") ? 1 : 0) + 0.4f * (float) random.nextGaussian();
                }
                tensors.put(node.name() + "." + spec.name(), values);
            }
        }
        final Path file = directory.resolve(name);
        final Map<String, String> metadata =
                tokenizer == null ? Map.of() : Map.of("tokenizer", tokenizer, "textEncoder", "digest " + seed);
        new Encoder(size, tensors).model(8, metadata).write(file);
        return file;
    }

    private Cli language(String command, Object... more) {
        return Cli.run(Stream.concat(Stream.of("language", command), Arrays.stream(more))
                .toArray());
    }

    private Cli train(String adapter, Object... more) {
        final Object[] settings = {"--task", task, "--model", model, "--adapter", directory.resolve(adapter)};
        final boolean isAsked = Arrays.asList(more).contains("--epochs");
        return language("train", with(with(settings, isAsked ? new Object[0] : new Object[] {"--epochs", 40}), more));
    }

    /** What was wrong with a command's arguments, in one line. */
    private static String usage(Cli run) {
        assertEquals(2, run.status(), run.err());
        assertEquals("", run.out());
        return run.err();
    }

    /** What made spikes of samples is said elsewhere, and is none of a text encoder's. */
    @Test
    void shouldBeNoClassifierOfEvents() throws IOException {
        final String err = Cli.run("evaluate", model).err();

        assertTrue(err.contains("node word: embedding: expected an input of one channel"), err);
    }

    @Test
    void shouldEmbedTextsWithTheSameBitsByAnyKernels() throws IOException {
        final JsonNode result = language("embed", "The greener, warm", "--model", model, "--json")
                .json();

        assertEquals("[2,9,5,8,1,6,3]", result.get("tokens").toString());
        assertEquals(12, result.get("embedding").size());
        assertEquals(
                result,
                language("embed", "The greener, warm", "--model", model, "--json", "--kernels", "scalar")
                        .json());
    }

    @Test
    void shouldLearnTasksAndAnswerThem() throws IOException {
        final JsonNode trained =
                train("a.safetensors", "--json", "--learning-rate", "0.05").json();
        assertEquals(2, trained.get("classes").asInt());
        assertEquals(1, trained.get("accuracy").asDouble());
        assertEquals(2 * 12 + 2, trained.get("parameters").asInt());
        train("b.safetensors", "--json", "--learning-rate", "0.05", "--threads", "3")
                .json();
        assertEquals(
                Cli.files(directory).get("a.safetensors"), Cli.files(directory).get("b.safetensors"), "on any threads");

        final JsonNode result = language(
                        "classify",
                        "the red",
                        "--model",
                        model,
                        "--adapter",
                        directory.resolve("a.safetensors"),
                        "--adapter",
                        directory.resolve("b.safetensors"),
                        "--json")
                .json();

        assertEquals(2, result.get("answers").size());
        assertEquals("r", result.get("answers").get(1).get("label").asText());
        assertTrue(result.get("answers").get(0).get("probability").asDouble() > 0.5);
    }

    @Test
    void shouldLearnLowRankAdaptersWithTheSameBitsByAnyThreadsAndKernels() throws IOException {
        final Object[] plain = {
            "--mode", "plain", "--batch", 3, "--rank", 2, "--epochs", 80, "--learning-rate", "0.005", "--json"
        };
        final JsonNode trained = train("a.safetensors", plain).json();
        assertEquals(1, trained.get("accuracy").asDouble());
        assertEquals(
                2 * 12 + 2 + 2 * 2 * (4 * 24 + 2 * 32),
                trained.get("parameters").asInt());
        train(
                        "b.safetensors",
                        Stream.concat(Arrays.stream(plain), Stream.of("--threads", 3, "--kernels", "scalar"))
                                .toArray())
                .json();
        assertEquals(
                Cli.files(directory).get("a.safetensors"), Cli.files(directory).get("b.safetensors"));
        train("head.safetensors", "--json").json();

        final JsonNode answers = language(
                        "classify",
                        "the red",
                        "--model",
                        model,
                        "--adapter",
                        directory.resolve("a.safetensors"),
                        "--adapter",
                        directory.resolve("head.safetensors"),
                        "--json")
                .json()
                .get("answers");

        assertEquals("r", answers.get(0).get("label").asText());
        assertTrue(answers.get(0).get("probability").asDouble()
                != answers.get(1).get("probability").asDouble());
    }

    @Test
    void shouldLearnOnNoisyTilesWithTheSameBitsByAnyThreadsAndKernels() throws IOException {
        final Object[] aware = {"--mode", "aware", "--batch", 3, "--rank", 2, "--tile-rows", 8, "--epochs", 4, "--json"
        };
        final JsonNode trained = train("a.safetensors", aware).json();
        assertEquals("aware", trained.get("mode").asText());
        train("b.safetensors", with(aware, "--threads", 3, "--kernels", "scalar"))
                .json();
        assertEquals(
                Cli.files(directory).get("a.safetensors"), Cli.files(directory).get("b.safetensors"));
        for (final String changed : List.of("weight-noise 0", "output-noise 0", "adc-bits 9", "drop-out 0")) {
            final String[] option = changed.split(" ");
            train("c.safetensors", with(aware, "--" + option[0], option[1])).json();
            assertNotEquals(
                    Cli.files(directory).get("a.safetensors"),
                    Cli.files(directory).get("c.safetensors"),
                    changed);
        }
    }

    @Test
    void shouldRefuseAdaptersWhosePartsDoNotFit() throws IOException {
        train("a.safetensors", "--mode", "plain", "--json").json();
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("a.safetensors"))) {
            final SafetensorsWriter foreign = new SafetensorsWriter();
            final SafetensorsWriter lacking = new SafetensorsWriter();
            final SafetensorsWriter factorless = new SafetensorsWriter();
            file.metadata().forEach((key, value) -> {
                foreign.metadata(key, value);
                lacking.metadata(key, value);
                factorless.metadata(key, key.equals("alpha") ? "x" : value);
            });
            for (final String name : file.names()) {
                final var tensor = file.tensor(name);
                foreign.floats(name.replace("layers.0.key", "layers.7.key"), tensor.shape(), tensor.floats());
                factorless.floats(name, tensor.shape(), tensor.floats());
                if (!name.equals("layers.0.key.up.weight")) {
                    lacking.floats(name, tensor.shape(), tensor.floats());
                }
            }
            foreign.write(directory.resolve("foreign.safetensors"));
            lacking.write(directory.resolve("lacking.safetensors"));
            factorless.write(directory.resolve("factorless.safetensors"));
        }
        assertTrue(refused("foreign").contains("tensor layers.7.key.down.weight: expected one beside a connection"));
        assertTrue(refused("lacking").contains("layers.0.key.up.weight"));
        train("head.safetensors", "--json").json();
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("head.safetensors"))) {
            final SafetensorsWriter more = new SafetensorsWriter().floats("more", new long[] {1}, new float[1]);
            file.metadata().forEach(more::metadata);
            for (final String name : file.names()) {
                more.floats(name, file.tensor(name).shape(), file.tensor(name).floats());
            }
            more.write(directory.resolve("more.safetensors"));
        }
        assertTrue(refused("more").contains("tensors: expected head.weight and head.bias in version 1, found "));
        assertTrue(refused("factorless").contains("metadata rank, alpha: expected a rank of at least 1"));
    }

    private String refused(String adapter) {
        return language("classify", "red", "--model", model, "--adapter", directory.resolve(adapter + ".safetensors"))
                .assertFailed();
    }

    @Test
    void shouldAnswerSeveralTasksOnOneChip() throws IOException {
        train("a.safetensors", "--learning-rate", "0.05", "--json").json();
        final Path adapter = directory.resolve("a.safetensors");
        final Object[] both = {
            "the red", "--model", model, "--adapter", adapter, "--adapter", adapter, "--analogue", "--seed", 4, "--json"
        };

        final JsonNode result = language("classify", both).json();

        assertTrue(result.get("analogue").asBoolean());
        assertEquals(2, result.get("answers").size());
        assertEquals(result, language("classify", both).json());
        assertTrue(language("classify", "the red", "--model", model, "--adapter", adapter, "--json")
                        .json()
                        .get("answers")
                        .get(0)
                        .get("probability")
                        .asDouble()
                != result.get("answers").get(0).get("probability").asDouble());
    }

    @Test
    void shouldJudgeTasksInMemoryAndOnChips() throws IOException {
        train("a.safetensors", "--learning-rate", "0.05", "--json").json();
        final Path adapter = directory.resolve("a.safetensors");
        final Object[] settings = {
            "--model", model, "--task", task, "--adapter", adapter, "--task", task, "--adapter", adapter, "--chips", 2
        };

        final JsonNode result =
                language("evaluate", with(settings, "--age", "1mo", "--json")).json();

        final JsonNode first = result.get("tasks").get(0);
        assertEquals(2, result.get("tasks").size());
        assertEquals(1, first.get("digital").asDouble());
        assertEquals(2, first.get("accuracies").size());
        assertEquals(26, first.get("numbers").asInt());
        assertEquals(Files.size(adapter), first.get("bytes").asLong());
        assertEquals(2, result.get("conductances").size());
        assertTrue(result.get("unchanged").asBoolean());
        assertEquals(30 * 86400, result.get("ageSeconds").asDouble());
        assertEquals(2 * (4 * 12 * 12 + 2 * 12 * 20), result.get("weights").asInt());
        assertTrue(language("evaluate", settings).out().contains("conductances the same bits for each task"));
        assertTrue(usage(language("evaluate", "--model", model, "--task", task, "--task", task, "--adapter", adapter))
                .contains("--adapter: expected one for each --task, found 1 for 2"));
        assertTrue(usage(language("evaluate", with(settings, "--age", "1w")))
                .contains("--age: expected a number of s, min, h, d, mo or y, found '1w'"));
        final Object[] none = {"--model", model, "--task", task, "--adapter", adapter, "--chips", 0};
        assertEquals(
                1,
                language("evaluate", with(none, "--json")).json().get("tasks").size());
        assertTrue(usage(language("evaluate", with(none, "--adc-bits", 6)))
                .contains("expected --chips of at least 1 where a chip is chosen, found none"));
        assertTrue(usage(language("evaluate", with(none, "--age", "1h")))
                .contains("--age, --compensation: expected --chips of at least 1"));
        assertTrue(usage(language("evaluate", with(settings, "--texts", 3))).contains("--texts: expected 0 to 2"));
    }

    /** Ranges of ADCs are those found with compensation, whether it is read or not. */
    @Test
    void shouldReadTheSameChipOfASeedAsItAges() throws IOException {
        train("a.safetensors", "--learning-rate", "0.05", "--json").json();
        final StringBuilder texts = new StringBuilder();
        for (final String first : List.of("red", "green", "warm", "cold", "the")) {
            for (final String then : List.of("red", "green", "warmer", "cold", "the")) {
                texts.append("r\t" + first + " " + then + "\n");
            }
        }
        Files.writeString(task.resolve("test.tsv"), texts);
        final Object[] chips = {
            "--model",
            model,
            "--task",
            task,
            "--adapter",
            directory.resolve("a.safetensors"),
            "--chips",
            4,
            "--adc-bits",
            3,
            "--json"
        };
        final JsonNode point = language("age", with(chips, "--times", "1y"))
                .json()
                .get("points")
                .get(0);
        assertEquals(
                point.get("compensatedOf"),
                language("evaluate", with(chips, "--age", "1y"))
                        .json()
                        .get("tasks")
                        .get(0)
                        .get("accuracies"));
        assertEquals(
                point.get("plainOf"),
                language("evaluate", with(chips, "--age", "1y", "--compensation", "off"))
                        .json()
                        .get("tasks")
                        .get(0)
                        .get("accuracies"));
        assertNotEquals(point.get("plainOf"), point.get("compensatedOf"));
    }

    private static Object[] with(Object[] settings, Object... more) {
        return Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray();
    }

    @Test
    void shouldWriteHowATaskAges() throws IOException {
        train("a.safetensors", "--learning-rate", "0.05", "--json").json();
        final Path csv = directory.resolve("a.csv");
        final Path plot = directory.resolve("a.png");
        final Object[] settings = {
            "--model",
            model,
            "--task",
            task,
            "--adapter",
            directory.resolve("a.safetensors"),
            "--chips",
            2,
            "--times",
            "0,10y"
        };

        final JsonNode result = language("age", with(settings, "--csv", csv, "--plot", plot, "--json"))
                .json();

        assertEquals(1, result.get("digital").asDouble());
        assertEquals(315360000.0, result.get("points").get(1).get("seconds").asDouble());
        assertEquals(2, result.get("points").get(1).get("plainOf").size());
        final var lines = Files.readAllLines(csv);
        assertEquals("time,seconds,compensated,seed,accuracy", lines.get(0));
        assertEquals(1 + 2 * 2 * 2, lines.size());
        assertTrue(lines.get(1).startsWith("0,0.0,true,1,"), lines.get(1));
        assertTrue(Files.size(plot) > 1000);
        assertTrue(language("age", settings).out().contains("compensated"));
        final Path texts = task.resolve("test.tsv");
        final String before = Files.readString(texts);
        for (final String option : List.of("--csv", "--plot")) {
            assertTrue(language("age", with(settings, option, texts))
                    .assertFailed()
                    .contains("test.tsv: expected another file to write than one that is read"));
        }
        assertEquals(before, Files.readString(texts));
        final Path both = directory.resolve("both");
        assertTrue(language("age", with(settings, "--csv", both, "--plot", both))
                .assertFailed()
                .contains("both: expected a file for each of what is written"));
        assertTrue(Files.notExists(both));
        Files.writeString(both, "kept");
        assertTrue(language("age", with(settings, "--csv", both, "--plot", both))
                .assertFailed()
                .contains("both: expected a file for each of what is written"));
        assertEquals("kept", Files.readString(both));
        assertTrue(
                usage(language("age", with(settings, "--times", "0,1"))).contains("--times: expected a number of s"));
    }

    @Test
    void shouldSayWhatATextTakes() throws IOException {
        train("a.safetensors", "--learning-rate", "0.05", "--json").json();
        final JsonNode result = language(
                        "energy",
                        "the red",
                        "--model",
                        model,
                        "--adapter",
                        directory.resolve("a.safetensors"),
                        "--json")
                .json();

        assertEquals(4, result.get("tokens").asInt());
        double sum = 0;
        for (final JsonNode part : result.get("parts")) {
            assertTrue(part.get("joules").asDouble() > 0, part.toString());
            sum += part.get("joules").asDouble();
        }
        assertEquals(sum, result.get("chip").get("joules").asDouble(), 1e-9 * sum);
        // 4 x 4 pairs of 12 channels in 2 heads, twice: products of 2 x 192 and 9 or 8 operations for each of 32 scores
        final double attention = 2 * ((384 + 9 * 32) * 0.9e-12 + (384 + 8 * 32) * 3.7e-12);
        assertEquals(attention, result.get("parts").get(4).get("joules").asDouble(), 1e-6 * attention);
        assertTrue(usage(language("energy", "red", "--model", model, "--adc-bits", 0))
                .contains("--adc-bits"));
        assertTrue(usage(language("energy", "red", "--model", model, "--output-noise", 0))
                .contains("--adc-range, --output-noise: expected neither where energy is asked for"));
        final JsonNode bare =
                language("energy", "red", "--model", model, "--json").json().get("parts");
        final JsonNode fine = language("energy", "red", "--model", model, "--dac-bits", 12, "--json")
                .json()
                .get("parts");
        assertEquals(
                1.5 * bare.get(1).get("joules").asDouble(),
                fine.get(1).get("joules").asDouble(),
                1e-20);
        assertEquals(bare.get(2), fine.get(2));
    }

    @Test
    void shouldRefuseEmptyTextsAndForeignModels() throws IOException {
        assertTrue(usage(language("embed", "  ", "--model", model)).contains("expected at least one word"));
        final Path bare = write("bare.safetensors", 1, null);
        assertTrue(language("embed", "red", "--model", bare)
                .assertFailed()
                .contains("bare.safetensors: metadata tokenizer: expected an encoder of texts"));
        final Path other = write("bpe.safetensors", 1, TOKENIZER.replace("\"WordPiece\"", "\"BPE\""));
        assertTrue(language("embed", "red", "--model", other)
                .assertFailed()
                .contains("bpe.safetensors: metadata tokenizer: field model.type: expected WordPiece, found"));
        final Path large = write("large.safetensors", 1, TOKENIZER.replace("\"the\": 9", "\"the\": 90"));
        assertTrue(language("embed", "red", "--model", large)
                .assertFailed()
                .contains("expected at most 10 tokens, as the encoder has vectors, found 91"));
    }

    @Test
    void shouldRefuseAdaptersOfAnotherEncoder() throws IOException {
        train("a.safetensors", "--json").json();
        final Path other = write("other.safetensors", 2, TOKENIZER);

        final String err = language(
                        "classify", "red", "--model", other, "--adapter", directory.resolve("a.safetensors"))
                .assertFailed();

        assertTrue(err.contains("a.safetensors: metadata textEncoder: expected the encoder of " + other), err);
        final String foreign = language("classify", "red", "--model", model, "--adapter", model)
                .assertFailed();
        assertTrue(foreign.contains("metadata format: expected memspike-adapter, found memspike-model"), foreign);
    }

    @Test
    void shouldRefuseTasksThatAreNone() throws IOException {
        Files.writeString(task.resolve("test.tsv"), "b\tblue\n");
        assertTrue(train("a.safetensors")
                .assertFailed()
                .contains("test.tsv: line 1: expected one of the labels [g, r], found b"));
        Files.writeString(task.resolve("train.tsv"), "r\tred\nr\tthe red\n");
        assertTrue(train("a.safetensors")
                .assertFailed()
                .contains("train.tsv: labels: expected at least 2 classes, found 1 [r]"));
        Files.writeString(task.resolve("train.tsv"), "r\tred\ng\t \n");
        assertTrue(train("a.safetensors")
                .assertFailed()
                .contains("train.tsv: line 2: expected label, tab, text, found no text"));
        Files.writeString(task.resolve("train.tsv"), "r red\n");
        assertTrue(train("a.safetensors")
                .assertFailed()
                .contains("train.tsv: line 1: expected label, tab, text, found no tab"));
        assertTrue(usage(train("a.safetensors", "--mode", "warm"))
                .contains("--mode: expected head, plain, aware, found 'warm'"));
        assertTrue(usage(train("a.safetensors", "--weight-noise", 1)).contains("--weight-noise: expected a share"));
        assertTrue(usage(train("a.safetensors", "--mode", "aware", "--adc-bits", 0))
                .contains("--dac-bits, --adc-bits: expected at least 2 with --mode aware, found 8 and 0"));
        assertTrue(usage(train("a.safetensors", "--mode", "plain", "--rank", 0))
                .contains("expected a rank of at least 1"));
        assertTrue(usage(train("a.safetensors", "--drop-out", 1)).contains("--drop-out: expected a share in [0, 1)"));
        assertTrue(usage(train("a.safetensors", "--hold-out", -1)).contains("--hold-out: expected at least 0"));
        assertTrue(
                usage(train("a.safetensors", "--mode", "plain", "--clip", 0)).contains("expected a clipNorm above 0"));
        Files.writeString(task.resolve("train.tsv"), "r\tred\ng\tgreen\n");
        assertTrue(usage(train("a.safetensors", "--hold-out", 2)).contains("--hold-out: expected fewer than 2"));
        assertTrue(Files.notExists(directory.resolve("a.safetensors")));
    }

    @Test
    void shouldJudgeAllTrainingsOfATask() throws IOException {
        train("a.safetensors", "--json", "--repeats", 2, "--seed", 3).json();
        final Object[] both = {"--model", model, "--task", task, "--adapter", directory.resolve("a.safetensors")};

        final JsonNode result = language("evaluate", with(both, "--repeats", 2, "--seed", 3, "--chips", 2, "--json"))
                .json();

        final JsonNode judged = result.get("tasks").get(0);
        assertEquals(
                directory.resolve("a-3.safetensors").toString(),
                judged.get("adapter").asText());
        assertEquals(4, judged.get("accuracies").size());
        assertTrue(judged.get("digitalDeviation").isNumber());
        final double[] alone = new double[4];
        for (int i = 0; i < 2; i++) {
            final JsonNode one = language(
                            "evaluate",
                            "--model",
                            model,
                            "--task",
                            task,
                            "--adapter",
                            directory.resolve("a-" + (3 + i) + ".safetensors"),
                            "--seed",
                            3,
                            "--chips",
                            2,
                            "--json")
                    .json()
                    .get("tasks")
                    .get(0);
            for (int c = 0; c < 2; c++) {
                alone[2 * i + c] = one.get("accuracies").get(c).asDouble();
                assertEquals(
                        alone[2 * i + c],
                        judged.get("accuracies").get(2 * i + c).asDouble());
            }
        }
    }

    @Test
    void shouldSweepRanksAndBits() throws IOException {
        final Path csv = directory.resolve("s.csv");
        final Path plot = directory.resolve("s.png");
        final Object[] settings = {
            "--task", task, "--model", model, "--adapter", directory.resolve("s.safetensors"), "--chips", 2, "--json"
        };
        final JsonNode ranks = language("study", with(settings, "--values", "1,3", "--csv", csv, "--plot", plot))
                .json();

        assertEquals(2, ranks.get("points").size());
        assertEquals(
                2 * 12 + 2 + 2 * 3 * (4 * 24 + 2 * 32),
                ranks.get("points").get(1).get("numbers").asInt());
        assertEquals(2, ranks.get("points").get(1).get("aged").get("each").size());
        assertEquals(1 + 2 * 2 * 2, Files.readAllLines(csv).size());
        assertTrue(Files.size(plot) > 0);
        train("r.safetensors", "--mode", "aware", "--epochs", 3, "--rank", 3, "--json")
                .json();
        assertEquals(
                Cli.files(directory).get("r.safetensors"), Cli.files(directory).get("s-3.safetensors"));

        final JsonNode bits = language("study", with(settings, "--sweep", "bits", "--values", "8,3", "--csv", csv))
                .json();

        final JsonNode coarse = bits.get("points").get(1);
        assertEquals(2, coarse.get("freshBefore").get("each").size());
        assertEquals(1 + 2 * 4 * 2, Files.readAllLines(csv).size());
        final JsonNode evaluated = language(
                        "evaluate",
                        "--model",
                        model,
                        "--task",
                        task,
                        "--adapter",
                        directory.resolve("s-3.safetensors"),
                        "--chips",
                        2,
                        "--adc-bits",
                        3,
                        "--dac-bits",
                        3,
                        "--age",
                        "10y",
                        "--json")
                .json();
        assertEquals(
                evaluated.get("tasks").get(0).get("accuracies"),
                coarse.get("aged").get("each"));
        assertTrue(usage(language("study", with(settings, "--sweep", "bits", "--adc-bits", 7)))
                .contains("expected neither with --sweep bits"));
        assertTrue(usage(language("study", with(settings, "--values", "2,2"))).contains("each value once"));
        assertTrue(usage(language("study", with(settings, "--sweep", "width"))).contains("expected rank or bits"));
        assertTrue(usage(language("study", with(settings, "--sweep", "bits", "--values", "8,1")))
                .contains("expected 2 to 16 bits"));
    }

    @Test
    void shouldRefuseSettingsBeforeAnythingIsRead() throws IOException {
        Files.delete(model);
        assertTrue(usage(train("a.safetensors", "--batch", 0))
                .contains("training: expected at least 1 epoch and batch, found epochs=40 batch=0"));
        assertTrue(usage(train("a.safetensors", "--learning-rate", 0)).contains("learningRate in (0, 10)"));
        assertTrue(usage(train("a.safetensors", "--rank", 4)).contains("expected --mode plain or aware"));
        assertTrue(usage(train("a.safetensors", "--clip", 2)).contains("expected --mode plain or aware"));
        assertTrue(usage(train("a.safetensors", "--mode", "plain", "--weight-noise", 0))
                .contains("--weight-noise: expected --mode aware, found plain"));
        assertTrue(usage(train("a.safetensors", "--mode", "plain", "--adc-bits", 9))
                .contains("expected --mode aware where a chip is chosen"));
        assertTrue(usage(train("a.safetensors", "--mode", "aware", "--device", "paper"))
                .contains("device: expected"));
        final Object[] classify = {"red", "--model", model, "--adapter", directory.resolve("a.safetensors")};
        assertTrue(usage(language("classify", with(classify, "--seed", 2)))
                .contains("--seed: expected --analogue where a chip is drawn by it, found none"));
        assertTrue(usage(language("classify", with(classify, "--device", "rram")))
                .contains("expected --analogue where a chip is chosen"));
        assertTrue(usage(language("classify", with(classify, "--analogue", "--device", "paper")))
                .contains("device: expected"));
        assertTrue(usage(language("energy", "red", "--model", model, "--device", "formed-rram"))
                .contains("--device: expected one that can be programmed"));
        final Object[] chips = {"--model", model, "--task", task, "--adapter", directory.resolve("a.safetensors")};
        assertTrue(usage(language("evaluate", with(chips, "--chips", 0, "--seed", 2)))
                .contains("--seed: expected --chips of at least 1 where a chip is drawn by it, found none"));
        for (final String command : List.of("evaluate", "age")) {
            assertTrue(
                    usage(language(command, with(chips, "--device", "paper"))).contains("device: expected"));
            assertTrue(usage(language(command, with(chips, "--dac-bits", 1))).contains("expected 2 to 16 bits"));
        }
    }

    @Test
    void shouldRefuseImportsOfWhatIsNoEncoder() throws IOException {
        final Path tokenizer = Files.writeString(directory.resolve("tokenizer.json"), TOKENIZER);
        final Path onnx = Files.writeString(directory.resolve("e.onnx"), "no graph");
        final Path out = directory.resolve("out.safetensors");
        assertTrue(language("import", "--from", onnx, "--out", out)
                .assertFailed()
                .contains("e.onnx: expected an ONNX file, found one that is none"));
        Files.delete(tokenizer);
        assertTrue(
                language("import", "--from", onnx, "--out", out).assertFailed().contains("tokenizer.json"));
        final Path jar = Files.writeString(directory.resolve("e.jar"), "no jar");
        assertTrue(
                language("import", "--from", jar, "--out", out).assertFailed().contains("e.jar: expected a jar"));
        assertTrue(usage(language("import", "--artifact", "a:b", "--out", out))
                .contains("--artifact: expected GROUP:NAME:VERSION, found 'a:b'"));
        assertTrue(Files.notExists(out));
    }

    @Test
    void shouldImportAnEncoderThatOthersTrained() throws IOException {
        final Path onnx = MiniLm.onnx(directory);
        final Path tokenizer = MiniLm.tokenizer(directory);
        final Path out = directory.resolve("minilm.safetensors");

        final JsonNode result = language("import", "--from", onnx, "--tokenizer", tokenizer, "--out", out, "--json")
                .json();

        assertEquals(6, result.get("layers").asInt());
        assertEquals(36 * 384 * 384 * 2, result.get("weights").asInt()); // four square ones and two of fourfold a layer
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s4/minilm.safetensors"))) {
            final JsonNode embedding = language(
                            "embed", "The quick brown fox jumps over the lazy dog.", "--model", out, "--json")
                    .json()
                    .get("embedding");
            final float[] found = new float[embedding.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = (float) embedding.get(i).asDouble();
            }
            assertArrayEquals(golden.tensor("embedding.0").floats(), found, 1e-5f);
        }
    }
}
