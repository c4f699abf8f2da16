package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.TrainingMethod.Keep;
import io.memspike.tasks.inpainting.InpaintingMethod;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingProgress;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.loss.Loss;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filling holes from the command line: keys, pictures, refusals. */
class InpaintCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static Path vae;
    private static Path classifier;
    private Path out;

    @BeforeAll
    static void makeModels() throws IOException {
        vae = SmallVae.write(shared.resolve("vae.safetensors"));
        classifier = shared.resolve("classifier.safetensors");
        final ClassifierPlan plan = new ClassifierPlan(
                "conv", DataSets.MNIST, 16, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0, 1, 0);
        final Model model = ClassifierTraining.start(
                        plan, new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 16))
                .model();
        model.write(classifier);
    }

    @BeforeEach
    void nameTheGrid() {
        out = directory.resolve("grid.png");
    }

    private static JsonNode json(Object... arguments) throws IOException {
        final Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        final Cli call = Cli.run(all);
        assertEquals(0, call.status(), call.err());
        return JsonMapper.builder().build().readTree(call.out());
    }

    private static Set<String> keys(JsonNode found) {
        final Set<String> keys = new TreeSet<>();
        found.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                field.getValue().fieldNames().forEachRemaining(inner -> keys.add(field.getKey() + "." + inner));
            } else {
                keys.add(field.getKey());
            }
        });
        return keys;
    }

    private Path image(String name, int width, int height) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(width / 2, height / 2, 0, 255);
        final Path file = directory.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void shouldFillDigitsAndSayHowWell() throws IOException {
        final JsonNode found = json("inpaint", vae, "--samples", 12, "--early-stop", "0.2", "--out", out);

        assertEquals(Reference.keys("inpaint MODEL"), keys(found));
        for (final String key : List.of(
                "holeMse",
                "holeMseMeanFill",
                "mse",
                "psnr",
                "ssim",
                "score",
                "frechet",
                "accuracyOriginal",
                "accuracyFilled",
                "scoreOriginal",
                "meanSteps",
                "stepsSaved",
                "samplesPerSecond",
                "synapticOpsPerSample")) {
            assertTrue(found.path(key).isNumber(), key);
        }
        assertTrue(found.path("reconstruction").path("accuracy").isNumber());
        assertEquals(SmallVae.STEPS, found.path("steps").intValue());
        assertEquals(12, found.path("samples").intValue());
        assertEquals(out.toString(), found.path("file").textValue());
        // 64 of 1024 pixels can differ: the error over all is a sixteenth of that inside the hole
        assertEquals(found.path("holeMse").doubleValue() / 16, found.path("mse").doubleValue(), 1e-9);
        final BufferedImage grid = ImageIO.read(out.toFile());
        assertEquals(4 + 12 * (96 + 4), grid.getWidth());
        assertEquals(4 + 3 * (96 + 4), grid.getHeight());
        // the hole's middle is black in the second row, the corner as in the first
        assertEquals(0xff000000, grid.getRGB(4 + 48, 4 + 100 + 48));
        assertEquals(grid.getRGB(6, 6), grid.getRGB(6, 206));
    }

    @Test
    void shouldGiveTheSameOnAnyNumberOfThreads() throws IOException {
        final JsonNode one = json("inpaint", vae, "--samples", 5, "--read-noise", 0.1, "--threads", 1, "--out", out);
        final byte[] bytes = Files.readAllBytes(out);
        final JsonNode two = json("inpaint", vae, "--samples", 5, "--read-noise", 0.1, "--threads", 2, "--out", out);

        assertArrayEquals(bytes, Files.readAllBytes(out));
        assertEquals(one.path("holeMse"), two.path("holeMse"));
    }

    @Test
    void shouldFillThroughConverters() throws IOException {
        final JsonNode exact = json("inpaint", vae, "--samples", 4, "--out", out);
        final JsonNode coarse = json(
                "inpaint", vae, "--samples", 4, "--adc-bits", 4, "--dac-bits", 4, "--digital-unit", 8, "--out", out);

        assertTrue(exact.path("converters").isNull());
        assertTrue(coarse.path("converters").textValue().startsWith("ADC 4 bits"), coarse.toString());
        assertTrue(coarse.path("holeMse").isNumber());
        final Cli refused = Cli.run("inpaint", vae, "--digital-unit", 8, "--out", out);
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("expected --adc-bits"), refused.err());
    }

    @Test
    void shouldFillPicturesOfADirectoryWithAMask() throws IOException {
        final Path pictures = Files.createDirectory(directory.resolve("pictures"));
        Files.move(image("a.png", 28, 28), pictures.resolve("a.png"));
        Files.move(image("b.png", 32, 32), pictures.resolve("b.png"));
        final Path mask = image("mask.png", 32, 32); // one white pixel, (16, 16)

        final JsonNode found = json("inpaint", vae, "--input", pictures, "--mask", mask, "--out", out);

        assertEquals(2, found.path("samples").intValue());
        assertTrue(found.path("accuracyFilled").isNull(), "nobody says what they show");
        assertTrue(found.path("score").isNumber());
        assertEquals(
                found.path("holeMse").doubleValue() / 1024, found.path("mse").doubleValue(), 1e-9);
        assertEquals(
                1,
                json("inpaint", vae, "--input", mask, "--hole", "0,0,3,4", "--out", out)
                        .path("samples")
                        .intValue());
    }

    @Test
    void shouldDrawNewPictures() throws IOException {
        final JsonNode found = json("sample", vae, "--samples", 20, "--out", out);
        assertEquals(Reference.keys("sample MODEL"), keys(found));
        assertEquals(20, found.path("samples").intValue());
        final BufferedImage grid = ImageIO.read(out.toFile());
        assertEquals(4 + 16 * 100, grid.getWidth());
        assertEquals(4 + 2 * 100, grid.getHeight());
        final byte[] bytes = Files.readAllBytes(out);
        json("sample", vae, "--samples", 20, "--threads", 1, "--out", out);
        assertArrayEquals(bytes, Files.readAllBytes(out));
    }

    @Test
    void shouldTrainAndRefuseToGoOnFromAFinishedModel() throws IOException {
        final Path whole = directory.resolve("whole.safetensors");
        final JsonNode found = json(
                "train", "inpaint", "--samples", 8, "--batch", 4, "--epochs", 1, "--test-samples", 4, "--out", whole);
        for (final String key :
                List.of("holeMse", "holeMseMeanFill", "trainSamplesPerSecond", "loss", "epochs", "testSamples")) {
            assertTrue(found.path(key).isNumber(), key);
        }
        assertEquals(Reference.keys("train inpaint"), keys(found));
        assertEquals(whole.toString(), found.path("model").textValue());
        assertFalse(Files.exists(Checkpoints.besides(whole)), "a finished training has no checkpoint");
        final JsonNode filled = json("inpaint", whole, "--samples", 8, "--early-stop", "model", "--out", out);
        assertEquals(8, filled.path("samples").intValue());
        assertEquals(found.path("earlyStop"), filled.path("earlyStop"), "the threshold that training found");
        assertEquals("hole", filled.path("earlyStopOf").textValue());
        final Object threshold = "hole:" + found.path("earlyStop").doubleValue();
        assertEquals(
                filled.path("meanSteps"),
                json("inpaint", whole, "--samples", 8, "--early-stop", threshold, "--out", out)
                        .path("meanSteps"));
        final Cli again = Cli.run("train", "inpaint", "--resume", whole, "--out", directory.resolve("x.safetensors"));
        assertTrue(again.assertFailed().contains("a finished model?"), again.err());
    }

    @Test
    void shouldTrainOnDrawnHolesThatCountForMore() throws IOException {
        final Path model = directory.resolve("model.safetensors");
        final Path curve = directory.resolve("curve.csv");
        final String options = "train inpaint --samples 8 --batch 4 --epochs 2 --test-samples 4 --steps 4 --holes 4..16"
                + " --hole-share 0.5 --divergence 0 --hold-out 4 --keep best --shift 1";
        final JsonNode found =
                json(Stream.concat(Arrays.stream(options.split(" ")), Stream.of("--curve", curve, "--out", model))
                        .toArray());

        assertEquals(2, found.path("epochs").intValue());
        final List<String> rows = Files.readAllLines(curve);
        assertEquals("epoch,loss,picturesPerSecond,heldOutHoleMse", rows.get(0));
        final double[] errors = rows.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.split(",")[3]))
                .toArray();
        assertEquals(2, errors.length);
        assertEquals(errors[1] < errors[0] ? 2 : 1, found.path("epoch").intValue());
        final InpaintingPlan plan = InpaintingPlan.of(model, Model.read(model));
        assertEquals(
                new InpaintingMethod(0.5, 0.0, new InpaintingMethod.HoleSizes(4, 16), 4, Keep.BEST, 1), plan.method());
        assertEquals(
                4,
                json("inpaint", model, "--samples", 2, "--hole", "8,8,16,16", "--out", out)
                        .path("steps")
                        .intValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hole-share | 1.5      | hole share: expected one in [0, 1], found 1.5",
                "--shift      | 17       | shift: expected 0 to 16 pixels, found 17",
                "--divergence | -1       | divergence: expected a finite factor of at least 0, found -1.0",
                "--holes      | 4-16     | --holes: expected rows and columns LEAST..MOST, as 4..16, found '4-16'",
                "--holes      | 4..33    | holes: expected at most the 32 rows and columns of a picture, found 33",
                "--steps      | 0        | --steps: expected at least 1, found 0",
                "--keep       | none     | keep: expected best or last, found 'none'",
                "--keep       | best     | keep best: expected images held out, which tell the best epoch, found none",
                "--hold-out   | 59999    | --samples: expected at most the 60000 of mnist's training split, found 8 --hold-out 59999",
                "--curve      | c.txt    | --curve: expected a file named .csv or .png, found c.txt"
            })
    void shouldRefuseOptionsOfTraining(String option, String value, String part) throws IOException {
        final Path model = directory.resolve("m.safetensors");
        assertRefused(2, List.of(part), "train", "inpaint", "--samples", 8, option, value, "--out", model);
    }

    @Test
    void shouldGoOnToTheSameFileWithTheSeedOfTheCheckpoint() throws IOException {
        final Path whole = directory.resolve("whole.safetensors");
        final Object[] settings = {"train", "inpaint", "--samples", 8, "--batch", 4, "--epochs", 1, "--test-samples", 4
        };
        final JsonNode expected = json(
                Stream.concat(Arrays.stream(settings), Stream.of("--learning-rate", 0.002, "--seed", 2, "--out", whole))
                        .toArray());
        final InpaintingPlan plan = InpaintingPlan.of(whole, Model.read(whole)).withBatchesDone(0);
        final Samples digits =
                PictureSamples.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TRAIN), new Canvas(32), 8);
        final Path again = directory.resolve("again.safetensors");
        final Path checkpoint = Checkpoints.besides(again);
        final InpaintingTraining stopped = InpaintingTraining.start(plan, digits);
        assertThrows(
                ArithmeticException.class,
                () -> stopped.run(checkpoint, Duration.ofDays(1), new ScalarKernels(), 2, new InpaintingProgress() {
                    @Override
                    public void updated(int epoch, int done, int of, double reconstruction, double distance) {
                        Math.floorDiv(done, 8 - done); // stops the second of two updates, which the checkpoint lacks
                    }
                }));

        final JsonNode found = json("train", "inpaint", "--resume", checkpoint, "--test-samples", 4, "--out", again);

        assertEquals(expected.path("holeMse"), found.path("holeMse"));
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(again));
    }

    @Test
    void shouldRunAModelMadeElsewhere() throws IOException {
        final Path foreign = with("trainedWith", "{\"note\":\"from python\"}");
        json("inpaint", foreign, "--samples", 2, "--early-stop", "model", "--out", out);
        json("inpaint", with("trainedWith", "null"), "--samples", 2, "--out", out);
    }

    @Test
    void shouldNameTheFileWhoseThresholdIsNone() throws IOException {
        final Path wrong = with("earlyStop", "soon");
        final List<String> parts =
                List.of(wrong + ": model: metadata earlyStop: expected a finite threshold of at least 0");
        assertRefused(1, parts, "inpaint", wrong, "--samples", 2, "--early-stop", "model", "--out", out);
        assertRefused(1, parts, "report", "--model", wrong, "--samples", 2, "--out", out);
    }

    /** The small model with other metadata. */
    private Path with(String key, String value) throws IOException {
        final Model model = Model.read(vae);
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(key, value);
        final Path file = directory.resolve("other.safetensors");
        new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata).write(file);
        return file;
    }

    @Test
    void shouldServeWhatACompactModelHolds() throws IOException {
        final Path small = directory.resolve("small.safetensors");
        final JsonNode trained = json(
                "train",
                "inpaint",
                "--samples",
                4,
                "--batch",
                4,
                "--epochs",
                1,
                "--test-samples",
                4,
                "--compact",
                "--out",
                small);

        final JsonNode found = json("inpaint", small, "--samples", 4, "--out", out);

        assertTrue(Files.size(small) <= 8_000_000, "bytes: " + Files.size(small));
        assertEquals(trained.path("holeMse"), found.path("holeMse"));
    }

    @Test
    void shouldTrainAJudge() throws IOException {
        final Path judge = directory.resolve("judge.safetensors");
        final JsonNode found =
                json("train", "pictures", "--samples", 64, "--test-samples", 32, "--epochs", 1, "--out", judge);
        assertEquals(Reference.keys("train pictures"), keys(found));
        assertEquals(
                "" + found.path("accuracy").doubleValue(),
                Model.read(judge).metadata().get("accuracy"));
        assertTrue(json("inpaint", vae, "--samples", 4, "--classifier", judge, "--out", out)
                .path("score")
                .isNumber());
    }

    @Test
    void shouldFillDigitsInTheDemo() throws IOException {
        final JsonNode found = json("demo", "inpaint", "--samples", 8, "--out", out);
        assertEquals(Reference.keys("demo inpaint"), keys(found));
        for (final String key : List.of("holeMse", "holeMseMeanFill", "meanSteps", "steps", "samples", "seconds")) {
            assertTrue(found.path(key).isNumber(), key);
        }
        assertEquals(out.toString(), found.path("file").textValue());
        assertTrue(found.path("holeMse").doubleValue()
                < found.path("holeMseMeanFill").doubleValue());
        final JsonNode other = json("demo", "inpaint", "--samples", 8, "--seed", 2, "--out", out);
        assertEquals(2, other.path("seed").intValue());
        assertNotEquals(found.path("reconstruction"), other.path("reconstruction"));
    }

    // ---- refusals

    @Test
    void shouldNotWriteOverWhatIsRead() throws IOException {
        final List<String> parts = List.of(vae + ": expected another file to write than one that is read");
        assertRefused(1, parts, "inpaint", vae, "--samples", 2, "--out", vae);
        assertRefused(1, parts, "sample", vae, "--out", vae);
        assertRefused(1, parts, "report", "--model", vae, "--out", vae);
    }

    @Test
    void shouldNotDrawAmongThePicturesThatAreRead() throws IOException {
        final Path pictures = Files.createDirectory(directory.resolve("pictures"));
        Files.move(image("a.png", 28, 28), pictures.resolve("a.png"));
        assertRefused(
                1,
                List.of("expected another directory than " + pictures + ", whose pictures are all read"),
                "inpaint",
                vae,
                "--input",
                pictures,
                "--out",
                pictures.resolve("grid.png"));
    }

    @Test
    void shouldRefuseWhatMemoryHasNoRoomFor() throws IOException {
        assertRefused(
                2,
                List.of("training: expected a batch of 1 to 1000 images, found 2147483647"),
                "train",
                "inpaint",
                "--samples",
                8,
                "--batch",
                Integer.MAX_VALUE,
                "--out",
                directory.resolve("m.safetensors"));
        assertRefused(
                2,
                List.of("--columns: expected 1 to 256, found 1000"),
                "inpaint",
                vae,
                "--columns",
                1000,
                "--out",
                out);
    }

    private void assertRefused(int status, List<String> parts, Object... arguments) throws IOException {
        final Map<String, String> before = Cli.files(directory);
        final Cli call = Cli.run(arguments);
        assertEquals(status, call.status(), call.err());
        assertEquals("", call.out());
        assertEquals(1, call.err().strip().lines().count(), call.err());
        parts.forEach(part -> assertTrue(call.err().contains(part), call.err()));
        assertEquals(before, Cli.files(directory));
    }

    @Test
    void shouldRefuseAClassifierAsAutoEncoder() throws IOException {
        final List<String> parts =
                List.of(classifier + ": model: expected the nodes of a spiking auto-encoder, found [conv2d, lif,");
        assertRefused(1, parts, "inpaint", classifier, "--out", out);
        assertRefused(1, parts, "sample", classifier, "--out", out);
        assertRefused(1, parts, "train", "inpaint", "--resume", classifier, "--out", directory.resolve("m"));
        assertRefused(
                1,
                List.of(classifier + ": model: expected the nodes of a picture classifier"),
                "inpaint",
                vae,
                "--samples",
                2,
                "--classifier",
                classifier,
                "--out",
                out);
    }

    @Test
    void shouldRefuseAnAutoEncoderAsClassifier() throws IOException {
        final List<String> parts = List.of(vae + ": expected a classifier, found an auto-encoder");
        assertRefused(1, parts, "evaluate", vae, "--samples", 4);
        assertRefused(1, parts, "bench", "--model", vae);
        assertRefused(1, List.of(vae + ": "), "calibrate", vae, "--hold-out", 16);
        assertRefused(1, List.of(vae + ": "), "stream", vae, "--source", "saccade:mnist");
        assertRefused(1, List.of(vae + ": "), "train", "classify", "--resume", vae, "--out", directory.resolve("m"));
    }

    @Test
    void shouldRefuseWhatIsNoPicture() throws IOException {
        final Path text = Files.writeString(directory.resolve("text.png"), "no picture");
        assertRefused(
                1,
                List.of(text + ": expected an image, PNG or JPEG, found another kind of file"),
                "inpaint",
                vae,
                "--input",
                text,
                "--out",
                out);
        final Path large = image("large.png", 64, 48);
        assertRefused(
                1,
                List.of(large + ": expected an image of 28×28 or 32×32 pixels, found 48×64"),
                "inpaint",
                vae,
                "--input",
                large,
                "--out",
                out);
        final Path none = directory.resolve("none.png");
        assertRefused(
                1, List.of(none + ": expected a file, found none"), "inpaint", vae, "--input", none, "--out", out);
        assertRefused(
                1,
                List.of(large + ": expected a mask of 28×28 or 32×32 pixels, found 48×64"),
                "inpaint",
                vae,
                "--samples",
                2,
                "--mask",
                large,
                "--out",
                out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hole        | 1,2,3      | --hole: expected four whole numbers ROW,COLUMN,HEIGHT,WIDTH, found '1,2,3'",
                "--hole        | 1,2,3,x    | --hole: expected four whole numbers",
                "--hole        | 30,0,8,8   | hole: expected a rectangle within 32×32 pixels",
                "--hole        | 0,0,0,8    | hole: expected row and column of at least 0",
                "--early-stop  | never      | --early-stop: expected a threshold of at least 0, hole:THRESHOLD, model or off, found 'never'",
                "--early-stop  | hole:few   | --early-stop: expected a threshold of at least 0, hole:THRESHOLD, model or off",
                "--early-stop  | -1         | reconstruction policy: expected a finite threshold",
                "--read-noise  | -1         | read noise: expected a finite sigma",
                "--samples     | 10001      | samples: expected at most the 10000",
                "--columns     | 0          | --columns: expected 1 to 256",
                "--dataset     | nowhere    | data set: expected one of braille, dvs-gesture, fashion-mnist"
            })
    void shouldRefuseOptions(String option, String value, String part) throws IOException {
        assertRefused(2, List.of(part), "inpaint", vae, option, value, "--out", out);
    }

    @Test
    void shouldRefuseContradictionsAndPlacesThatAreNotThere() throws IOException {
        assertRefused(
                2,
                List.of("expected one of --hole and --mask, found both"),
                "inpaint",
                vae,
                "--hole",
                "0,0,1,1",
                "--mask",
                "m.png",
                "--out",
                out);
        final Path nowhere = directory.resolve("none/grid.png");
        final List<String> parts = List.of(nowhere + ": expected an existing directory");
        assertRefused(1, parts, "inpaint", vae, "--out", nowhere);
        assertRefused(1, parts, "sample", vae, "--out", nowhere);
        assertRefused(1, parts, "train", "inpaint", "--out", nowhere);
        assertRefused(1, parts, "train", "pictures", "--out", nowhere);
        assertRefused(1, parts, "demo", "inpaint", "--out", nowhere);
        assertRefused(2, List.of("--samples: expected 1 to 10000"), "sample", vae, "--samples", 0, "--out", out);
    }
}
