package io.memspike.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.testing.MiniLm;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTest {
    /** A small tokenizer: everything that a file has, and a vocabulary of a few pieces. */
    static final String SMALL = """
            {"added_tokens": [{"id": 4, "content": "[MASK]", "lstrip": false, "normalized": false}],
             "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                            "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                       "max_input_chars_per_word": 6,
                       "vocab": {"[UNK]": 1, "un": 5, "##a": 6, "##ff": 7, "##able": 8, "able": 9, "!": 10, "\u4eac": 11}}}
            """;

    @TempDir
    private static Path directory;

    private static WordPiece small() throws IOException {
        return WordPiece.parse("small.json", SMALL);
    }

    @Test
    void shouldTakeTheLongestPiecesFromTheLeft() throws IOException {
        assertArrayEquals(new int[] {2, 5, 6, 7, 3}, small().encode("Unaff"));
        assertArrayEquals(new int[] {2, 9, 10, 10, 5, 3}, small().encode(" \u00c1BLE!!\tun "));
    }

    @Test
    void shouldNotKnowWordsWithoutPiecesOrOfTooManyCharacters() throws IOException {
        assertArrayEquals(new int[] {2, 1, 9, 3}, small().encode("unx able"));
        assertArrayEquals(new int[] {2, 1, 3}, small().encode("unaaaaa"));
        assertArrayEquals(new int[] {2, 5, 6, 6, 6, 6, 3}, small().encode("unaaaa"));
    }

    @Test
    void shouldLetIdeographsAndSpecialTokensStandByThemselves() throws IOException {
        assertArrayEquals(new int[] {2, 5, 11, 9, 3}, small().encode("un\u4eacable"));
        assertArrayEquals(new int[] {2, 5, 4, 9, 3}, small().encode("un[MASK]able"));
        assertEquals(12, small().entries());
    }

    @Test
    void shouldCutLongTextsBeforeTheirEnd() throws IOException {
        assertArrayEquals(new int[] {2, 5, 9, 3}, small().encode("un able un able", 4));
        assertArrayEquals(new int[] {2, 4, 3}, small().encode("[MASK][MASK]", 3));
        assertThrows(IllegalArgumentException.class, () -> small().encode("un", 2));
    }

    @Test
    void shouldKeepTheTextThatItWasReadFrom() throws IOException {
        final Path file = Files.writeString(directory.resolve("small.json"), SMALL);

        assertEquals(SMALL, WordPiece.read(file).text());
    }

    @Test
    void shouldRefuseTokenizersOfAnotherKind() {
        for (final List<String> each : List.of(
                List.of("\"WordPiece\"", "\"BPE\"", "t.json: field model.type: expected WordPiece, found BPE"),
                List.of(
                        "\"BertNormalizer\"",
                        "\"NFC\"",
                        "t.json: field normalizer.type: expected BertNormalizer, found NFC"),
                List.of(
                        "\"lstrip\": false",
                        "\"lstrip\": true",
                        "t.json: field added_tokens[0].lstrip: expected false, found true"),
                List.of(
                        "\"[UNK]\": 1, ",
                        "",
                        "t.json: field model.unk_token: expected a token of the vocabulary, found [UNK]"),
                List.of(
                        "\"vocab\"",
                        "\"words\"",
                        "t.json: field model.vocab: expected an object of tokens, found nothing"))) {
            final String text = SMALL.replace(each.get(0), each.get(1));

            final String message = assertThrows(FileFormatException.class, () -> WordPiece.parse("t.json", text))
                    .getMessage();

            assertEquals(each.get(2).replace("'", ""), message.replace("'", "").replace("\"", ""));
        }
    }

    @Test
    void shouldGiveTheGoldenTokens() throws IOException {
        final StrictJson golden = StrictJson.read(Outside.file("golden/s4/wordpiece.json"));
        final WordPiece tokens = WordPiece.read(MiniLm.tokenizer(directory));
        for (final StrictJson each : golden.elements("an array of texts")) {
            final String text = each.field("text").text();
            int[] ids = new int[0];
            for (final StrictJson id : each.field("ids").elements("an array of tokens")) {
                ids = Arrays.copyOf(ids, ids.length + 1);
                ids[ids.length - 1] = id.wholeNumber(0, 1 << 20);
            }

            assertArrayEquals(ids, tokens.encode(text, 128), text);
        }
    }

    /** Hugging Face's own program, without padding. */
    private static HuggingFaceTokenizer peer(Path file) throws IOException {
        System.setProperty("ENGINE_CACHE_DIR", directory.resolve("native").toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            return HuggingFaceTokenizer.newInstance(
                    file, Map.of("padding", "false", "truncation", "true", "maxLength", "128"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError | IllegalStateException e) {
            Outside.need(false, "the peer's native part does not run here: " + e.getMessage());
            throw e;
        }
    }

    private static void requireEqual(HuggingFaceTokenizer peer, WordPiece tokens, String text) {
        final int[] expected = Arrays.stream(peer.encode(text).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();

        assertArrayEquals(expected, tokens.encode(text, 128), text);
    }

    @Test
    void shouldEqualItsPeerOnEveryText() throws IOException {
        final Path file = MiniLm.tokenizer(directory);
        final WordPiece tokens = WordPiece.read(file);
        try (HuggingFaceTokenizer peer = peer(file)) {
            for (final String task : List.of("banking77", "clinc150", "snips")) {
                for (final String split : List.of("train.tsv", "test.tsv")) {
                    for (final String line : Files.readAllLines(Outside.file("data/text/" + task + "/" + split))) {
                        requireEqual(peer, tokens, line.substring(line.indexOf('\t') + 1));
                    }
                }
            }
        }
    }

    /** First and last characters of what is looked at one by one; of some younger ones the peer's tables know nothing yet. */
    private static final int[] CHARACTERS = {
        0x01, 0x7FC, 0x1E00, 0x2E42, 0x3000, 0x33FF, 0x4DB0, 0x4E10, 0xD7F0, 0xD7FF, 0xE000, 0xE010, 0xF900, 0xFFFF,
        0x1F300, 0x1FAFF, 0x20000, 0x20010, 0x2F800, 0x2F810
    };

    /** Of Unicode 14: a mark of punctuation and a capital letter, which a JDK knows or does not. */
    private static final Set<Integer> YOUNGER = Set.of(0x61D, 0x2C2F);

    @Test
    void shouldEqualItsPeerOnAnyCharacter() throws IOException {
        final Path file = MiniLm.tokenizer(directory);
        final WordPiece tokens = WordPiece.read(file);
        try (HuggingFaceTokenizer peer = peer(file)) {
            for (int block = 0; block < CHARACTERS.length; block += 2) {
                for (int point = CHARACTERS[block]; point <= CHARACTERS[block + 1]; point++) {
                    if (!YOUNGER.contains(point)) {
                        requireEqual(peer, tokens, "a" + Character.toString(point) + "b");
                    }
                }
            }
        }
    }
}
