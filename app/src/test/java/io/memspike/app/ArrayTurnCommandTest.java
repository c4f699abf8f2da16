package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayTurnCommandTest {
    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void trainAModel() {
        model = SmallClassifier.train(directory.resolve("model.safetensors"), 1);
    }

    private static JsonNode json(Object... command) throws IOException {
        return Cli.run(command).json();
    }

    private static JsonNode turned(JsonNode found, String assumption, String choice) {
        for (final JsonNode each : found.get("turned")) {
            if (each.get("assumption").textValue().equals(assumption)
                    && each.get("choice").textValue().equals(choice)) {
                return each;
            }
        }
        throw new AssertionError(assumption + ": " + choice + " is not in " + found);
    }

    private static double ratio(JsonNode found, String assumption, String choice) {
        return turned(found, assumption, choice).get("ratio").doubleValue();
    }

    @Test
    void shouldAgreeWithWhatArrayEnergyTellsOfEachMachine() throws IOException {
        final JsonNode energy = json("array", "energy", model, "--samples", 20, "--early-stop", 0.101, "--json");
        final JsonNode found = json("array", "turn", model, "--samples", 20, "--early-stop", 0.101, "--json");

        assertEquals(Reference.keys("array turn MODEL"), Reference.keys(found));
        assertEquals(
                energy.at("/digitalOverArray/eventDriven/arithmetic").doubleValue(),
                found.get("ratio").doubleValue());
        assertEquals(
                energy.at("/digitalOverArray/dense/arithmetic").doubleValue(),
                ratio(found, "digital machine", "computes every step whole"));
        assertEquals(
                energy.at("/digitalOverArray/eventDriven/withMemory").doubleValue(),
                ratio(found, "memory traffic", "every operand of every operation"));
        final double all = energy.at("/allSteps/eventDriven/joules").doubleValue();
        assertEquals(all / energy.at("/allSteps/array/joules").doubleValue(), ratio(found, "early stop", "on neither"));
        assertEquals(all / energy.at("/array/joules").doubleValue(), ratio(found, "early stop", "on the array alone"));
        final JsonNode taken = json(
                "array", "energy", model, "--samples", 20, "--early-stop", 0.101, "--silent-reads", "taken", "--json");
        assertEquals(
                taken.at("/digitalOverArray/eventDriven/arithmetic").doubleValue(),
                ratio(found, "silent reads", "taken"));
        final JsonNode macro =
                json("array", "energy", model, "--samples", 20, "--early-stop", 0.101, "--constants", "40nm", "--json");
        assertEquals("energy-40nm.json", macro.get("constants").textValue());
        assertEquals(
                macro.at("/digitalOverArray/eventDriven/arithmetic").doubleValue(),
                ratio(found, "technology", "both machines in 40 nm"));
        for (final JsonNode each : found.get("turned")) {
            assertEquals(
                    each.get("ratio").doubleValue() / found.get("ratio").doubleValue(),
                    each.get("factor").doubleValue(),
                    1e-12);
            assertEquals(
                    each.get("digitalJoules").doubleValue()
                            / each.get("arrayJoules").doubleValue(),
                    each.get("ratio").doubleValue());
        }
    }

    @Test
    void shouldGiveBothTechnologiesWhatWasGivenAndTellIt() throws IOException {
        final Object[] given = {"--samples", 2, "--constant", "addJoules=5e-12", "--json"};
        final JsonNode found = turn(given);
        final JsonNode macro = json(
                "array",
                "energy",
                model,
                "--constants",
                "40nm",
                "--samples",
                2,
                "--constant",
                "addJoules=5e-12",
                "--json");

        assertEquals("addJoules=5e-12", found.get("givenConstants").textValue());
        assertTrue(
                found.get("standard").toString().contains("energy-45nm.json says, with addJoules=5e-12"),
                found.toString());
        assertEquals(
                macro.at("/digitalOverArray/eventDriven/arithmetic").doubleValue(),
                ratio(found, "technology", "both machines in 40 nm, with addJoules=5e-12"));
    }

    @Test
    void shouldScaleTo7NanometresWhatFactorsAreToldOfAlone() throws IOException {
        final String scaled = "digital parts of both in 7 nm";
        assertTrue(ratio(turn("--samples", 1, "--constants", "40nm", "--json"), "technology", scaled) > 0);

        final JsonNode other = turn(
                "--samples",
                1,
                "--json",
                "--constants",
                "28nm",
                "--constant=lineFaradsPerCell=1e-16",
                "--constant=lineVolts=0.8",
                "--constant=dacJoules=2e-14",
                "--constant=sarStepJoules=5e-15",
                "--constant=integerAddJoules=6e-14",
                "--constant=addJoules=6e-13",
                "--constant=multiplyJoules=2e-12",
                "--constant=sram8KJoules=6e-12",
                "--constant=sram32KJoules=1e-11",
                "--constant=sram1MJoules=6e-11");

        assertFalse(other.get("turned").toString().contains(scaled), other.toString());
    }

    private static JsonNode turn(Object... options) throws IOException {
        final List<Object> command = new ArrayList<>(List.of("array", "turn", model));
        command.addAll(List.of(options));
        return json(command.toArray());
    }

    @Test
    void shouldFindWhereARatioIsMetAndTurnNoMoreThanThatTakes() throws IOException {
        final JsonNode found = json("array", "turn", model, "--samples", 4, "--target", 60, "--json");

        assertTrue(found.get("isMet").booleanValue());
        final List<List<String>> sets = new ArrayList<>();
        for (final JsonNode set : found.get("met")) {
            assertEquals(
                    60, set.get("ratio").doubleValue(), 60 * found.get("within").doubleValue());
            final List<String> words = new ArrayList<>();
            set.get("assumptions").forEach(each -> words.add(each.textValue()));
            sets.add(words);
        }
        for (final List<String> less : sets) {
            for (final List<String> more : sets) {
                assertFalse(more.size() > less.size() && more.containsAll(less), more + " turns more than " + less);
            }
        }
        assertEquals(found, json("array", "turn", model, "--samples", 4, "--target", 60, "--threads", 2, "--json"));
    }

    @Test
    void shouldTellTheNearestWhereNothingMeetsARatio() throws IOException {
        final JsonNode found = json("array", "turn", model, "--samples", 2, "--target", 1e12, "--json");

        assertFalse(found.get("isMet").booleanValue());
        assertEquals(1, found.get("met").size());
    }

    @Test
    void shouldFillHolesByTheLayersOnTheArray() throws IOException {
        final Path vae = directory.resolve("vae.safetensors");
        SmallVae.write(vae);

        final JsonNode energy = json("array", "energy", vae, "--samples", 3, "--json");
        final JsonNode found = json("array", "turn", vae, "--samples", 3, "--json");

        assertEquals(62.5, found.get("target").doubleValue());
        assertEquals(
                energy.at("/arrayLayers/digitalOverArray/eventDriven/arithmetic")
                        .doubleValue(),
                found.get("ratio").doubleValue());
        assertEquals(
                energy.at("/digitalOverArray/eventDriven/arithmetic").doubleValue(),
                ratio(found, "layers", "all, those in memory too"));
    }

    @Test
    void shouldDrawAndWriteTheTable() throws IOException {
        final Path plot = directory.resolve("turn.png");
        final Path csv = directory.resolve("turn.csv");
        final Cli cli = Cli.run("array", "turn", model, "--samples", 2, "--plot", plot, "--csv", csv);

        assertEquals(0, cli.status(), cli.err());
        assertTrue(cli.out().contains("37.8 x is met"), cli.out());
        assertNotNull(ImageIO.read(plot.toFile()));
        final List<String> lines = Files.readAllLines(csv);
        assertEquals("assumption,instead,choice,ratio,factor,arrayJoules,digitalJoules,arraySeconds", lines.get(0));
        assertEquals(20, lines.size(), "a choice a line");
    }

    @Test
    void shouldRefuseWhatCannotBeTurned() {
        for (final String[] each : new String[][] {
            {"--target", "0", "--target: expected a finite ratio above 0, found 0.0"},
            {"--adc", "delta", "--adc: expected sar, ramp or flash, found 'delta'"},
            {"--silent-reads", "no", "--silent-reads: expected taken, skipped or auto, found 'no'"},
            {"--csv", model.toString(), model.toString()}
        }) {
            final Cli cli = Cli.run("array", "turn", model, each[0], each[1]);
            assertTrue(cli.status() != 0 && cli.err().contains(each[2]), cli.err());
            assertEquals(1, cli.err().lines().filter(line -> !line.isBlank()).count(), cli.err());
        }
    }
}
