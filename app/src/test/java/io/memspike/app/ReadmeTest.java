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
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** README and the reference say what the code says; {@link CommandsTest} compares the JSON keys. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "demo inpaint",
                "train classify",
                "train inpaint",
                "train pictures",
                "inpaint MODEL",
                "sample MODEL",
                "report",
                "evaluate MODEL",
                "calibrate MODEL",
                "stream MODEL",
                "data generate",
                "data replay",
                "network show NETWORK",
                "array solve",
                "array partition",
                "array energy MODEL",
                "array study",
                "array show",
                "bench",
                "info"
            })
    void shouldListEveryOptionOfACommand(String heading) throws IOException {
        final CommandSpec command = command(heading.replaceFirst(" [A-Z]+$", ""));
        final Set<String> common = names(command.mixins().get("common"));
        final Set<String> own = names(command);
        own.removeAll(common);

        assertEquals(own, Reference.options(heading));
        assertEquals(common, Reference.commonOptions());
    }

    private static CommandSpec command(String words) {
        CommandLine line = Main.commandLine();
        for (final String word : words.split(" ")) {
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec();
    }

    private static Set<String> names(CommandSpec command) {
        final Set<String> names = new TreeSet<>();
        for (final OptionSpec option : command.options()) {
            names.addAll(Arrays.asList(option.names()));
        }
        return names;
    }
}
