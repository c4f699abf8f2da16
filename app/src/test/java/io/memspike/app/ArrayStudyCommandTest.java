package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.topology.loss.Loss;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code array study} and {@code array show} as their users meet them. */
class ArrayStudyCommandTest {
    @TempDir
    static Path shared;

    private static Path model;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeModel() throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                "conv", DataSets.MNIST, 16, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0, 1, 0);
        model = shared.resolve("model.safetensors");
        ClassifierTraining.start(plan, new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 16))
                .model()
                .write(model);
    }

    private static JsonNode json(Cli cli) throws IOException {
        assertEquals(0, cli.status(), cli.err());
        return JsonMapper.builder().build().readTree(cli.out());
    }

    private static Set<String> keys(JsonNode object) {
        final Set<String> keys = new TreeSet<>();
        for (final Map.Entry<String, JsonNode> field : object.properties()) {
            final JsonNode first = field.getValue().isArray() ? field.getValue().get(0) : null;
            if (first == null) {
                keys.add(field.getKey());
            } else if (first.isObject()) {
                keys(first).forEach(key -> keys.add(field.getKey() + "[]." + key));
            } else {
                keys.add(field.getKey() + "[]");
            }
        }
        return keys;
    }

    private static long colours(Path png) throws IOException {
        final BufferedImage image = ImageIO.read(png.toFile());
        return java.util.Arrays.stream(
                        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    @Test
    void shouldWriteTheSameFiguresAsJsonCsvAndTable() throws IOException {
        final Path csv = directory.resolve("study.csv");
        final Path plot = directory.resolve("study.png");
        final Object[] study = {
            "array",
            "study",
            "--model",
            model,
            "--sweep",
            "read-noise=0..0.5/2",
            "--repeats",
            2,
            "--samples",
            20,
            "--csv",
            csv,
            "--plot",
            plot
        };
        final JsonNode found = json(
                Cli.run(Stream.concat(Stream.of(study), Stream.of("--json")).toArray()));

        final Set<String> expected = Reference.keys("array study");
        expected.removeIf(key -> key.contains("holeMse") || key.contains("prAuc")); // of other networks
        assertEquals(expected, keys(found));
        assertTrue(colours(plot) > 2);
        final List<Map<String, String>> rows;
        try (var values = CsvMapper.builder()
                .build()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(csv.toFile())) {
            rows = values.readAll();
        }
        assertEquals(4, rows.size());
        for (int row = 0; row < 4; row++) {
            final JsonNode point = found.get("points").get(row / 2);
            assertEquals("read-noise", rows.get(row).get("sweep"));
            assertEquals(
                    point.get("value").doubleValue(),
                    Double.parseDouble(rows.get(row).get("value")));
            assertEquals(String.valueOf(1 + row % 2), rows.get(row).get("seed"));
            assertEquals(
                    point.get("accuracies").get(row % 2).doubleValue(),
                    Double.parseDouble(rows.get(row).get("accuracy")));
        }
        final Cli people = Cli.run(study);
        assertTrue(people.out().contains("read-noise  accuracy %   deviation"), people.out());
        assertEquals(4, people.out().lines().count());
    }

    @Test
    void shouldTakeEveryOptionOfTheArray() throws IOException {
        final Object[] study =
                ("array study --model MODEL --device pcm --g-min 1e-6 --g-max 30e-6 --levels 16 --tolerance 1e-6"
                                + " --stuck-at 0.01 --open 0.01 --age 100 --wire-resistance 1 --bit-resistance 2 --partitions 2x3 --wires exact --device-noise"
                                + " --read-noise 0.01 --adc-bits 8 --sweep short=0 --repeats 1 --samples 4 --json")
                        .replace("MODEL", model.toString())
                        .split(" ");

        assertEquals(1, json(Cli.run(study)).get("points").size());
    }

    @Test
    void shouldRoundLogarithmicPointsForPeopleAlone() throws IOException {
        final Object[] study = {
            "array", "study", "--model", model, "--sweep", "read-noise=log:0.001..1/3", "--repeats", 1, "--samples", 1
        };
        final String table = Cli.run(study).out();
        final JsonNode found = json(
                Cli.run(Stream.concat(Stream.of(study), Stream.of("--json")).toArray()));

        assertTrue(table.contains(" 0.03162 ") && table.contains(": 1 device a point"), table);
        assertEquals(
                0.001 * StrictMath.pow(1 / 0.001, 0.5),
                found.get("points").get(1).get("value").doubleValue());
    }

    @Test
    void shouldNameTheModelsOwnCells() throws IOException {
        final Path other = directory.resolve("other.safetensors");
        final Model read = Model.read(model);
        final Map<String, String> metadata = new TreeMap<>(read.metadata());
        metadata.put(ModelNetwork.DEVICE, ModelNetwork.FORMED_RRAM_INPAINTING);
        new Model(read.graph(), read.tensors(), read.masks(), read.state(), metadata).write(other);
        final String study = " --sweep read-noise=0 --repeats 1 --samples 1";

        assertEquals(
                "other.safetensors on formed-rram-inpainting: 1 device a point, 1 samples",
                firstLine("array study --model " + other + study));
        assertEquals(
                "other.safetensors on pcm: 1 device a point, 1 samples",
                firstLine("array study --device pcm --model " + other + study));
    }

    @Test
    void shouldRefuseToCompensateWhatDoesNotDrift() {
        final String reason =
                "drift compensation: expected a device that changes with time, rram or pcm, found one that does not";
        for (final String device : List.of("formed-rram", "mram")) {
            final Cli cli = Cli.run((Object[])
                    ("array study --sweep open=0 --device " + device + " --drift-compensation --model " + model)
                            .split(" "));
            assertEquals(2, cli.status(), cli.err());
            assertEquals("memspike: " + reason, cli.err().strip());
        }
    }

    @Test
    void shouldBringBackWithGainsWhatTenYearsOfDriftTook() throws IOException {
        final String study =
                "array study --model prime --device pcm --sweep drift-time=0,3.15e8 --repeats 1 --samples 200 --json";

        final JsonNode plain = json(Cli.run((Object[]) study.split(" ")));
        final JsonNode compensated = json(Cli.run((Object[]) (study + " --drift-compensation").split(" ")));

        final double fresh = plain.at("/points/0/accuracy").doubleValue();
        assertEquals(fresh, compensated.at("/points/0/accuracy").doubleValue());
        final double lost = fresh - plain.at("/points/1/accuracy").doubleValue();
        assertTrue(lost > 0.01, plain.toString());
        assertTrue(fresh - compensated.at("/points/1/accuracy").doubleValue() < lost / 2, compensated.toString());
    }

    private static String firstLine(String command) {
        final Cli cli = Cli.run((Object[]) command.split(" "));
        assertEquals(0, cli.status(), cli.err());
        return cli.out().lines().findFirst().orElseThrow();
    }

    @Test
    void shouldFormCellsAsTheyWereMeasured() throws IOException {
        final Path csv = directory.resolve("cells.csv");
        Files.writeString(csv, "conductance_low_siemens,conductance_high_siemens,count\n1e-6,9e-6,5\n");

        final JsonNode found = json(Cli.run(
                "array",
                "study",
                "--model",
                model,
                "--sweep",
                "adc-bits=4,8",
                "--repeats",
                1,
                "--samples",
                4,
                "--device",
                "histogram:" + csv,
                "--digital-unit",
                "8",
                "--adc-bits",
                8,
                "--adc-offset",
                2,
                "--json"));

        assertEquals("histogram:" + csv, found.get("device").asText());
        assertTrue(found.get("converters").asText().startsWith("ADC 8 bits,"), found.toString());
        assertEquals(2, found.get("points").size());
    }

    @Test
    void shouldDrawALayer() throws IOException {
        final Cli cli = Cli.run(
                "array", "show", "--model", model, "--layer", 3, "--wire-resistance", 2, "--out", directory, "--json");
        final JsonNode found = json(cli);

        assertEquals(Reference.keys("array show"), keys(found));
        assertEquals(6, found.get("files").size());
        for (final JsonNode file : found.get("files")) {
            assertTrue(colours(Path.of(file.asText())) > 2, file.asText());
        }
        assertTrue(
                found.get("irDropMost").doubleValue() > found.get("irDropMean").doubleValue());
        assertEquals(12 * 64 * 25, found.get("pairs").intValue());

        final Path sheet = directory.resolve("sheet.png");
        final Cli people = Cli.run("array", "show", "--model", model, "--stuck-on", 0.5, "--out", sheet);
        assertEquals(0, people.status(), people.err());
        assertEquals(1600, ImageIO.read(sheet.toFile()).getWidth());
        assertFalse(people.out().contains("IR drop"), people.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | study --model MODEL --sweep read-noise= | with at least one point, found 'read-noise='",
                "2 | study --model MODEL --sweep noise=1 | expected one of read-noise, stuck-at,",
                "2 | study --model MODEL --sweep read-noise=-1 | read-noise: expected a finite number of at least 0, found -1.0",
                "2 | study --model MODEL --sweep open=1.5 | open rate: expected a number in [0, 1], found 1.5",
                "2 | study --model MODEL --sweep open=0 --repeats 0 | repeats: expected 1 to 10000, found 0",
                "2 | study --model MODEL --sweep open=0 --samples -1 | samples: expected at most",
                "2 | study --model MODEL --sweep drift-time=1 | expected a device that changes with time",
                "2 | study --model MODEL --sweep open=0 --device flash | device: expected formed-rram, histogram:FILE, mram, pcm, rram, signs",
                "2 | study --model MODEL --sweep open=0 --device pcm --g-min 2e-5 --g-max 1e-5 | expected g_min up to g_max, found 2.0E-5 above 1.0E-5",
                "2 | study --model MODEL --sweep open=0 --device mram --g-min 0 | --g-min, --g-max: expected a --device whose conductances can be chosen, found mram",
                "2 | study --model MODEL --sweep open=0 --device-noise | device noise: expected a device whose noise is known, pcm, found the model's own cells",
                "2 | study --model MODEL --sweep open=0 --wires slow | --wires: expected fast or exact, found 'slow'",
                "2 | study --model MODEL --sweep digital-bits=8 | digital-bits: converters: expected at least 1 ADC bit",
                "2 | study --model MODEL --sweep open=0 --adc-gain 0.1 | expected --adc-bits with other --adc options",
                "1 | study --model MODEL --sweep open=0 --device histogram:DIR/none.csv | DIR/none.csv",
                "2 | study --model MODEL --sweep open=0 --stuck-at 1.5 | --stuck-at: expected a share in [0, 1], found 1.5",
                "2 | study --model MODEL --sweep open=0 --read-noise NaN | read noise: expected a finite sigma",
                "2 | study --model MODEL --sweep open=0 --age -1 | age: expected a finite number of seconds of at least 0, found -1.0",
                "2 | study --model MODEL --sweep open=0 --wire-resistance -2 | word-line resistance: expected a finite number of ohms",
                "2 | study --model MODEL --sweep open=0 --partitions 2x3x4 | --partitions: expected a whole number N, or HxV, found '2x3x4'",
                "2 | study --model MODEL --sweep open=0 --partitions 0 | horizontal partitions: expected at least 1, found 0",
                "1 | study --model DIR/none --sweep open=0 | DIR/none",
                "1 | study --model MODEL --sweep open=0 --csv DIR/none/x.csv | DIR/none/x.csv: expected an existing directory",
                "1 | study --model MODEL --sweep open=0 --plot DIR | DIR: expected the name of a file to write",
                "1 | show --model MODEL --out DIR/none | DIR/none: expected an existing directory, or a file that ends in .png",
                "1 | show --model MODEL --out DIR/none/x.png | DIR/none/x.png: expected an existing directory",
                "1 | show --model DIR/none --out DIR | DIR/none",
                "2 | show --model MODEL --device pcm --device-noise --out DIR | --device-noise: expected none, as what is drawn is not read, found some",
                "2 | show --model MODEL --layer 1 --out DIR | --layer: expected the position of a layer with weights, one of [0, 3, 6], found 1",
            })
    void shouldRefuseInOneLineAndWriteNothing(int status, String line, String reason) throws IOException {
        final Cli cli = Cli.run((Object[]) ("array " + line)
                .replace("MODEL", model.toString())
                .replace("DIR", directory.toString())
                .split(" "));

        assertEquals(status, cli.status(), cli.err());
        assertEquals("", cli.out());
        assertEquals(1, cli.err().strip().lines().count(), cli.err());
        assertTrue(cli.err().startsWith("memspike: "), cli.err());
        assertTrue(cli.err().contains(reason.replace("DIR", directory.toString())), cli.err());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldStudyAnAutoEncodersHoles() throws IOException {
        final Path vae = SmallVae.write(directory.resolve("vae.safetensors"));
        final Path table = directory.resolve("holes.csv");
        final Cli call = Cli.run(
                "array",
                "study",
                "--model",
                vae,
                "--sweep",
                "adc-bits=0,2",
                "--repeats",
                1,
                "--samples",
                4,
                "--csv",
                table,
                "--json");
        assertEquals(0, call.status(), call.err());

        final JsonNode points =
                JsonMapper.builder().build().readTree(call.out()).get("points");
        assertTrue(points.get(0).get("holeMse").doubleValue() > 0);
        assertTrue(points.get(0).get("accuracy") == null);
        assertEquals(
                points.get(1).get("holeMse").doubleValue(),
                points.get(1).get("holeMses").get(0).doubleValue());
        assertEquals("sweep,value,seed,holeMse", Files.readAllLines(table).get(0));
    }
}
