package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.app.cli.ExperimentCommand;
import io.memspike.core.file.Model;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.train.TrainPrune;
import io.memspike.tasks.train.TrainPrunePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainPruneCommandTest {
    private static final String VESSELS =
            "train prune --dataset vessels --data EYES --network pruning-unet:bits=4 --base 2 --depth 1 --patches 8 --patch-size 12"
                    + " --batch 4 --epochs 2 --hold-out 1 --json --threads 2 --out ";
    private static final String DIGITS =
            "train prune --dataset mnist --samples 24 --hold-out 8 --test-samples 8 --epochs 1"
                    + " --batch 12 --json --threads 2 --out ";

    @TempDir
    static Path directory;

    /** Eyes with dark lines: of five images, four are for training. */
    @BeforeAll
    static void draw() throws IOException {
        DrawnEyes.writeFive(directory.resolve("eyes"));
    }

    private static Cli run(String command) {
        return Cli.run((Object[]) placed(command).split(" "));
    }

    private static String placed(String command) {
        return command.replace("EYES", directory.resolve("eyes").toString()).replace("DIR", directory.toString());
    }

    private static JsonNode json(String command) throws IOException {
        return run(command).json();
    }

    @Test
    void shouldTrainOnPatchesAndBeOpenedEverywhere() throws IOException {
        final Path model = directory.resolve("eyes.safetensors");
        final Path curve = directory.resolve("eyes.csv");
        final JsonNode result = json(VESSELS + model + " --keep best --hysteresis 0.01 --curve " + curve);

        assertEquals(9 * (2 + 4 + 4 + 4 + 8 + 4) + 4, result.get("weights").asInt());
        assertEquals(1, result.get("testSamples").asInt());
        assertEquals(
                DrawnEyes.HEIGHT * (DrawnEyes.WIDTH - 4),
                result.get("pixels").get("pixels").asInt());
        assertEquals(
                result.get("accuracy").asDouble(),
                result.get("pixels").get("accuracy").asDouble());
        assertEquals(7, result.get("writes").size());
        assertEquals(Reference.keys("train prune"), Reference.keys(result));
        final List<String> lines = Files.readAllLines(curve);
        assertEquals("epoch,loss,patchesPerSecond,heldOutPrAuc", lines.get(0));
        assertEquals(3, lines.size());
        assertFalse(Files.exists(Checkpoints.besides(model)));

        final JsonNode maps = json("segment " + model + " --input EYES --split test --json --out DIR/maps");
        assertEquals(result.get("pixels"), maps.get("all"));
        assertEquals(0, run("network show " + model).status());
        assertEquals(
                "memspike: " + model
                        + ": expected a classifier, found a network that answers 2×12×12: segment judges such",
                run("evaluate " + model).assertFailed().strip());
    }

    @Test
    void shouldGoOnFromACheckpointToTheSameBits() throws IOException {
        final Path whole = directory.resolve("whole.safetensors");
        json(VESSELS + whole);
        final Path broken = directory.resolve("broken.safetensors");
        final Path checkpoint = Checkpoints.besides(broken);
        final String json = Plans.write(((ExperimentCommand<?, ?>) Main.commandLine()
                        .parseArgs(placed(VESSELS + broken).split(" "))
                        .subcommand()
                        .subcommand()
                        .commandSpec()
                        .userObject())
                .plan());
        final Run dying = new Run(1, "auto", new DyingProgress(), Drawings.NONE);
        assertThrows(
                IllegalStateException.class, () -> new TrainPrune().run(Plans.read(json, TrainPrunePlan.class), dying));
        assertEquals(
                "memspike: --patches: expected 8, as " + checkpoint + " says, found 9",
                run("train prune --data EYES --patches 9 --out " + broken + " --resume " + checkpoint)
                        .err()
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse(""));
        json("train prune --json --data EYES --out " + broken + " --resume " + checkpoint);

        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(broken));
        assertFalse(Files.exists(checkpoint));
    }

    /** Whoever is told of an epoch dies. */
    private static final class DyingProgress implements Progress {
        @Override
        public Bar begin(String task, long most) {
            return Progress.NONE.begin(task, most);
        }

        @Override
        public void tell(Record news) {
            throw new IllegalStateException("killed after " + news);
        }
    }

    @Test
    void shouldTrainClassifiersAsTrainClassifyDoes() throws IOException {
        final Path model = directory.resolve("digits.safetensors");
        final Path other = directory.resolve("other.safetensors");
        final JsonNode result = json(DIGITS + model);
        json(DIGITS.replace("prune", "classify") + other
                + " --network pruning-cnn --encode picture:steps=1 --loss mean --held last");

        assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(other));
        assertTrue(result.get("pixels").isNull());
        assertEquals("pruning-cnn", result.get("network").asText());
        assertEquals(62_272, result.get("weights").asInt());
        assertEquals(8, result.get("testSamples").asInt());
    }

    /** A scan sees as many columns as it has steps. */
    @Test
    void shouldShowSpokenDigitsInTheStepsOfTheirNetwork() throws IOException {
        final Path data = directory.resolve("words");
        final Path recordings = Files.createDirectories(data.resolve("recordings"));
        for (int number = 4; number < 8; number++) {
            Tone.write(recordings.resolve(number + "_zoe_" + number + ".wav"), 8_000, 2_000);
        }
        final Path model = directory.resolve("words.safetensors");
        json("train prune --dataset spoken-digits-mel --hold-out 0 --epochs 1 --json --data " + data + " --out "
                + model);

        assertEquals("picture:steps=4", Model.read(model).metadata().get("encoder"));
    }

    @ParameterizedTest
    @CsvSource({"weights --levels 16 --write-noise 0.1, 200000", "weights --count-writes updates, 60000", "prune, 31200"
    })
    void shouldEndWhereWritesAreUsedUp(String mode, long budget) throws IOException {
        final Path model = directory.resolve("written.safetensors");
        final Path curve = directory.resolve("written.csv");
        final JsonNode result = json(DIGITS.replace("epochs 1", "epochs 3") + model + " --mode " + mode + " --writes "
                + budget + " --curve " + curve);

        final List<String> lines = Files.readAllLines(curve);
        assertEquals("writes,sets,resets,epoch,loss,heldOutAccuracy", lines.get(0));
        final Map<String, Long> last = new LinkedHashMap<>();
        final String[] cells = lines.get(lines.size() - 1).split(",");
        last.put("sets", Long.valueOf(cells[1]));
        last.put("resets", Long.valueOf(cells[2]));
        for (final String which : last.keySet()) {
            long sum = 0;
            for (final JsonNode node : result.get("writes")) {
                sum += node.get(which).asLong();
            }
            assertEquals(last.get(which), sum, which);
        }
        assertEquals(Long.parseLong(cells[0]), last.get("sets") + last.get("resets"));
        final boolean isUsedUp = Long.parseLong(cells[0]) >= budget;
        assertEquals(isUsedUp, result.get("epoch").asInt() < 3, lines.toString());
        assertTrue(ModelNetwork.read(model).metadata().get("written").contains("\"sets\":" + cells[1]));
        assertEquals(0, run("evaluate " + model + " --samples 8").status());
    }

    @Test
    void shouldTellOnceThatATrainingIsDone() {
        final Path model = directory.resolve("told.safetensors");
        final Cli cli = run(DIGITS.replace("--json ", "") + model + " --writes 1");

        assertEquals(0, cli.status(), cli.err());
        assertEquals(
                1,
                cli.out().lines().filter(line -> line.equals("model " + model)).count(),
                cli.out());
    }

    @Test
    void shouldCountWritesOfVesselsToo() throws IOException {
        final Path model = directory.resolve("written-eyes.safetensors");
        final Path curve = directory.resolve("written-eyes.csv");
        final JsonNode result =
                json(VESSELS + model + " --mode weights --write-noise 0.1 --levels 16 --curve " + curve);

        final List<String> lines = Files.readAllLines(curve);
        assertEquals("writes,sets,resets,epoch,loss,heldOutPrAuc", lines.get(0));
        assertEquals(4, lines.size()); // before all and after each of two epochs
        long sum = 0;
        for (final JsonNode node : result.get("writes")) {
            sum += node.get("sets").asLong() + node.get("resets").asLong();
        }
        assertEquals(Long.parseLong(lines.get(3).split(",")[0]), sum);
        assertEquals(7, result.get("writes").size());
        assertTrue(ModelNetwork.read(model).metadata().get("written").contains("\"levels\":16"));
        assertEquals(
                0,
                run("segment " + model + " --input EYES --split test --out DIR/written")
                        .status());
    }

    /** Weights of one magnitude, brought back by the seed; the checkpoint's way and all else as of any device. */
    @Test
    void shouldPruneRandomSigns() throws IOException {
        final Path model = directory.resolve("signs.safetensors");
        json(DIGITS + model + " --device signs");

        final Model signs = ModelNetwork.read(model);
        for (final String node : List.of("conv0", "conv1", "fc0", "fc1")) {
            final float[] weights = signs.weights(node);
            int positive = 0;
            for (final float weight : weights) {
                assertEquals(Math.abs(weights[0]), Math.abs(weight));
                positive += weight > 0 ? 1 : 0;
            }
            assertTrue(positive > 0 && positive < weights.length, node);
        }
        assertTrue(signs.metadata().get("device").startsWith("{\"signs\":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dataset vessels | --data: expected the directory of images, found none",
                "--base 4 | --base, --depth, --patches, --patch-size, --upright, --bend, --brightness: expected --dataset vessels, which they are of, found fashion-mnist",
                "--dataset vessels --data EYES --network n.yaml --depth 2 | --base, --depth: expected the network pruning-unet or spiking-unet, whose sizes these are, found n.yaml",
                "--dataset vessels --data EYES --network pruning-cnn | pruning-cnn.yaml: line 5, column 1: node input: expected one input of 1×64×64, the shape of the data, found 1×28×28",
                "--dataset vessels --data EYES --hold-out 4 | samples: expected at most the 4 images of the training split, found --samples 0 --hold-out 4",
                "--dataset vessels --data EYES --depth 9 | network: expected a depth in [1, 8], found 9",
                "--dataset vessels --data EYES --base 2 --depth 1 | EYES/images/a.png: expected an image of at least 64×64 pixels, as a patch has, found 40×30",
                "--writes 9 --resume c.safetensors | --writes, --levels, --write-noise, --count-writes: expected a new training, found --resume",
                "--dataset vessels --data EYES --writes 9 --keep best | --keep: expected last where writes are counted, which are not undone, found best",
                "--dataset mnist --write-noise 1 | writing: expected a relative noise in [0, 1), found 1.0",
                "--device signs --resume c.safetensors | --prune, --weights, --frozen, --device: expected no --resume, whose checkpoint says it",
                "--dataset mnist --device signs --mode weights | --device: expected random weights that are pruned or frozen, found none",
                "--dataset vessels --data EYES --encode picture | --encode, --filter: expected none for vessels, which are shown as they are",
                "--dataset mnist --levels 4 | --levels, --count-writes: expected --mode weights, whose devices have levels, found prune",
                "--dataset mnist --mode weights --levels 1 | writing: expected 2 to 65536 levels, found 1",
                "--writes 0 | --writes: expected at least 1, found 0",
                "--mode weights --count-writes all | --count-writes: expected levels or updates, found 'all'",
                "--curve c.txt | --curve: expected a file named .csv or .png, found c.txt",
                "--patches 0 | --patches, --patch-size: expected at least 1, and 1 to 1024 pixels, found 0 and null",
            })
    void shouldRefuseInOneLine(String options, String message) {
        final Path out = directory.resolve("refused.safetensors");
        final Cli cli = run("train prune --out " + out + " " + options);

        assertTrue(cli.status() == 1 || cli.status() == 2, cli.err());
        assertEquals(
                "memspike: " + placed(message),
                cli.err().strip().lines().findFirst().orElse(""));
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(Checkpoints.besides(out)));
    }
}
