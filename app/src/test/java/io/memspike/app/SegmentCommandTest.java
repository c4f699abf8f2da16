package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentCommandTest {
    @TempDir
    Path directory;

    private Path model;
    private Path eyes;

    /** A network that takes dark pixels for vessels, and two eyes with dark lines. */
    @BeforeEach
    void write() throws IOException {
        model = model("dark.safetensors", 2);
        eyes = directory.resolve("eyes");
        for (final String name : List.of("a", "b")) {
            DrawnEyes.write(eyes, name, 0);
        }
    }

    private Path model(String name, int classes) throws IOException {
        final Size one = Size.of(1);
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(new Shape(1, 16, 16))),
                        new Node("out", new Conv2d(classes, one, one, Size.of(0), one, 1, 1f, false))),
                List.of(Edge.of("input", "out")),
                List.of("out"));
        final float[] weights = new float[classes];
        weights[0] = 4f;
        final Path file = directory.resolve(name);
        new Model(graph, Map.of("out.weight", weights), Map.of(), Map.of(), Map.of("seed", "1")).write(file);
        return file;
    }

    private Cli run(String options) {
        return Cli.run((Object[])
                ("segment " + model + " --input " + eyes + " --out " + directory.resolve("maps") + options).split(" "));
    }

    @Test
    void shouldWriteMapsAndJudgeThem() throws IOException {
        final Path plot = directory.resolve("curves.png");
        final JsonNode result = run(" --json --plot " + plot).json();

        assertEquals(2, result.get("samples").asInt());
        assertEquals(2 * 3 * 3, result.get("tiles").asInt()); // rows at 0, 12 and 24, columns at 0, 12 and 14
        assertEquals(
                2 * DrawnEyes.HEIGHT * (DrawnEyes.WIDTH - 4),
                result.get("all").get("pixels").asInt());
        assertEquals(1, result.get("all").get("prAuc").asDouble());
        assertEquals(1, result.get("all").get("rocAuc").asDouble());
        assertEquals("b", result.get("images").get(1).get("name").asText());
        assertEquals(1000, ImageIO.read(plot.toFile()).getHeight());
        final TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory.resolve("maps"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        assertEquals("[a-overlay.png, a-probability.png, b-overlay.png, b-probability.png]", names.toString());
        final BufferedImage map =
                ImageIO.read(directory.resolve("maps/a-probability.png").toFile());
        assertEquals(DrawnEyes.HEIGHT, map.getHeight());
        assertEquals(DrawnEyes.WIDTH, map.getWidth());
    }

    @Test
    void shouldTellPeopleInATable() {
        final Cli cli = run(" --samples 1 --tile 20 --overlap 0");

        assertEquals(0, cli.status(), cli.err());
        assertTrue(cli.out().contains("PR AUC  ROC AUC"), cli.out());
        assertTrue(cli.out().contains("1.0000   1.0000"), cli.out());
        assertTrue(cli.out().contains("1 images, 4 tiles"), cli.out());
    }

    /** An image without vessels has no area; of both together there is one. */
    @Test
    void shouldTellPeopleOfNoFigureThatIsNone() throws IOException {
        DrawnEyes.writeNoVessels(eyes, "a");
        final Cli cli = run("");

        assertEquals(0, cli.status(), cli.err());
        assertFalse(cli.out().contains("NaN"), cli.out());
        assertTrue(cli.out().contains("     –        –       –  100.00 %"), cli.out());
    }

    @Test
    void shouldJudgeNothingWhereNobodyHasDrawnVessels() throws IOException {
        eyes = eyes.resolve("images");
        final JsonNode result = run(" --json").json();

        assertTrue(result.get("all").isNull());
        assertEquals(0, result.get("images").size());
        assertTrue(Files.exists(directory.resolve("maps/b-overlay.png")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--split test | EYES: expected images for the test split, found none",
                "--samples 3 | samples: expected at most the 2 of EYES, found 3",
                "--threshold 2 | --threshold: expected a probability in [0, 1], found 2.0",
                "--tile 0 | --tile: expected 1 to 8192 pixels, found 0",
                "--overlap 16 | MODEL: tiles: expected an overlap of 0 to 15 pixels, found 16",
            })
    void shouldRefuseInOneLine(String options, String message) {
        final Cli cli = run(" " + options);

        assertTrue(cli.status() == 1 || cli.status() == 2);
        assertEquals(
                "memspike: " + message.replace("EYES", eyes.toString()).replace("MODEL", model.toString()),
                cli.err().strip());
        assertFalse(Files.exists(directory.resolve("maps")));
    }

    @Test
    void shouldRefuseAModelThatAnswersSomethingElse() throws IOException {
        model = model("three.safetensors", 3);
        assertEquals(
                "memspike: " + model
                        + ": network: expected 1×H×W values in and 2×H×W out, of the same height and width,"
                        + " found 1×16×16 in and 3×16×16 out",
                run("").assertFailed().strip());
    }

    @Test
    void shouldRefuseADirectoryWithFiles() throws IOException {
        final Path maps = Files.createDirectories(directory.resolve("maps"));
        Files.writeString(maps.resolve("mine"), "x");
        assertEquals(
                "memspike: " + maps + ": expected no directory of that name or an empty one, found one with files",
                run("").assertFailed().strip());
    }
}
