package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainWritesCommandTest {
    private static final String DIGITS =
            "train writes --dataset mnist --samples 24 --hold-out 8 --test-samples 8 --batch 12"
                    + " --epochs 1 --hysteresis 0 --count-writes levels --threads 2";

    @TempDir
    Path directory;

    private static Cli run(String command) {
        return Cli.run((Object[]) command.split(" "));
    }

    @Test
    void shouldTellAndDrawAccuracyOverWrites() throws IOException {
        final Path plot = directory.resolve("w.png");
        final JsonNode result = run(DIGITS + " --json --plot " + plot).json();

        assertEquals(Reference.keys("train writes"), Reference.keys(result));
        assertEquals("accuracy", result.get("measure").asText());
        assertEquals(2, result.get("points").size());
        assertEquals(800, ImageIO.read(plot.toFile()).getWidth());
    }

    @Test
    void shouldSayInLinesWhatWasWritten() {
        final Cli cli = run(DIGITS);

        assertEquals(0, cli.status(), cli.err());
        final List<String> lines = cli.out().lines().toList();
        assertTrue(lines.get(0).startsWith("pruning, hysteresis 0.0, 1 epochs, seed 1: "), lines.get(0));
        assertTrue(
                lines.get(2)
                        .startsWith("pruning-cnn of 62,272 weights, write noise 0.05: accuracy (%) on test samples"),
                lines.get(2));
    }

    @Test
    void shouldCompareAreasOfVessels() throws IOException {
        DrawnEyes.writeFive(directory.resolve("eyes"));
        final Path csv = directory.resolve("w.csv");
        final JsonNode result = run("train writes --dataset vessels --data " + directory.resolve("eyes")
                        + " --base 2 --depth 1 --patches 8 --patch-size 12 --batch 4 --hold-out 1 --epochs 1 --hysteresis 0"
                        + " --json --csv " + csv)
                .json();

        assertEquals("prAuc", result.get("measure").asText());
        assertEquals(4, Files.readAllLines(csv).size());
        assertTrue(result.get("points").get(2).get("writes").asDouble()
                > result.get("points").get(0).get("writes").asDouble());
    }
}
