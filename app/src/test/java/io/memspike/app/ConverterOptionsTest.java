package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The converters of {@code train classify} and {@code evaluate}. */
class ConverterOptionsTest {
    @TempDir
    static Path directory;

    private static Path plain;
    private static Path aware;

    @BeforeAll
    static void train() {
        plain = train("plain.safetensors");
        aware = train("aware.safetensors", "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--adc-noise", 0.1);
    }

    private static Path train(String name, Object... further) {
        return SmallClassifier.train(directory.resolve(name), 1, further);
    }

    private static JsonNode evaluated(Path model, Path logits, Object... further) throws IOException {
        final List<Object> arguments =
                new ArrayList<>(List.of("evaluate", model, "--samples", 8, "--logits", logits, "--json"));
        arguments.addAll(List.of(further));
        final Cli outcome = Cli.run(arguments.toArray());
        assertEquals(0, outcome.status(), outcome.err());
        return JsonMapper.builder().build().readTree(outcome.out());
    }

    @Test
    void shouldKeepConvertersWithTheModelOnlyWhereTheyWereAskedFor() throws IOException {
        assertEquals(
                FullScales.NONE, ModelNetwork.trainedWith(Model.read(plain)).fullScales());
        assertFalse(Model.read(plain).metadata().containsKey("placement"));
        assertFalse(Model.read(plain).metadata().get("trainedWith").contains("converters"));
        final Placement found = ModelNetwork.trainedWith(Model.read(aware));
        final ConverterPlan converters = found.standard().converters();
        assertEquals(4, converters.bits());
        assertEquals(0.8, converters.nonlinearity());
        assertEquals(0.1, converters.noiseLsb());
        assertEquals(3, found.fullScales().columns().size());
    }

    @Test
    void shouldEvaluateThroughTheConvertersAskedFor() throws IOException {
        final Path exact = directory.resolve("exact.safetensors");
        final Path coarse = directory.resolve("coarse.safetensors");
        final Path again = directory.resolve("again.safetensors");
        final JsonNode without = evaluated(plain, exact);
        final JsonNode with = evaluated(plain, coarse, "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--threads", 1);
        evaluated(plain, again, "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--kernels", "scalar");

        assertTrue(without.get("adcBits").isNull());
        assertEquals(4, with.get("adcBits").intValue());
        assertEquals(0.8, with.get("adcNonlinearity").doubleValue());
        assertEquals(0, with.get("adcNoise").doubleValue());
        assertFalse(Arrays.equals(Files.readAllBytes(exact), Files.readAllBytes(coarse)));
        assertArrayEquals(Files.readAllBytes(coarse), Files.readAllBytes(again));
    }

    @Test
    void shouldEvaluateThroughTheConvertersOfTheTrainingUnlessTheyAreSwitchedOff() throws IOException {
        final Path byDefault = directory.resolve("default.safetensors");
        final Path asked = directory.resolve("asked.safetensors");
        final Path exact = directory.resolve("off.safetensors");
        final JsonNode trained = evaluated(aware, byDefault);
        final JsonNode given = evaluated(aware, asked, "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--adc-noise", 0.1);
        final JsonNode off = evaluated(aware, exact, "--adc-bits", "off");
        final JsonNode quieter = evaluated(aware, directory.resolve("quieter.safetensors"), "--adc-noise", 0);

        assertArrayEquals(Files.readAllBytes(asked), Files.readAllBytes(byDefault));
        assertFalse(Arrays.equals(Files.readAllBytes(byDefault), Files.readAllBytes(exact)));
        assertTrue(trained.get("convertersAsTrained").booleanValue());
        assertTrue(given.get("convertersAsTrained").booleanValue());
        assertEquals(4, trained.get("adcBits").intValue());
        assertTrue(off.get("adcBits").isNull());
        assertFalse(off.get("convertersAsTrained").booleanValue());
        assertEquals(0.8, quieter.get("adcNonlinearity").doubleValue());
        assertFalse(quieter.get("convertersAsTrained").booleanValue());
        final String people = Cli.run("evaluate", aware, "--samples", 8).out();
        assertTrue(people.contains("noise 0.1 LSB") && people.contains("(as trained)"), people);
    }

    @Test
    void shouldTellWhatFixedPointCosts() throws IOException {
        final Path any = directory.resolve("any.safetensors");
        final Object[] uneven = {"--adc-bits", 8, "--adc-offset", 8, "--adc-gain", 0.2, "--digital-unit"};
        final JsonNode fixed = evaluated(plain, any, with(uneven, 8));
        final JsonNode floating = evaluated(plain, any, with(uneven, "float"));

        assertEquals("8", fixed.get("digitalUnit").asText());
        assertEquals(
                floating.get("accuracy").doubleValue(),
                fixed.get("accuracyFloatingPoint").doubleValue());
        assertEquals(
                100
                        * (floating.get("accuracy").doubleValue()
                                - fixed.get("accuracy").doubleValue()),
                fixed.get("digitalDropPoints").doubleValue());
        assertTrue(floating.get("digitalDropPoints").isNull());
        assertEquals("float", floating.get("digitalUnit").asText());
        final String people = Cli.run(with(new Object[] {"evaluate", plain, "--samples", 8}, with(uneven, 8)))
                .out();
        assertTrue(people.contains("digital unit        costs "), people);
    }

