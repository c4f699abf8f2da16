package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three networks without spikes: pages about them, studies of them on arrays, and what they take there. */
class PruningNetworksTest {
    private static final int LAYERS = 7; // of the small U-Net

    @TempDir
    static Path directory;

    /** Five eyes, of which one is for the test; ten words said often enough; and digits. */
    @BeforeAll
    static void train() throws IOException {
        DrawnEyes.writeFive(directory.resolve("eyes"));
        final Path recordings = Files.createDirectories(directory.resolve("words/recordings"));
        for (int number = 3; number < 7; number++) {
            for (int digit = 0; digit < 3; digit++) {
                Tone.write(recordings.resolve(digit + "_zoe_" + number + ".wav"), 8_000, 1_000 * (digit + 2));
            }
        }
        run("train prune --dataset vessels --data DIR/eyes --network pruning-unet:bits=4 --base 2 --depth 1 --patches 8"
                + " --patch-size 12 --batch 4 --epochs 2 --hold-out 1 --out DIR/eyes.safetensors");
        run(
                "train prune --dataset spoken-digits-mel --hold-out 0 --epochs 1 --data DIR/words --out DIR/words.safetensors");
        run("train prune --dataset mnist --samples 24 --hold-out 8 --test-samples 8 --epochs 1 --batch 12"
                + " --out DIR/digits.safetensors");
    }

    private static Cli run(String command) {
        return Cli.run((Object[]) placed(command).split(" "));
    }

    private static String placed(String command) {
        return command.replace("DIR", directory.toString());
    }

    private static JsonNode json(String command) throws IOException {
        return run(command + " --json").json();
    }

    private static String page(String of, JsonNode found) throws IOException {
        assertTrue(Reference.keys("report").containsAll(fields(found)), found.toString());
        final String page = Files.readString(directory.resolve(of + ".html"));
        return page.replaceAll("data:image/png;base64,[^\"]*", "");
    }

