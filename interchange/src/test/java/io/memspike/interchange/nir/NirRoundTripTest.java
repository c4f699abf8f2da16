package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written in NIR and read again is what it was. */
class NirRoundTripTest {
    @TempDir
    Path directory;

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Outside.file("golden"))) {
            return all.filter(file -> file.toString().endsWith(".nir")).sorted().toList();
        }
    }

    /** The numbers of a graph, nodes by name. */
    private static Map<String, NirNode> byName(NirGraph graph) {
        final Map<String, NirNode> byName = new LinkedHashMap<>();
        graph.nodes().forEach(node -> byName.put(node.name(), node));
        return byName;
    }

    private static void assertSame(NirModel expected, NirModel found) {
        assertEquals(expected.model().graph(), found.model().graph());
        assertEquals(
                expected.model().tensors().keySet(), found.model().tensors().keySet());
        expected.model()
                .tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, found.model().tensors().get(name), name));
    }

    @Test
    void shouldWriteFilesOfOthersAsTheyAre() throws IOException {
        int written = 0;
        for (final Path file : files()) {
            final NirFile read;
            try {
                read = NirFile.read(file);
            } catch (FileFormatException e) {
                continue; // is refused, as other tests say
            }
            final Path copy = directory.resolve("copy.nir");
            read.write(copy);
            final NirFile again = NirFile.read(copy);
            assertEquals(read.version(), again.version());
            assertEquals(
                    read.graph().parts().stream().map(NirPart::name).toList(),
                    again.graph().parts().stream().map(NirPart::name).toList());
            assertEquals(byName(read.flat()), byName(again.flat()), file + "");
            assertEquals(read.flat().edges(), again.flat().edges());
            written++;
        }
        assertTrue(written > 30, written + "");
    }

    @Test
    void shouldExportWhatWasImported() throws IOException {
        final Discretisation by = Discretisation.of(1e-3f);
        int exported = 0;
        for (final Path file : files()) {
            final NirModel model;
            try {
                model = NirModel.of(NirGraph.read(file), by);
            } catch (FileFormatException e) {
                continue;
            }
            final NirExport export = NirExport.of(file, model.model(), 1e-3f);
            final Path copy = directory.resolve("export.nir");
            export.graph().asFile().write(copy);
            final NirGraph again = NirGraph.read(copy);
            assertEquals(export.by(), again.discretisation().orElseThrow(), file + "");
            final NirModel found = NirModel.of(again, again.discretisation().orElseThrow());
            if (by.reset() == export.by().reset()) {
                assertSame(model, found);
            }
            exported++;
        }
        assertTrue(exported > 25, exported + "");
    }

    @Test
    void shouldComeBackAsTheDocumentationShows() throws IOException {
        final Path file = directory.resolve("lif.nir");
        NirExport.of("lif", model("""
                        nodes:
                          flat: flatten
                          fc: {linear: {out: 4}}
                          n: {lifNir: {dt: 1e-3}}
                        edges: [input flat fc n]
                        """), 1e-3f).graph().asFile().write(file);
        final Path other = directory.resolve("other.nir");

        final NirModel read = NirExample.readAndWrite(file, other);

        assertEquals(
                NirFile.read(file).graph().parts().stream().map(NirPart::name).toList(),
                NirFile.read(other).graph().parts().stream().map(NirPart::name).toList());
        assertTrue(read.model().graph().has("n"));
    }

    private static Model model(String yaml) throws IOException {
        final Graph graph = GraphText.parse("test", yaml, Given.otherwise(new Shape(2, 6, 6)))
                .graph();
        final Random random = new Random(5);
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (spec.name()) {
                        case "tau", "tauSyn", "tauMem" -> 0.01f + 0.01f * random.nextFloat();
                        case "vThreshold" -> 0.2f + 0.1f * random.nextFloat();
                        case "delay" -> random.nextInt(3);
                        default -> random.nextFloat() - 0.3f;
                    };
                }
                tensors.put(Model.name(node.name(), spec.name()), values);
            }
        }
        return new Model(graph, tensors, Map.of(), Map.of(), Map.of());
    }

    /** Runs both with the same numbers, and compares the outputs bit for bit. */
    private static void assertRunSame(Model expected, Model found) {
        final NirRun one = new NirRun(expected);
        final NirRun other = new NirRun(found);
        final Random random = new Random(7);
        final float[] input = new float[expected.graph().input().size()];
        float sum = 0;
        for (int t = 0; t < 30; t++) {
            for (int i = 0; i < input.length; i++) {
                input[i] = random.nextInt(3) == 0 ? 1 + random.nextFloat() : 0;
            }
            final float[] out = one.step(input, 0).out(expected.graph().output());
            assertArrayEquals(out, other.step(input, 0).out(found.graph().output()), "step " + t);
            for (final float value : out) {
                sum += Math.abs(value);
            }
        }
        assertTrue(sum > 0, "something happens");
    }

    private static final String CONVOLUTIONS = """
            nodes:
              c: {conv2d: {out: 3, kernel: [3, 2], padding: 1, weightScale: 0.5}}
              n: {lifNir: {dt: 1e-3, per: channel, reset: value}}
              p: {avgPool: {kernel: 2}}
              fc: {linear: {out: 5, bias: true}}
              q: {cubaLif: {dt: 1e-3, per: element}}
              back: {linear: {out: 5}}
              g: {scale: {per: one}}
              out: mean
            edges:
              - input c n p fc q g out
              - q back q: {delay: 1}
            """;

    @Test
    void shouldBringBackGraphAndBits() throws IOException {
        final Model model = model(CONVOLUTIONS);
        final NirExport export = NirExport.of("test", model, 1f);
        assertEquals(List.of("node out: the mean over time is left to who reads the output"), export.notes());
        final Path file = directory.resolve("a.nir");
        export.graph().asFile().write(file);
        final NirGraph read = NirGraph.read(file);
        final NirModel back = NirModel.of(read, read.discretisation().orElseThrow());
        assertEquals(List.of(), back.notes());
        assertEquals(
                model.graph().nodes().stream().map(Node::name).toList(),
                back.model().graph().nodes().stream().map(Node::name).toList());
        assertEquals(model.graph().edges(), back.model().graph().edges());
        assertRunSame(model, back.model());
    }

    @Test
    void shouldCarryPlainKindsDelaysAndPruning() throws IOException {
        final Model model = model("""
            nodes:
              f: flatten
              fc: {linear: {out: 6}}
              n: {lif: {retain: 1, threshold: 0.3}}
              fc2: {linear: {out: 6}}
              d: {delay: {per: element}}
              th: {threshold: {per: one}}
              m: {li: {dt: 1e-3}}
              i: {integrator: {}}
            edges:
              - input f fc n d th m i
              - n m: {delay: 3}
              - n fc2 n: {delay: 3}
            """);
        final Model pruned = new Model(model.graph(), model.tensors(), Map.of("fc2", masks(36)), Map.of(), Map.of());
        final NirExport export = NirExport.of("test", pruned, 1f);
        final NirModel back = NirModel.of(export.graph(), export.by());
        final Map<String, float[]> effective = new LinkedHashMap<>(model.tensors());
        effective.put("fc2.weight", pruned.effective("fc2"));
        assertRunSame(new Model(model.graph(), effective, Map.of(), Map.of(), Map.of()), back.model());
    }

    private static byte[] masks(int n) {
        final byte[] mask = new byte[n];
        for (int i = 0; i < n; i++) {
            mask[i] = (byte) (i % 2);
        }
        return mask;
    }

    @Test
    void shouldKeepGraphsInGraphsAndMetadata() throws IOException {
        final NirFile nested = NirFile.read(Outside.file("golden/peers/j-nested/network.nir"));
        final NirSubgraph graph = nested.graph();
        final Map<String, Object> metadata =
                Map.of("text", "a text", "several/texts", List.of("a", "b"), "several/numbers", NirTensor.of(0.1));
        final Path file = directory.resolve("n.nir");
        new NirFile("x", "free text", new NirSubgraph("", graph.parts(), graph.edges(), metadata), List.of())
                .write(file);
        final NirFile read = NirFile.read(file);
        assertEquals("free text", read.version());
        metadata.forEach(
                (name, value) -> assertEquals(value, read.graph().metadata().get(name), name));
        assertEquals(
                graph.parts(),
                read.graph().parts().stream()
                        .map(NirRoundTripTest::withoutOrder)
                        .toList());
        assertEquals(List.of(), read.notes());
    }

    private static NirPart withoutOrder(NirPart part) {
        if (!(part instanceof NirSubgraph graph)) {
            return part;
        }
        final Map<String, Object> metadata = new LinkedHashMap<>(graph.metadata());
        metadata.remove(NirHints.ORDER);
        return new NirSubgraph(
                graph.name(),
                graph.parts().stream().map(NirRoundTripTest::withoutOrder).toList(),
                graph.edges(),
                metadata);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {maxPool: {kernel: 2}} | node x (maxPool): expected a kind that NIR has, found maxPool
        {lif: {retain: 0.5, threshold: 1, leakySlope: 0.1}} | node x (lif): expected a kind that NIR has, found lif with a leakySlope other than 1
        {lifNir: {dt: 1, refractory: true}} | node x (lifNir): expected neurons that are reset, begin at 0 or where they leak to, and do not wait, found a refractory period
        {lifNir: {dt: 2}} | node x (lifNir): expected dt = 1.0, as node first has it, found 2.0
        {if: {reset: subtract}} | node x (if): expected reset by subtraction = false, as node first has it, found true
        {mean: {over: positions}} | node x (mean): expected a kind that NIR has, found mean
        """)
    void shouldRefuseWhatNirDoesNotHave(String kind, String expected) throws IOException {
        final Model model = model("nodes:\n  first: {lifNir: {dt: 1}}\n  x: " + kind
                + "\n  out: {linear: {out: 2}}\nedges: [input first x out]\n");
        final FileFormatException refusal =
                Assertions.assertThrows(FileFormatException.class, () -> NirExport.of("m", model, 1f));
        assertEquals("m: " + expected, refusal.getMessage());
    }
}