    @Test
    void shouldCalibrateThroughTheConvertersOfTheTraining() throws IOException {
        final Cli calibrated = Cli.run("calibrate", aware, "--hold-out", 40, "--accuracy", 0, "--json");
        assertEquals(0, calibrated.status(), calibrated.err());

        final Model model = Model.read(aware);
        final Samples heldOut = new ClassifierData(DataSets.ofSystem())
                .heldOut(ClassifierPlan.ofJson(model.metadata().get("trainedWith")), 40);
        final Network network =
                ModelNetwork.of(model, heldOut.shape(), new ScalarKernels(), ModelNetwork.trainedWith(model));
        assertEquals(
                new ClassifierEvaluation(network, heldOut, 1, done -> {})
                        .run(null)
                        .accuracy(),
                JsonMapper.builder()
                        .build()
                        .readTree(calibrated.out())
                        .get("accuracyAllSteps")
                        .doubleValue());
    }

    private static Object[] with(Object[] options, Object... further) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(further)).toArray();
    }

    @Test
    void shouldUseTheFullScalesOfTheTrainingUnlessOthersAreAskedFor() throws IOException {
        final Path own = directory.resolve("own.safetensors");
        final Path found = directory.resolve("found.safetensors");
        final Path events = directory.resolve("events.safetensors");
        assertEquals(
                0, Cli.run("data", "generate", "--samples", 8, "--out", events).status());

        evaluated(aware, own, "--adc-bits", 4, "--adc-nonlinearity", 0.8);
        evaluated(aware, found, "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--events", events);
        assertArrayEquals(Files.readAllBytes(own), Files.readAllBytes(found));

        evaluated(aware, found, "--adc-bits", 4, "--adc-nonlinearity", 0.8, "--adc-quantile", 0.5);
        assertFalse(Arrays.equals(Files.readAllBytes(own), Files.readAllBytes(found)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--adc-nonlinearity 0.5            | expected --adc-bits with other --adc options and --digital-unit, found none",
                "--adc-quantile 0.5                | expected --adc-bits with other --adc options and --digital-unit, found none",
                "--adc-bits off --digital-unit 8   | expected --adc-bits with other --adc options and --digital-unit, found off",
                "--adc-bits 17                     | converters: expected 0 to 16 bits, found 17",
                "--adc-bits four                   | --adc-bits: expected a number of bits or off, found 'four'",
                "--dac-bits 17                     | DAC: expected 1 to 16 bits, found 17",
                "--adc-bits 4 --adc-gain -1        | converter: expected finite mismatch of at least 0",
                "--adc-bits 4 --digital-unit fixed | digital unit: expected float or a number of bits, found 'fixed'",
                "--adc-bits 4 --digital-unit 1     | digital unit: expected scales of 2 to 24 bits, found 1",
                "--adc-bits 4 --adc-nonlinearity 2 | expected a cubic strength in [-0.5, 1], found 2.0",
                "--adc-bits 4 --adc-noise -1       | expected finite thermal noise of at least 0 LSB, found -1.0",
                "--adc-bits 4 --adc-quantile 0     | full scale: expected a quantile in (0, 1], found 0.0"
            })
    void shouldRefuseConvertersThatCannotBe(String options, String part) {
        for (final String command : new String[] {"evaluate " + plain, "train classify --out " + directory + "/no"}) {
            final Cli outcome = Cli.run((Object[]) (command + " " + options).split(" "));

            assertEquals(2, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(outcome.err().contains(part), outcome.err());
            assertEquals(1, outcome.err().strip().lines().count(), outcome.err());
        }
        assertFalse(Files.exists(directory.resolve("no")));
    }

    @Test
    void shouldNameTheFileWhoseFullScalesCannotBeRead() throws IOException {
        final Path torn = directory.resolve("torn.safetensors");
        final String text = new String(Files.readAllBytes(aware), StandardCharsets.ISO_8859_1);
        final String renamed = text.replaceFirst("(adcFullScales\":\"\\{\\\\\")\\w", "$1X"); // the first node's name
        assertNotEquals(text, renamed);
        Files.write(torn, renamed.getBytes(StandardCharsets.ISO_8859_1));

        final String reason =
                Cli.run("evaluate", torn, "--samples", 4, "--adc-bits", 4).assertFailed();

        assertTrue(reason.startsWith("memspike: " + torn + ": metadata adcFullScales: "), reason);
    }
}
