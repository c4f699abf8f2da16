package io.memspike.datasets.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of texts and of vocabularies as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class TextFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> vocabularies() {
        final String other = WordPieceTest.SMALL.replace(
                "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 3], \"cls\": [\"[CLS]\", 2]}",
                "{\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": \"[CLS]\"}}, {\"Sequence\": {}}],"
                        + " \"special_tokens\": {\"[CLS]\": {\"ids\": [2]}}}");
        return Stream.of(text(WordPieceTest.SMALL), text(other));
    }

    static Stream<byte[]> lines() {
        return Stream.of(text("r\tred\n\ng\tgreen, or\tso\r\nr\tthe red"), text("\uFEFFa\tone\nb\ttwo\n"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** And makes tokens of a text of all kinds of characters, each of the vocabulary. */
    static void readVocabulary(Path file) throws IOException {
        final WordPiece tokenizer = WordPiece.read(file);
        for (final int token : tokenizer.encode("Unaff\u00c1BLE!! un[MASK]\u4eac \uD83D\uDE00\u0301\uD800\t")) {
            if (token < 0 || token >= tokenizer.entries()) {
                throw new AssertionError("token " + token + " of " + tokenizer.entries());
            }
        }
    }

    static void readLines(Path file) throws IOException {
        final TextSet read = TextSet.read(file);
        TextSet.read(file, read.labels());
    }

    @MethodSource("vocabularies")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void vocabulary(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, TextFuzz::readVocabulary);
    }

    @MethodSource("lines")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void texts(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, TextFuzz::readLines);
    }
}
