package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in 8 bits, by command. */
class CompileCommandTest {
    @TempDir
    static Path directory;

    private static Path model;
    private static Path compiled;

    @BeforeAll
    static void compileAModel() throws IOException {
        model = directory.resolve("model.safetensors");
        compiled = directory.resolve("int8.safetensors");
        final Cli trained = Cli.run(
                "train",
                "classify",
                "--network",
                "mlp",
                "--samples",
                200,
                "--batch",
                20,
                "--test-samples",
                16,
                "--out",
                model);
        assertEquals(0, trained.status(), trained.err());

        final Cli outcome = Cli.run("compile", model, "--out", compiled, "--samples", 40, "--json");

        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(Reference.keys("compile MODEL"), Reference.keys(outcome.json()));
        assertEquals(Files.size(compiled), outcome.json().get("bytes").longValue());
        assertTrue(3 * Files.size(compiled) < 2 * Files.size(model), "masks have 8 bits, too");
    }

    @Test
    void shouldChooseScalesWhoseReadOutsAreNearest() throws IOException {
        final JsonNode found = Cli.run("compile", model, "--out", directory.resolve("other.safetensors"), "--json")
                .json();
        double least = Double.POSITIVE_INFINITY;
        String best = "";
        for (final JsonNode each : found.get("candidates")) {
            if (each.get("distance").doubleValue() < least) {
                least = each.get("distance").doubleValue();
                best = each.get("scales").textValue();
            }
        }
        assertEquals(best, found.get("scales").textValue());
    }

    @Test
    void shouldRunACompiledModelInWholeNumbersOnAnyThreadsAndKernels() throws IOException {
        final JsonNode one = evaluate(compiled, "--threads", 1, "--kernels", "scalar");
        final JsonNode two = evaluate(compiled, "--threads", 2);

        assertEquals("INT8", one.get("precision").textValue());
        assertEquals(one.get("accuracy"), two.get("accuracy"));
        assertEquals(one.get("synapticOpsPerSample"), two.get("synapticOpsPerSample"));
        assertEquals("FLOAT", evaluate(model).get("precision").textValue());
        assertEquals(
                "FLOAT",
                evaluate(compiled, "--precision", "float").get("precision").textValue());
        assertEquals(
                "INT8", evaluate(model, "--precision", "int8").get("precision").textValue());
    }

    @Test
    void shouldGiveTheSameReadOutsRoundedNowOrBefore() throws IOException {
        final Path now = directory.resolve("now.safetensors");
        final Path before = directory.resolve("before.safetensors");
        final Path columns = directory.resolve("columns.safetensors");
        final Model rounded = io.memspike.tasks.EightBits.COLUMN.round(io.memspike.tasks.ModelNetwork.read(model));
        io.memspike.tasks.EightBits.write(rounded, columns);

        evaluate(model, "--precision", "int8", "--logits", now, "--threads", 2);
        evaluate(columns, "--logits", before, "--threads", 1, "--kernels", "scalar");

        assertEquals(-1, Files.mismatch(now, before));
    }

    @Test
    void shouldStopEarlyAsInFloats() throws IOException {
        final JsonNode found = evaluate(compiled, "--early-stop", 0.3);

        assertTrue(found.get("meanSteps").doubleValue() < found.get("steps").doubleValue());
    }

    @Test
    void shouldBeReadByCommandsThatReadModels() {
        final Cli calibrated = Cli.run("calibrate", compiled, "--hold-out", 20, "--json");
        assertEquals(0, calibrated.status(), calibrated.err());
        final Cli energy = Cli.run("array", "energy", compiled, "--samples", 2, "--json");
        assertEquals(0, energy.status(), energy.err());
    }

    private static JsonNode evaluate(Path file, Object... further) throws IOException {
        final Object[] all = new Object[5 + further.length];
        System.arraycopy(new Object[] {"evaluate", file, "--samples", 32, "--json"}, 0, all, 0, 5);
        System.arraycopy(further, 0, all, 5, further.length);
        final Cli outcome = Cli.run(all);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--compact"})
    void shouldStayCompiledWhenItIsCalibrated(String compact) throws IOException {
        final Path calibrated = directory.resolve("calibrated" + compact + ".safetensors");
        final List<Object> calibrate = new ArrayList<>(
                List.of("calibrate", compiled, "--hold-out", 20, "--max-loss", 90, "--out", calibrated));
        if (!compact.isEmpty()) {
            calibrate.add(compact);
        }

        final Cli outcome = Cli.run(calibrate.toArray());

        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(Files.size(calibrated) < Files.size(compiled) + 1_000);
        assertEquals(
                Cli.run("evaluate", compiled, "--samples", 20, "--json").json().get("accuracy"),
                Cli.run("evaluate", calibrated, "--samples", 20, "--json")
                        .json()
                        .get("accuracy"));
    }

    @Test
    void shouldRefuseWhatEightBitsDoNotGoWithInOneLine() throws IOException {
        assertRefused(
                "evaluate",
                compiled,
                "--read-noise",
                0.1,
                "weights in 8 bits go with exact reads: expected no read noise, converters, wires, ageing or paths, found some");
        assertRefused(
                "evaluate", model, "--precision", "int8", "--adc-bits", 8, "weights in 8 bits go with exact reads");
        assertRefused(
                "compile",
                compiled,
                "--out",
                directory.resolve("x"),
                "expected a model of floats, found one that is compiled");
        assertRefused("compile", model, "--out", directory.resolve("x"), "--precision", "float", "expected int8");
        assertRefused("compile", model, "--out", model, "expected another file to write than one that is read");
        assertFalse(Files.exists(directory.resolve("x")));
    }

    @Test
    void shouldRefuseMetadataThatWeightsDoNotFollow() throws IOException {
        final Model read = Model.read(compiled);
        final Map<String, float[]> tensors = new LinkedHashMap<>(read.tensors());
        final String first = tensors.keySet().stream()
                .filter(name -> name.endsWith(".weight"))
                .findFirst()
                .orElseThrow();
        tensors.put(first, tensors.get(first).clone());
        tensors.get(first)[0] += 1e-3f;
        final Path bent = directory.resolve("bent.safetensors");
        new Model(read.graph(), tensors, Map.of(), read.state(), read.metadata()).write(bent);
        assertRefused("evaluate", bent, "weight ");
        final Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
        metadata.put("precision", "int4");
        new Model(read.graph(), read.tensors(), read.masks(), read.state(), metadata).write(bent);
        assertRefused("evaluate", bent, "metadata precision: expected int8-layer or int8-column, found int4");
    }

    private static void assertRefused(Object... argumentsAndLine) {
        final int n = argumentsAndLine.length - 1;
        final Cli outcome = Cli.run(java.util.Arrays.copyOf(argumentsAndLine, n));

        assertTrue(outcome.status() == 1 || outcome.status() == 2, outcome.out());
        assertTrue(outcome.err().contains((String) argumentsAndLine[n]), outcome.err());
    }
}
