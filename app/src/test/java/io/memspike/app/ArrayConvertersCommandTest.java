package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training with converters in two stages, and what it brings back. */
class ArrayConvertersCommandTest {
    @TempDir
    static Path directory;

    private static Path ideal;
    private static Path aware;

    @BeforeAll
    static void train() {
        ideal = train("ideal.safetensors", "--keep-checkpoint");
        aware = train(
                "aware.safetensors",
                "--from",
                directory.resolve("ideal.checkpoint.safetensors"),
                "--adc-bits",
                3,
                "--adc-nonlinearity",
                0.8,
                "--adc-nonlinearity-sigma",
                0.1,
                "--adc-scales",
                "learnt",
                "--adc-draws",
                "batch");
    }

    private static Path train(String name, Object... further) {
        return SmallClassifier.train(directory.resolve(name), 2, further);
    }

    private static JsonNode json(Object... command) throws IOException {
        return Cli.run(command).json();
    }

    private static JsonNode study(Object... further) throws IOException {
        final List<Object> arguments = new ArrayList<>(List.of(
                "array", "converters", ideal, "--aware", aware, "--samples", 16, "--energy-samples", 2, "--json"));
        arguments.addAll(List.of(further));
        return json(arguments.toArray());
    }

    @Test
    void shouldTellWhatConvertersCostAndWhatIsBroughtBack() throws IOException {
        final JsonNode found = study("--repeats", 2, "--threads", 1);

        assertEquals(Reference.keys("array converters MODEL"), Reference.keys(found));
        assertEquals(found, study("--repeats", 2, "--threads", 2));
        final JsonNode point = found.get("points").get(0);
        assertEquals(3, point.get("bits").intValue());
        final double without = json("evaluate", ideal, "--samples", 16, "--json")
                .get("accuracy")
                .doubleValue();
        assertEquals(without, found.get("idealAccuracy").doubleValue());
        double plain = 0;
        double with = 0;
        for (int seed = 1; seed <= 2; seed++) {
            final Object[] asked = {
                "--samples",
                16,
                "--seed",
                seed,
                "--adc-bits",
                3,
                "--adc-nonlinearity",
                0.8,
                "--adc-nonlinearity-sigma",
                0.1
            };
            plain += accuracy(ideal, asked) / 2;
            with += accuracy(aware, "--samples", 16, "--seed", seed) / 2;
        }
        assertEquals(plain, point.get("plainAccuracy").doubleValue(), 1e-12);
        assertEquals(with, point.get("awareAccuracy").doubleValue(), 1e-12);
        assertEquals(4.4e-15 * 8, point.get("conversionJoules").doubleValue(), 1e-24);
        assertEquals(32, point.get("saves").doubleValue());
        final JsonNode energy = json("array", "energy", aware, "--samples", 2, "--adc-bits", 3, "--json");
        assertEquals(
                energy.at("/array/adcJoules").doubleValue(),
                point.get("adcJoules").doubleValue());
    }

    private static double accuracy(Path model, Object... asked) throws IOException {
        final List<Object> arguments = new ArrayList<>(List.of("evaluate", model, "--json"));
        arguments.addAll(List.of(asked));
        return json(arguments.toArray()).get("accuracy").doubleValue();
    }

    @Test
    void shouldTellHowConvertersFindTheirCodesAndWhatWasMeasuredOfThem() throws IOException {
        final Path inl = Files.writeString(directory.resolve("bow.csv"), "0,0.25,-0.5\n0,0,0.125\n");

        final JsonNode trained = json("evaluate", aware, "--samples", 4, "--json");
        final JsonNode measured = json(
                "evaluate",
                ideal,
                "--samples",
                4,
                "--adc-bits",
                2,
                "--adc-inl",
                inl,
                "--adc-circuit",
                "ramp:2",
                "--json");
        final JsonNode exact = json("evaluate", ideal, "--samples", 4, "--json");

        assertEquals(0.1, trained.get("adcNonlinearitySigma").doubleValue());
        assertEquals("sar", trained.get("adcCircuit").textValue());
        assertTrue(trained.get("adcLargestInl").isNull());
        assertEquals("ramp", measured.get("adcCircuit").textValue());
        assertEquals(2, measured.get("adcSpread").doubleValue());
        assertEquals(0.5, measured.get("adcLargestInl").doubleValue());
        assertTrue(exact.get("adcCircuit").isNull());
    }

