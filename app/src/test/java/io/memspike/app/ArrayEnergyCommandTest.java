package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayEnergyCommandTest {
    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void trainAModel() {
        model = SmallClassifier.train(directory.resolve("model.safetensors"), 1);
    }

    private static JsonNode json(Object... further) throws IOException {
        return energy(model, 40, further);
    }

    private static JsonNode energy(Path of, int samples, Object... further) throws IOException {
        final Object[] command = {"array", "energy", of, "--samples", samples, "--json"};
        return Cli.run(Stream.concat(Arrays.stream(command), Arrays.stream(further))
                        .toArray())
                .json();
    }

    @Test
    void shouldGiveTheKeysThatReadmeNames() throws IOException {
        assertEquals(Reference.keys("array energy MODEL"), Reference.keys(json()));
    }

    private static JsonNode inpainting(Object... further) throws IOException {
        final Path vae = directory.resolve("vae.safetensors");
        return energy(SmallVae.write(vae), 6, further);
    }

    @Test
    void shouldCountWhatFillingHolesTakes() throws IOException {
        final JsonNode all = inpainting();

        assertEquals(Reference.keys("array energy MODEL"), Reference.keys(all));
        assertTrue(all.get("accuracy").isNull() && all.get("holeMse").isNumber());
        assertTrue(json().get("holeMse").isNull());
        assertEquals(SmallVae.STEPS, all.get("steps").intValue());
        assertEquals(0, all.get("stepsSaved").doubleValue());
        double onArray = 0;
        int digital = 0;
        for (final JsonNode layer : all.get("layers")) {
            digital += layer.get("digital").booleanValue() ? 1 : 0;
            onArray += layer.get("digital").booleanValue()
                    ? 0
                    : layer.at("/array/joules").doubleValue();
        }
        assertEquals(3, digital, "the posterior's");
        assertEquals(onArray, all.at("/arrayLayers/joules").doubleValue(), 1e-12 * onArray);
        final JsonNode stopped = inpainting("--early-stop", "hole:1");
        assertEquals(
                1 - stopped.get("meanSteps").doubleValue() / SmallVae.STEPS,
                stopped.get("stepsSaved").doubleValue(),
                1e-12);
        final Cli people = Cli.run(
                "array", "energy", directory.resolve("vae.safetensors"), "--samples", 2, "--early-stop", "model");
        assertTrue(people.out().contains("62.5 x") && people.out().contains("12.5 %"), people.out());
        assertTrue(people.out().contains("layers on the array alone: "), people.out());
    }

    @Test
    void shouldSaveTheShareThatItSays() throws IOException {
        final JsonNode stopped = json("--early-stop", 0.101, "--threads", 2);
        final double all = stopped.at("/allSteps/array/joules").doubleValue();

        assertEquals(
                1 - stopped.at("/array/joules").doubleValue() / all,
                stopped.get("earlyStopSaves").doubleValue(),
                1e-12);
        assertTrue(stopped.get("meanSteps").doubleValue() < 10);
        assertEquals(json().at("/array/joules").doubleValue(), all);
        assertEquals(stopped, json("--early-stop", 0.101, "--threads", 1));
    }

    @Test
    void shouldDrawAndTellPeopleWhatItRestsOn() throws IOException {
        final Path plot = directory.resolve("energy.png");
        final Cli cli = Cli.run("array", "energy", model, "--samples", 3, "--plot", plot, "--adc", "ramp");

        assertEquals(0, cli.status(), cli.err());
        assertTrue(cli.out().contains("digital / array, event-driven: "), cli.out());
        assertTrue(cli.out().contains("no caches and no reuse"), cli.out());
        final BufferedImage panels = ImageIO.read(plot.toFile());
        assertEquals(800, panels.getWidth());
        assertEquals(2 * 500, panels.getHeight()); // the array, and all of the machine
    }

    @Test
    void shouldTellTheAreaOfEachLayerAndOfAll() throws IOException {
        final JsonNode found = json();
        double sum = 0;
        double cells = 0;
        for (final JsonNode layer : found.get("layers")) {
            sum += layer.at("/area/squareMetres").doubleValue();
            cells += layer.get("tiles").intValue() * 512.0 * 512 * 48 * 45e-9 * 45e-9;
        }

        assertEquals(sum, found.at("/area/squareMetres").doubleValue(), 1e-12 * sum);
        assertEquals(cells, found.at("/area/cellsSquareMetres").doubleValue(), 1e-12 * cells);
        assertTrue(found.get("missingConstants").isNull());
        assertEquals(
                0.25,
                json("--adc-bits", 6).at("/area/convertersSquareMetres").doubleValue()
                        / found.at("/area/convertersSquareMetres").doubleValue(),
                1e-12);
        assertTrue(Cli.run("array", "energy", model, "--samples", 1).out().contains("(mm2)"));
    }

    @Test
    void shouldSayWhichConstantMustBeGivenAndTakeIt() throws IOException {
        final JsonNode untold = json("--adc", "ramp");
        assertTrue(untold.get("area").isNull());
        assertEquals("rampStepSquareMetres", untold.get("missingConstants").textValue());
        final Cli people = Cli.run("array", "energy", model, "--samples", 1, "--adc", "ramp");
        assertTrue(people.out().contains("area: not told, for want of rampStepSquareMetres"), people.out());

        final JsonNode told = json("--adc", "ramp", "--constant", "rampStepSquareMetres=2.109e-12");

        assertEquals(json().at("/area/squareMetres"), told.at("/area/squareMetres"));
        assertTrue(
                told.get("assumptions")
                        .toString()
                        .contains("constants that were given: rampStepSquareMetres 2.109E-12 m2"),
                told.toString());
        refuses("constant addJoules: expected a number from 0 to 1e30, found '-1'", "--constant", "addJoules=-1");
        final Cli partial = Cli.run("array", "energy", model, "--constants", "22nm");
        assertEquals(2, partial.status());
        assertTrue(partial.err().contains("no source is known: lineFaradsPerCell (F), "), partial.err());
    }

    @Test
    void shouldTellConstantsWithTheirSources() throws IOException {
        final Cli cli = Cli.run("array", "constants", "--constants", "22nm", "--constant", "addJoules=1e-13");
        assertEquals(0, cli.status(), cli.err());
        assertTrue(cli.out().startsWith("energy-22nm.json\n"), cli.out());
        assertTrue(cli.out().contains("216 by 225 nm"), cli.out());
        assertTrue(cli.out().contains("to be given, as no source is known: lineFaradsPerCell (F), "), cli.out());
        final JsonNode json = Cli.run("array", "constants", "--json").json();
        assertEquals(Reference.keys("array constants"), Reference.keys(json));
        assertEquals(
                io.memspike.memristor.energy.EnergyConstant.values().length,
                json.get("told").size());
    }

    @Test
    void shouldGiveSweepsAThirdFigureForTheirFront() throws IOException {
        final Path file = directory.resolve("bits.yaml");
        Files.writeString(
                file,
                "experiment: array energy\nplan: {model: " + model + ", samples: 3}\ngrid: {adc-bits: [4, 8]}\n"
                        + "figures: [array.joules, array.seconds, area.squareMetres]\n"
                        + "pareto: {array.joules: least, array.seconds: least, area.squareMetres: least}\n");

        final JsonNode json = Cli.run("sweep", file, "--json").json();

        assertTrue(json.at("/points/0/onFront").booleanValue(), json.toString());
        assertFalse(json.at("/points/1/onFront").booleanValue(), json.toString());
        assertTrue(json.at("/points/0/figures/area.squareMetres/mean").doubleValue() > 0, json.toString());
    }

    @Test
    void shouldTakeConstantsOfAFile() throws IOException {
        final Path file = directory.resolve("constants.json");
        final String text;
        try (var in = io.memspike.memristor.energy.EnergyConstants.class.getResourceAsStream("energy-45nm.json")) {
            text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        Files.writeString(file, text.replace("\"value\": 4.4e-15", "\"value\": 8.8e-15"));

        final JsonNode doubled = json("--constants", file);

        assertEquals(
                2 * json().at("/array/adcJoules").doubleValue(),
                doubled.at("/array/adcJoules").doubleValue(),
                1e-24);
        assertEquals(file.toString(), doubled.get("constants").textValue());
        Files.writeString(file, text.replace("4.4e-15", "-1"));
        final Cli refused = Cli.run("array", "energy", model, "--constants", file);
        assertEquals(
                "memspike: " + file + ": field sarStepJoules.value: expected a number from 0 to 1e30, found -1",
                refused.assertFailed().strip());
    }

    @Test
    void shouldRefuseBadOptionsInOneLine() {
        refuses("--adc: expected sar, ramp or flash, found 'x'", "--adc", "x");
        refuses("energy: expected 1 to 24 bits of a converter, found 0", "--adc-bits", 0);
        refuses("--early-stop: expected a threshold in [0, 1], model or off, found 'x'", "--early-stop", "x");
        final Path nowhere = directory.resolve("none/energy.png");
        final Cli cli = Cli.run("array", "energy", model, "--samples", 1, "--plot", nowhere);
        cli.assertFailed();
        assertFalse(Files.exists(nowhere));
    }

    private static void refuses(String reason, Object... options) {
        final Cli cli = Cli.run("array", "energy", model, options[0], options[1]);
        assertEquals(2, cli.status(), cli.err());
        assertEquals("memspike: " + reason, cli.err().strip());
    }
}
