package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README says what the code says. */
class ReadmeTest {
    private static final Path README = Path.of("../README.md");

    @Test
    void shouldShowTheEmbeddingExampleAsItIsCompiled() throws IOException {
        final String source = Files.readString(Path.of("src/test/java/io/memspike/app/EmbeddingExample.java"));
        final String example = source.substring(
                        source.indexOf("// README: begin\n") + "// README: begin\n".length(),
                        source.indexOf("        // README: end"))
                .lines()
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"));

        assertTrue(example.lines().count() <= 20);
        assertTrue(Files.readString(README).contains(example), "README.md lacks:\n" + example);
    }

    @Test
    void shouldNameTheTwoCommandsFirst() throws IOException {
        final String readme = Files.readString(README);
        final String first =
                readme.substring(readme.indexOf("```") + 3, readme.indexOf("```", readme.indexOf("```") + 3));

        assertEquals(
                2,
                first.lines()
                        .filter(line -> !line.isBlank() && !line.equals("sh"))
                        .count());
        assertTrue(first.contains("./memspike demo") && first.contains("mvn verify"));
    }
}
