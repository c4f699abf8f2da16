package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.datasets.text.TextSet;
import io.memspike.datasets.text.WordPiece;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.EmbeddedTexts;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.Sentences;
import io.memspike.tasks.language.internal.TokenTexts;
import io.memspike.testing.Allocation;
import io.memspike.topology.LowRank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LanguageChipTest {
    static final String TOKENIZER = """
            {"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                            "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                       "max_input_chars_per_word": 20,
                       "vocab": {"[UNK]": 1, "red": 4, "green": 5, "warm": 6, "cold": 7, "##er": 8, "the": 9}}}
            """;

    private LanguageModel model;
    private TextSet texts;

    @BeforeEach
    void make() throws IOException {
        model = new LanguageModel(Path.of("encoder"), SentencesTest.model(), WordPiece.parse("tokenizer", TOKENIZER));
        texts = new TextSet(
                List.of("a", "b"),
                List.of("the red", "green", "warm", "colder", "greener red", "the cold", "red"),
                List.of(0, 1, 0, 1, 0, 1, 0));
    }

    private LanguageChip chip(double age, long seed, Run run) throws IOException {
        final ChipChoice choice = WeightErrorTest.choice();
        return LanguageChip.of(model, choice, seed, run).aged(choice, age, run);
    }

    private float[][] embedded(LanguageChip chip, Run run) throws IOException {
        return EmbeddedTexts.of(chip.network(model), TokenTexts.of(model, texts), "embed", run)
                .embeddings();
    }

    @Test
    void shouldEmbedWithTheSameBitsOnAnyThreadsByAnyKernels() throws IOException {
        final Run scalar = new Run(1, "scalar", Progress.NONE, Drawings.NONE);
        final float[][] expected = embedded(chip(60, 1, scalar), scalar);

        for (final Run run : List.of(Run.quiet(1), Run.quiet(2), Run.quiet(3))) {
            final float[][] found = embedded(chip(60, 1, run), run);
            for (int i = 0; i < found.length; i++) {
                assertArrayEquals(expected[i], found[i]);
            }
        }
        assertFalse(Arrays.equals(expected[0], embedded(chip(60, 2, scalar), scalar)[0]), "another chip");
        assertFalse(Arrays.equals(expected[0], expected[6]), "another text");
    }

    @Test
    void shouldDrawNoiseAnewForEachText() throws IOException {
        final Run run = Run.quiet(1);
        final Sentences sentences = new Sentences(chip(0, 1, run).network(model));
        final int[] tokens = model.tokens("the red");
        final float[] first = sentences.embed(1, tokens).clone();

        assertFalse(Arrays.equals(first, sentences.embed(2, tokens)));
        assertArrayEquals(first, sentences.embed(1, tokens));
    }

    @Test
    void shouldAllocateNothing() throws IOException {
        for (final String kernels : List.of("auto", "scalar")) {
            final Run run = new Run(1, kernels, Progress.NONE, Drawings.NONE);
            final Sentences sentences = new Sentences(chip(0, 1, run).network(model));
            final int[][] tokens = {{2, 9, 5, 8, 1, 6, 7, 3}, {2, 3}, {2, 4, 4, 3}};
            Allocation.assertNone(() -> {
                for (int i = 0; i < tokens.length; i++) {
                    sentences.embed(i, tokens[i]);
                }
            });
        }
    }

    private LanguageModel adapted() {
        final LowRank lowRank = new LowRank(2, 4f);
        final Graph graph = lowRank.adapt(model.model().graph(), name -> true);
        final Map<String, float[]> tensors = new LinkedHashMap<>(model.model().tensors());
        tensors.putAll(lowRank.start(model.model().graph(), name -> true, 1));
        return new LanguageModel(
                model.file(), new Model(graph, tensors, Map.of(), Map.of(), Map.of()), model.tokenizer());
    }

    /** Adapters that shift the encoder's nodes change no cell of the chip whose energy is asked for. */
    @Test
    void shouldPriceTheCellsThatAreEvaluated() throws IOException {
        final Run run = Run.quiet(1);
        final Placed evaluated = chip(0, 3, run).placed();
        final Model whole = adapted().model();
        final Placed priced = LanguageEnergy.placed(
                model.model(), whole, WeightErrorTest.choice().hardware(0), 3, run.kernels());
        int nodes = 0;
        for (final Node node : whole.graph().nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(whole.graph(), node.name());
            if (!model.model().graph().has(node.name())) {
                assertTrue(priced.placement().isDigital(node.name()));
                continue;
            }
            nodes++;
            assertArrayEquals(
                    evaluated.cells(node, matrix).positiveSiemens(),
                    priced.cells(node, matrix).positiveSiemens());
            assertArrayEquals(
                    evaluated.tokenCells(node, matrix).weights(),
                    priced.tokenCells(node, matrix).weights());
        }
        assertEquals(12, nodes);
    }

    @Test
    void shouldRefuseOptionsThatNoChipReads() {
        new ChipChoice("pcm", 512, 8, 8, "calibrated", 0.04).requireStandard("--analogue");
        assertTrue(refused(() -> new ChipChoice("rram", 512, 8, 8, "calibrated", 0.04).requireStandard("--analogue"))
                .endsWith("expected --analogue where a chip is chosen, found none"));
        assertTrue(refused(() -> new ChipChoice("pcm", 512, 8, 0, "12", 0.04)).startsWith("--adc-range: expected"));
        assertTrue(refused(() -> new ChipChoice("pcm", 512, 1, 8, "12", 0.04)).contains("expected 2 to 16 bits"));
        assertTrue(refused(() -> new ChipChoice("pcm", 65537, 8, 8, "12", 0.04))
                .contains("--tile-rows: expected 1 to 65536, found 65537"));
        for (final String range : List.of("5d", "5f", " 5 ", "0x1p3", "+5", "NaN", "1e400", "0")) {
            assertTrue(refused(() -> new ChipChoice("pcm", 512, 8, 8, range, 0.04))
                    .contains("--adc-range: expected calibrated or a number above 0, found '" + range + "'"));
        }
        assertEquals(12.5, new ChipChoice("pcm", 512, 8, 8, "1.25e1", 0.04).bound());
    }

    @Test
    void shouldTakePlainNumbersOfUnitsAlone() {
        assertEquals(1.5 * 3600, Ages.seconds("--age", "1.5h"));
        assertEquals(0, Ages.seconds("--age", "0"));
        for (final String time : List.of("5dd", "5fs", " 5 s", "-1s", "1e308y", "NaNs", "1", "s", "")) {
            assertEquals(
                    "--age: expected a number of s, min, h, d, mo or y, found '" + time + "'",
                    refused(() -> Ages.seconds("--age", time)));
        }
    }

    private static String refused(Executable what) {
        return assertThrows(IllegalArgumentException.class, what).getMessage();
    }

    /** One encoder on a chip serves tasks with adapters beside its connections, and nothing on it changes. */
    @Test
    void shouldKeepItsBitsBesideAdapters() throws IOException {
        final Run run = Run.quiet(1);
        final LanguageChip chip = chip(0, 1, run);
        final String before = chip.digest();
        final LanguageModel adapted = adapted(); // nothing is added yet
        final Map<String, float[]> tensors = adapted.model().tensors();
        final int[] tokens = model.tokens("the red");

        assertArrayEquals(
                new Sentences(chip.network(model)).embed(3, tokens),
                new Sentences(chip.network(adapted)).embed(3, tokens));
        tensors.get("layers.0.query.up.weight")[0] = 5f; // what is added changes answers, and no cell
        assertFalse(Arrays.equals(
                new Sentences(chip.network(model)).embed(3, tokens),
                new Sentences(chip.network(adapted)).embed(3, tokens)));
        final Map<String, PositionCells> given = new TreeMap<>();
        chip.network(adapted, given);
        assertEquals(12, given.size());
        assertEquals(before, LanguageChip.digest(given));
        chip.uncompensated().network(adapted, given);
        assertNotEquals(before, LanguageChip.digest(given), "without the gains of read-outs");
        assertNotEquals(before, chip(0, 2, run).digest());
        assertNotEquals(before, chip(1e6, 1, run).digest());
    }

    @Test
    void shouldRefuseWhatIsNoChip() {
        assertEquals(
                "--adc-range: expected calibrated or a number above 0, found 'wide'",
                assertThrows(IllegalArgumentException.class, () -> new ChipChoice("pcm", 512, 8, 8, "wide", 0.04))
                        .getMessage());
        assertEquals(
                "--device: expected one that can be programmed, found formed-rram",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ChipChoice("formed-rram", 512, 8, 8, "12", 0.04).hardware(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ChipChoice("pcm", 0, 8, 8, "calibrated", 0.04));
        assertThrows(IllegalArgumentException.class, () -> new ChipChoice("pcm", 512, 8, 8, "-1", 0.04));
        assertThrows(IllegalArgumentException.class, () -> new ChipChoice("pcm", 512, 8, 8, "calibrated", -1));
    }
}