    private static Set<String> fields(JsonNode found) {
        final Set<String> fields = new HashSet<>();
        found.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static int count(String page, String what) {
        return page.split(what, -1).length - 1;
    }

    @Test
    void shouldShowPixelsBesideWhatIsThere() throws IOException {
        final JsonNode found =
                json("report --model DIR/eyes.safetensors --data DIR/eyes --threads 2 --out DIR/eyes.html");
        final JsonNode judged = json("segment DIR/eyes.safetensors --input DIR/eyes --split test --out DIR/maps");

        assertEquals("segmentation", found.get("kind").asText());
        assertEquals(judged.at("/all/prAuc"), found.get("prAuc"));
        assertEquals(judged.at("/all/rocAuc"), found.get("rocAuc"));
        assertEquals(judged.at("/all/accuracy"), found.get("accuracy"));
        final String page = page("eyes", found);
        for (final String heading : List.of("At every threshold", "Confusion", "Images", "Memristors", "Energy")) {
            assertTrue(page.contains("<h2>" + heading + "</h2>"), heading);
        }
        // two curves, one image, masks, four conductances, two of energy
        assertEquals(2 + 1 + LAYERS + 4 + 2, count(page, "<img "));
        assertFalse(page.contains("NaN"), page);
        // what is found and what is not adds up to the pixels that count
        int pixels = 0;
        for (final String row : List.of("nothing", "vessel")) {
            final String[] cells = page.split("<td>" + row + "</td>")[1].split("</?td>", 6);
            pixels += Integer.parseInt(cells[1].replace(",", "")) + Integer.parseInt(cells[3].replace(",", ""));
        }
        assertEquals(DrawnEyes.HEIGHT * (DrawnEyes.WIDTH - 4), pixels);
    }

    @Test
    void shouldShowWhatWasSaidAndHeard() throws IOException {
        final JsonNode found = json("report --model DIR/words.safetensors --data DIR/words --out DIR/words.html");

        assertEquals(6, found.get("samples").asInt()); // all there are
        final String page = page("words", found);
        assertTrue(page.contains("<h2>Spectrograms</h2>"), page);
        assertTrue(count(page, " said, \\d heard after all steps, with a confidence of ") >= 4, page);
        assertTrue(page.contains("<td>2</td><td>2</td>"), "of the class 2 there are two"); // class, samples
        assertTrue(page.contains("<th>recall</th>"), page);
        assertFalse(page.contains("<h2>Spikes and membranes</h2>"), "there are none");
    }

    @Test
    void shouldShowNoStopsWhereThereIsOneStep() throws IOException {
        final JsonNode found = json("report --model DIR/digits.safetensors --samples 20 --out DIR/digits.html");

        final String page = page("digits", found);
        assertTrue(page.contains("seen as pictures in 1 step."), page);
        assertTrue(page.contains("<h2>Samples</h2>") && page.contains("<h2>Memristors</h2>"), page);
        assertFalse(page.contains("<h2>Stopping early</h2>") || page.contains("early stop"), page);
        // samples, confusion, four layers twice, two of energy
        assertEquals(1 + 1 + 8 + 2, count(page, "<img "));
    }

    @Test
    void shouldStudyTheAreaUnderPrecisionOverRecall() throws IOException {
        final String study =
                "array study --model DIR/eyes.safetensors --data DIR/eyes --sweep read-noise=0,0.5 --repeats 2"
                        + " --csv DIR/eyes.csv --plot DIR/eyes.png";
        final JsonNode found = json(study + " --threads 1");
        final JsonNode judged = json("segment DIR/eyes.safetensors --input DIR/eyes --split test --out DIR/judged");

        final JsonNode points = found.get("points");
        assertEquals(1, found.get("samples").asInt()); // image
        assertEquals(judged.at("/all/prAuc"), points.get(0).get("prAuc"));
        assertEquals(2, points.get(1).get("prAucs").size());
        assertFalse(points.get(0).has("accuracy") || points.get(0).has("holeMse"));
        assertTrue(points.get(1).get("deviation").asDouble() > 0);
        assertEquals(
                "sweep,value,seed,prAuc",
                Files.readAllLines(directory.resolve("eyes.csv")).get(0));
        final BufferedImage plot = ImageIO.read(directory.resolve("eyes.png").toFile());
        assertEquals(800, plot.getWidth());
        assertEquals(points, json(study + " --threads 3").get("points"));
        assertTrue(run(study).out().contains("2 devices a point, 1 images"));
    }

    /** Each effect on each network, norms renewed where they lie. */
    @ParameterizedTest
    @ValueSource(
            strings = {"read-noise=0.1", "stuck-at=0.05", "adc-bits=5", "dac-bits=4", "wire-resistance=1", "open=0.05"})
    void shouldStudyEveryEffectOnAllThree(String sweep) throws IOException {
        for (final String of : List.of("eyes", "words", "digits")) {
            final String data = of.equals("digits") ? " --samples 4" : " --data DIR/" + of;
            final JsonNode point = json("array study --model DIR/" + of + ".safetensors" + data
                            + " --repeats 1 --recalibrate 4 --sweep " + sweep)
                    .get("points")
                    .get(0);

            final double found =
                    point.get(of.equals("eyes") ? "prAuc" : "accuracy").asDouble();
            assertTrue(found >= 0 && found <= 1, of + " " + point);
        }
    }

    @Test
    void shouldCountWhatATileTakes() throws IOException {
        final JsonNode found = json("array energy DIR/eyes.safetensors --data DIR/eyes");

        assertEquals(Reference.keys("array energy MODEL"), Reference.keys(found));
        // 40 × 30 pixels in tiles of 12 that overlap by 3: rows at 0, 9, 18, 27 and 28, columns at 0, 9 and 18
        assertEquals(5 * 3, found.get("samples").asInt());
        assertTrue(found.get("accuracy").asDouble() > 0 && found.get("accuracy").asDouble() <= 1);
        assertTrue(found.get("holeMse").isNull());
        assertEquals(LAYERS, found.get("layers").size());
        // 2 channels at each of 12 × 12 places, one tile of rows: each is converted once
        assertEquals(2 * 12 * 12, found.at("/layers/0/counts/conversions").asDouble());
        final String people = run("array energy DIR/eyes.safetensors --data DIR/eyes --samples 1")
                .out();
        assertTrue(people.contains("15 tiles, 1.00 of 1 steps"), people);
        assertTrue(people.contains("82.1, 51.2 and 99.8 %"), people);
    }

    /** What stands before the scan is computed once a word, what stands behind it four times. */
    @Test
    void shouldCountWhatStandsStillOnce() throws IOException {
        final JsonNode found = json("array energy DIR/words.safetensors --data DIR/words");

        assertEquals(4, found.get("meanSteps").asDouble());
        assertEquals(64 * 11 * 19, found.at("/layers/0/counts/conversions").asDouble());
        assertEquals(32 * 2 * 8, found.at("/layers/1/counts/conversions").asDouble());
        assertEquals(4 * 128, found.at("/layers/2/counts/conversions").asDouble());
        assertEquals(4 * 128, found.at("/layers/3/counts/conversions").asDouble());
        assertTrue(found.get("assumptions").toString().contains("conv0, conv1 see the same at all steps"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate DIR/words.safetensors --dataset mnist --samples 2 | DIR/words.safetensors: node column: expected samples of at least 6 steps, one for each column, found 4",
                "train classify --network pruning-crnn --dataset spoken-digits-mel --data DIR/words --hold-out 0 --out DIR/no | pruning-crnn.yaml: line 19, column 3: node column: expected samples of at least 4 steps, one for each column, found 1",
                "array study --model DIR/eyes.safetensors --sweep open=0 | --data: expected the directory of images, found none",
                "array energy DIR/eyes.safetensors --dataset mnist --data DIR | --dataset: expected vessels, as DIR/eyes.safetensors classifies pixels, found mnist",
                "array energy DIR/eyes.safetensors --data DIR/eyes --samples 2 | samples: expected at most the 1 test images of DIR/eyes, found 2",
                "array energy DIR/eyes.safetensors --data DIR/eyes --early-stop 0.5 | --early-stop: expected off, as DIR/eyes.safetensors classifies pixels and answers once, found 0.5",
                "report --model DIR/eyes.safetensors --data DIR/eyes --early-stop 0.5 --out DIR/no | --early-stop: expected none, as DIR/eyes.safetensors classifies pixels and answers once, found 0.5",
                "report --model DIR/eyes.safetensors --data DIR/words --out DIR/no | DIR/words: expected a folder images, found none",
                "array study --model DIR/eyes.safetensors --data DIR/blank --sweep open=0 | DIR/blank/images/e.png: expected pixels to be found, which its area under precision over recall is of, found none",
            })
    void shouldRefuseInOneLine(String command, String message) throws IOException {
        if (command.contains("blank")) {
            DrawnEyes.writeFive(directory.resolve("blank"));
            DrawnEyes.writeNoVessels(directory.resolve("blank"), "e");
        }
        final Cli cli = run(command);

        assertTrue(cli.status() == 1 || cli.status() == 2, cli.out());
        assertEquals(
                "memspike: " + placed(message),
                cli.err().strip().lines().findFirst().orElse(""));
        assertFalse(Files.exists(directory.resolve("no")));
    }
}