    @Test
    void shouldKeepLearntScalesAndCurvesWithTheModel() throws IOException {
        final Model model = Model.read(aware);

        assertTrue(model.metadata()
                .get("trainedWith")
                .contains("\"converterLearning\":{\"scales\":true,\"redraws\":true}"));
        assertTrue(model.metadata().get("placement").contains("\"nonlinearitySigma\":0.1"));
        assertFalse(model.metadata().containsKey("adcScaleState"), "the checkpoint alone goes on");
        assertEquals(
                3,
                JsonMapper.builder()
                        .build()
                        .readTree(model.metadata().get("adcFullScales"))
                        .size());
        final String people = Cli.run("evaluate", aware, "--samples", 4).out();
        assertTrue(people.contains("non-linearity differing by 0.1") && people.contains("(as trained)"), people);
    }

    @Test
    void shouldDrawAndWriteTheTable() throws IOException {
        final Path plot = directory.resolve("study.png");
        final Path csv = directory.resolve("study.csv");
        final Cli cli = Cli.run(
                "array",
                "converters",
                ideal,
                "--aware",
                aware + "," + aware,
                "--samples",
                4,
                "--energy-samples",
                1,
                "--plot",
                plot,
                "--csv",
                csv);

        assertEquals(0, cli.status(), cli.err());
        assertNotNull(ImageIO.read(plot.toFile()));
        final List<String> lines = Files.readAllLines(csv);
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("model,bits,idealAccuracy,plainAccuracy,"), lines.get(0));
        assertTrue(lines.get(1).replace("\"", "").startsWith(aware + ",3,"), lines.get(1));
    }

    @Test
    void shouldReadConvertersOfOtherCircuitsAndAsTheyWereMeasured() throws IOException {
        final String early = "-0.4,".repeat(14) + "-0.4";
        final String late = "0.4,".repeat(14) + "0.4";
        final Path inl =
                Files.writeString(directory.resolve("inl.csv"), "# two columns\n" + early + "\n" + late + "\n");
        final Path logits = directory.resolve("even.safetensors");
        even(logits);
        for (final Object[] each : new Object[][] {
            {"--adc-inl", inl},
            {"--adc-circuit", "sar:0.1"},
            {"--adc-circuit", "flash:0.4"},
            {"--adc-circuit", "ramp:2"}
        }) {
            final Path bent = directory.resolve("bent.safetensors");
            even(bent, each);
            assertNotEquals(-1, Files.mismatch(logits, bent), each[1].toString());
            final Path again = directory.resolve("again.safetensors");
            even(again, each);
            assertEquals(-1, Files.mismatch(bent, again), each[1].toString());
        }
    }

    private static void even(Path logits, Object... further) throws IOException {
        final List<Object> arguments = new ArrayList<>(
                List.of("evaluate", ideal, "--samples", 8, "--adc-bits", 4, "--logits", logits, "--json"));
        arguments.addAll(List.of(further));
        json(arguments.toArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,2\\n0,1   | 2 | line 2: expected 3 numbers, as the first column has, found 2",
                "0,one,2       | 2 | line 1: expected numbers between commas, found 'one'",
                "# nothing     | 2 | expected a line of numbers for each column, found none",
                "0,0,0         | 3 | INL: expected 7 transitions of 3 bits, found 3",
                "0,NaN,0       | 2 | line 1: expected numbers between commas, found 'NaN'",
                "0,0x1p-2,0    | 2 | line 1: expected numbers between commas, found '0x1p-2'",
                "0,0.1f,0      | 2 | line 1: expected numbers between commas, found '0.1f'",
                "0,1e999,0     | 2 | line 1: expected numbers between commas, found '1e999'"
            })
    void shouldRefuseTablesThatAreNone(String text, int bits, String message) throws IOException {
        final Path inl = Files.writeString(directory.resolve("torn.csv"), text.replace("\\n", "\n"));

        refuses(message, "evaluate", ideal, "--adc-bits", bits, "--adc-inl", inl);
    }

    @Test
    void shouldRefuseWhatCannotBe() throws IOException {
        final Path inl = Files.writeString(directory.resolve("bent.csv"), "0,0,0");
        refuses(
                "nowhere.csv: expected a table of numbers, found no such file",
                "evaluate",
                ideal,
                "--adc-bits",
                2,
                "--adc-inl",
                directory.resolve("nowhere.csv"));
        refuses("expected --adc-bits with other --adc options", "evaluate", ideal, "--adc-circuit", "ramp:1");
        refuses(
                "ADC circuit: expected sar:SIGMA, ramp:DROOP or flash:SIGMA, found 'delta'",
                "evaluate",
                ideal,
                "--adc-bits",
                4,
                "--adc-circuit",
                "delta:1");
        refuses(
                "ADC circuit: expected sar:SIGMA, ramp:DROOP or flash:SIGMA, found 'ramp:much'",
                "evaluate",
                ideal,
                "--adc-bits",
                4,
                "--adc-circuit",
                "ramp:much");
        refuses(
                "expected a non-linearity of 0 beside one that was measured",
                "evaluate",
                ideal,
                "--adc-bits",
                2,
                "--adc-inl",
                inl,
                "--adc-nonlinearity",
                0.5);
        refuses(
                "--adc-scales: expected observed or learnt, found 'fixed'",
                "train",
                "classify",
                "--adc-scales",
                "fixed",
                "--out",
                directory.resolve("no.safetensors"));
        refuses(
                "expected converters where their scales are learnt",
                "train",
                "classify",
                "--network",
                "mlp",
                "--samples",
                8,
                "--adc-scales",
                "learnt",
                "--out",
                directory.resolve("no.safetensors"));
        refuses(
                "expected a model that was trained with ADCs, found one without",
                "array",
                "converters",
                ideal,
                "--aware",
                ideal);
        refuses("expected a model that was trained without converters", "array", "converters", aware, "--aware", aware);
        refuses(
                "--repeats: expected 1 to 1000, found 0",
                "array",
                "converters",
                ideal,
                "--aware",
                aware,
                "--repeats",
                0);
        assertFalse(Files.exists(directory.resolve("no.safetensors")));
    }

    @Test
    void shouldRefuseMissingConstantsBeforeAnySampleIsRead() {
        final Path csv = directory.resolve("missing.csv");
        refuses( // no such data either: constants are looked at first
                "constants energy-28nm.json: expected these to be given, for which no source is known: ",
                "array",
                "converters",
                ideal,
                "--aware",
                aware,
                "--constants",
                "28nm",
                "--dataset",
                directory.resolve("nowhere"),
                "--csv",
                csv);
        assertFalse(Files.exists(csv));
    }

    @Test
    void shouldNotWriteOverItsConstants() throws IOException {
        final Path constants = Files.writeString(directory.resolve("constants.json"), "{}");
        for (final String out : List.of("--csv", "--plot")) {
            refuses(
                    "expected another file to write than one that is read, found the same",
                    "array",
                    "converters",
                    ideal,
                    "--aware",
                    aware,
                    "--constants",
                    constants,
                    out,
                    constants);
        }
        assertEquals("{}", Files.readString(constants));
    }

    @Test
    void shouldTellConstantsThatWereGiven() throws IOException {
        final JsonNode found = study("--constant", "sarStepJoules=8.8e-15");

        assertEquals("sarStepJoules=8.8e-15", found.get("givenConstants").textValue());
        assertEquals(8.8e-15 * 8, found.at("/points/0/conversionJoules").doubleValue(), 1e-24);
    }

    private static void refuses(String message, Object... command) {
        final Cli cli = Cli.run(command);
        assertTrue(cli.status() != 0 && cli.err().contains(message), cli.err());
        assertFalse(cli.err().contains("at io.memspike"), cli.err());
    }
}
