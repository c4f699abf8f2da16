package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayExportCommandTest {
    private static final Pattern CURRENT = Pattern.compile("i\\(vout(\\d+)\\) = (\\S+)");

    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void trainAModel() {
        model = SmallClassifier.train(directory.resolve("model.safetensors"), 1);
    }

    private static Cli export(Object... options) {
        return Cli.run(Stream.concat(Stream.of("array", "export", model), Arrays.stream(options))
                .toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--wire-resistance 2 --bit-resistance 3 --driver 100 --sense 20 --rows 0,3,17",
                "--device pcm --age 1e6 --stuck-at 0.1 --short 0.05 --wire-resistance 1 --seed 3",
            })
    void shouldGiveTheCurrentsInNgspiceThatSolveFinds(String options) throws Exception {
        Outside.need(isInstalled(), "ngspice is not installed");
        final Path spice = directory.resolve("tile.cir");
        final Path crossbar = directory.resolve("tile.json");
        final Object[] further = options.isEmpty() ? new Object[0] : options.split(" ");
        final Cli written = export(Stream.concat(
                        Stream.of("--layer", 4, "--spice", spice, "--crossbar", crossbar, "--json"),
                        Arrays.stream(further))
                .toArray());
        assertEquals(0, written.status(), written.err());
        assertEquals(Reference.keys("array export MODEL"), Reference.keys(written.json()));
        final boolean isDriven = options.contains("--driver");

        final JsonNode solved = Cli.run(
                        "array",
                        "solve",
                        "--crossbar",
                        crossbar,
                        "--driver",
                        isDriven ? 100 : 0,
                        "--sense",
                        isDriven ? 20 : 0,
                        "--json")
                .json();

        final double[] found =
                ngspice(Files.readString(spice), solved.get("I_out").size());
        for (int j = 0; j < found.length; j++) {
            final double expected = solved.get("I_out").get(j).doubleValue();
            assertEquals(expected, found[j], 1e-9 * Math.abs(expected), "column " + j);
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("ngspice", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static double[] ngspice(String netlist, int columns) throws IOException, InterruptedException {
        final StringBuilder asked = new StringBuilder(".control\nset numdgt=15\nop\n");
        for (int j = 0; j < columns; j++) {
            asked.append("print i(vout").append(j).append(")\n");
        }
        final Path file = directory.resolve("asked.cir");
        final Path out = directory.resolve("out.txt");
        Files.writeString(file, netlist.replace(".op\n.end\n", asked + "quit\n.endc\n.end\n"));
        new ProcessBuilder("ngspice", "-b", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        final double[] currents = new double[columns];
        Arrays.fill(currents, Double.NaN);
        final Matcher matcher = CURRENT.matcher(Files.readString(out, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            currents[Integer.parseInt(matcher.group(1))] = Double.parseDouble(matcher.group(2));
        }
        return currents;
    }

    @Test
    void shouldDriveTheRowsThatAreAskedForAndNoOther() throws IOException {
        final Path spice = directory.resolve("rows.cir");
        assertEquals(0, export("--spice", spice, "--rows", "1", "--volts", 0.5).status());
        final String text = Files.readString(spice);

        assertTrue(text.startsWith("* model.safetensors: node "), text);
        assertTrue(text.contains("\nVIN0 IN0 0 0.0\n"), text);
        assertTrue(text.contains("\nVIN1 IN1 0 0.5\n"), text);
        assertTrue(text.endsWith(".op\n.end\n"), text);
    }

    @Test
    void shouldRefuseInOneLineAndWriteNothing() {
        final Path spice = directory.resolve("none.cir");
        refuses("--spice, --crossbar: expected a file to write, found none");
        refuses("--volts: expected a finite voltage, found NaN", "--spice", spice, "--volts", "NaN");
        refuses("--tile: expected one of 1 tiles from 0 up, found 1", "--layer", 4, "--spice", spice, "--tile", 1);
        refuses("--tile: expected one of 1 tiles from 0 up, found -1", "--layer", 4, "--spice", spice, "--tile", -1);
        refuses(
                "--device-noise: expected cells without it, as a netlist has one resistance for each, found some",
                "--device",
                "pcm",
                "--device-noise",
                "--spice",
                spice);
        refuses(
                "--rows: expected rows of 250 from 0 up, found 9999",
                "--layer",
                4,
                "--spice",
                spice,
                "--rows",
                "0,9999");
        refuses(
                "--layer: expected the position of a layer with weights, one of [0, 2, 4], found 1",
                "--layer",
                1,
                "--spice",
                spice);
        refuses(
                "--drift-compensation: expected none, as gains of read-outs are no part of a tile, found some",
                "--device",
                "pcm",
                "--drift-compensation",
                "--spice",
                spice);
        refuses(
                "--sums: expected currents, as a netlist of cells side by side adds up, found resistances",
                "--sums",
                "resistances",
                "--device",
                "mram",
                "--spice",
                spice);
        final Cli one = export("--spice", spice, "--crossbar", spice);
        assertTrue(one.assertFailed().contains("expected a file for each of what is written"), one.err());
        assertFalse(Files.exists(spice));
    }

    private static void refuses(String reason, Object... options) {
        final Cli cli = export(options);
        assertEquals(2, cli.status(), cli.err());
        assertEquals("memspike: " + reason, cli.err().strip());
    }
}
