package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.token.Embedding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Outside.need(Outside.runs("ngspice", "--version"), "ngspice is not installed");
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

    @Test
    void shouldWriteThePairsOfTheTileThatIsAskedFor() throws IOException {
        final Path crossbar = directory.resolve("part.json");
        final Cli written = export("--layer", 4, "--partitions", "2x2", "--tile", 3, "--crossbar", crossbar, "--json");
        assertEquals(0, written.status(), written.err());
        assertEquals(4, written.json().get("tiles").intValue());

        final Model read = Model.read(model);
        final Node node = read.graph().nodesOf(MatrixKind.class).get(2);
        final Matrix matrix = Matrix.of(read.graph(), node.name());
        final MemristorArray cells = ModelNetwork.array(read, node.name(), matrix);
        final int firstInput = matrix.unfolding().rows() / 2; // the last of both halves
        final int firstOutput = matrix.unfolding().columns() / 2;
        final JsonNode ohms =
                JsonMapper.builder().build().readTree(crossbar.toFile()).get("R");
        assertEquals(matrix.unfolding().rows() - firstInput, ohms.size());
        assertEquals(
                2 * (matrix.unfolding().columns() - firstOutput), ohms.get(0).size());
        for (int i = 0; i < ohms.size(); i++) {
            for (int o = 0; o < ohms.get(i).size() / 2; o++) {
                final int weight = matrix.unfolding().weight(firstInput + i, firstOutput + o);
                final boolean isOpen = cells.mask()[weight] == 0;
                requireCell(isOpen, cells.positiveSiemens()[weight], ohms.get(i).get(2 * o));
                requireCell(isOpen, cells.negativeSiemens()[weight], ohms.get(i).get(2 * o + 1));
            }
        }
    }

    private static void requireCell(boolean isOpen, double siemens, JsonNode ohm) {
        if (isOpen) {
            assertEquals(-1, ohm.doubleValue());
        } else {
            assertEquals(siemens, 1 / ohm.doubleValue(), 1e-14 * siemens);
        }
    }

    @Test
    void shouldRefuseLayersThatLieOnNoArrayOfPairs() throws IOException {
        final Model read = Model.read(model);
        final String node = read.graph().nodesOf(MatrixKind.class).get(0).name();
        final Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
        metadata.put(
                Placement.KEY,
                new Placement(Hardware.IDEAL, 1).withDigital(Set.of(node)).toJson());
        final Path digital = directory.resolve("digital.safetensors");
        new Model(read.graph(), read.tensors(), read.masks(), read.state(), metadata).write(digital);
        final Path tokens = directory.resolve("tokens.safetensors");
        write(
                tokens,
                Graph.chain(
                        new Shape(1, 1, 4),
                        List.of(new Embedding(5, 3, Embedding.Of.NUMBER, false), new Linear(2, 1f, false, true))));
        final Path bare = directory.resolve("bare.safetensors");
        write(bare, Graph.chain(Shape.vector(3), List.of(new Lif(0.2f, 0.2f, 0.1f))));

        refusesBoth(
                2,
                digital,
                "--layer: expected a layer on the array, found node " + node + ", which " + digital + " keeps digital");
        refusesBoth(2, tokens, "--layer: expected a layer whose rows no tokens drive, found node 1 of " + tokens);
        refusesBoth(1, bare, bare + ": expected a model with weights, found none");
    }

    private static void write(Path file, Graph graph) throws IOException {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec tensor : graph.tensors(node.name())) {
                tensors.put(Model.name(node.name(), tensor.name()), new float[tensor.size()]);
            }
        }
        new Model(graph, tensors, Map.of(), Map.of(), Map.of()).write(file);
    }

    private static void refusesBoth(int status, Path file, String reason) {
        final Path crossbar = directory.resolve("none.json");
        final Path picture = directory.resolve("none.png");
        final Cli exported = Cli.run("array", "export", file, "--crossbar", crossbar);
        final Cli shown = Cli.run("array", "show", "--model", file, "--out", picture);

        for (final Cli each : List.of(exported, shown)) {
            assertEquals(status, each.status(), each.err());
            assertEquals("memspike: " + reason, each.err().strip());
        }
        assertFalse(Files.exists(crossbar) || Files.exists(picture));
    }

    @Test
    void shouldRefuseToShowGainsThatNoCellHas() {
        final Path picture = directory.resolve("gains.png");
        final Cli shown = Cli.run(
                "array",
                "show",
                "--model",
                model,
                "--device",
                "pcm",
                "--age",
                1e6,
                "--drift-compensation",
                "--out",
                picture);

        assertEquals(
                "memspike: --drift-compensation: expected none, as gains of read-outs are no part of a tile, found some",
                shown.err().strip());
        assertEquals(2, shown.status());
        assertFalse(Files.exists(picture));
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
