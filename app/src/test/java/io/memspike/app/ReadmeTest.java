package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README and docs say what the code says; {@link ReferenceTablesTest} compares options and JSON keys. */
class ReadmeTest {
    @Test
    void shouldNameTheTwoCommandsFirst() throws IOException {
        final String readme = Files.readString(Path.of("../README.md"));
        final int begin = readme.indexOf("```sh\n") + "```sh\n".length();
        final String[] lines =
                readme.substring(begin, readme.indexOf("\n```", begin)).split("\n");

        assertEquals(2, lines.length);
        assertTrue(lines[0].startsWith("./memspike demo "), lines[0]);
        assertTrue(lines[1].startsWith("mvn verify "), lines[1]);
    }

    @Test
    void shouldShowAGraphThatIsRead() throws IOException {
        final String files = Files.readString(Path.of("../docs/files.md"));
        final int begin = files.indexOf("```json\n") + "```json\n".length();
        final Graph graph =
                GraphJson.read(StrictJson.parse("files.md", files.substring(begin, files.indexOf("```", begin))));

        assertEquals(Shape.vector(10), graph.shape("answer"));
        assertEquals(graph, GraphJson.read(StrictJson.parse("written", GraphJson.write(graph))));
    }

    @Test
    void shouldListEveryDecision() throws IOException {
        final String list = Files.readString(Path.of("../docs/README.md"));
        try (Stream<Path> decisions = Files.list(Path.of("../docs/decisions"))) {
            decisions.forEach(
                    file -> assertTrue(list.contains("(decisions/" + file.getFileName() + ")"), file.toString()));
        }
    }
}
