package io.memspike.datasets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSetTest {
    @TempDir
    private Path directory;

    private TextSet read(String lines) throws IOException {
        return TextSet.read(Files.writeString(directory.resolve("train.tsv"), lines));
    }

    @Test
    void shouldNumberLabelsInTheirOrder() throws IOException {
        final TextSet set = read("r\tred\n\ng\tgreen, or\tso\nr\tthe red");

        assertEquals(List.of("g", "r"), set.labels());
        assertEquals(List.of("red", "green, or\tso", "the red"), set.texts());
        assertEquals(List.of(1, 0, 1), set.classes());
    }

    @Test
    void shouldReadWhatOtherProgramsWriteAroundLines() throws IOException {
        assertEquals(read("r\tred\ng\tgreen\nr\tthe red\n"), read("\uFEFFr\tred\r\ng\tgreen\r\nr\tthe red\r\n"));
    }
}
