package io.memspike.datasets.text;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of texts and vocabularies begins with, and what it found. */
class TextFuzzTest {
    private final TextFuzz fuzz = new TextFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        TextFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, TextFuzz.vocabularies(), TextFuzz::readVocabulary, (i, bytes) -> fuzz.vocabulary(bytes));
        AnyBytes.around(file, TextFuzz.lines(), TextFuzz::readLines, (i, bytes) -> fuzz.texts(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
