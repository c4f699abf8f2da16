package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    @TempDir
    Path directory;

    /** The example of the documentation, with fewer samples and seeds. */
    private String example() throws IOException {
        final Path model = SmallClassifier.train(directory.resolve("model.safetensors"), 1);
        final String page = Files.readString(Path.of("../docs/sweeps.md"));
        final int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin))
                .replace("mlp.safetensors", model.toString())
                .replace("samples: 1000", "samples: 10")
                .replace("repeats: 5", "repeats: 2");
    }

    @Test
    void shouldDoTheExampleOfTheDocumentationAndDrawIt() throws IOException {
        final Path file = directory.resolve("noise.yaml");
        final Path plot = directory.resolve("noise.png");
        Files.writeString(file, example());

        final Cli first = Cli.run("sweep", file, "--plot", plot, "--at-once", "2");
        final Cli again = Cli.run("sweep", file, "--json");

        assertEquals(0, first.status(), first.err());
        assertTrue(first.out().startsWith("evaluate: 24 jobs, 24 done in "), first.out());
        assertTrue(first.out().contains("on the front"), first.out());
        assertEquals(3 * 500, ImageIO.read(plot.toFile()).getHeight()); // lines, a map and the front
        final JsonNode json = JsonMapper.builder().build().readTree(again.out());
        assertEquals(0, json.get("done").intValue());
        assertEquals(24, json.get("found").intValue());
        assertEquals(12, json.get("points").size());
        assertEquals(2, json.at("/points/0/figures/accuracy/number").intValue(), again.out());
        assertEquals(6, json.at("/points/1/fields/adc-bits").intValue());
    }

    @Test
    void shouldRefuseAnUnknownFieldInOneLine() throws IOException {
        final Path file = directory.resolve("noise.yaml");
        Files.writeString(file, "experiment: evaluate\nplan: {model: m, noise: 3}\n");

        final Cli cli = Cli.run("sweep", file);

        assertEquals(1, cli.status());
        assertTrue(
                cli.err().startsWith("memspike: " + file + ": line 2, column 18: field plan.noise: expected one of"),
                cli.err());
        assertEquals(1, cli.err().lines().count());
    }

    @Test
    void shouldRefuseAClusterThatIsNotThere() throws IOException {
        final Path file = directory.resolve("noise.yaml");
        Files.writeString(file, example());

        final Cli cli = Cli.run("sweep", file, "--on", "none://here:1");

        assertEquals(2, cli.status());
        assertTrue(cli.err().contains("--on: expected local"), cli.err());
    }
}
