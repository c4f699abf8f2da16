package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.shape.Mean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a classifier that has nothing of PRIME's networks, and on events of a field that is no square. */
class AnyClassifierTest {
    private static final Shape SHAPE = new Shape(2, 5, 3);
    private static final int SAMPLES = 8;
    private static final int STEPS = 4;

    @TempDir
    static Path directory;

    private static Path model;
    private static Path pruned;
    private static Path events;

    @BeforeAll
    static void write() throws IOException {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(SHAPE)),
                        new Node(
                                "conv",
                                new Conv2d(4, new Size(3, 2), Size.of(1), Size.of(0), Size.of(1), 1, 0.5f, true)),
                        new Node("neurons", new LifNir(1f, Per.CHANNEL)),
                        new Node("out", new Linear(3, 1f, true)),
                        new Node("scores", new Integrator(0.9f, 1f))),
                List.of(
                        Edge.of("input", "conv"),
                        Edge.of("conv", "neurons"),
                        Edge.delayed("neurons", "neurons", 1),
                        Edge.of("neurons", "out"),
                        Edge.of("out", "scores")),
                List.of("scores"));
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final RandomStream random = RandomStream.of(3, node.name() + spec.name(), 0);
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (spec.name()) {
                        case "tau" -> 2f;
                        case "r" -> 1f;
                        case "vLeak" -> 0f;
                        case "vThreshold" -> 0.1f;
                        default -> 2 * random.nextFloat() - 0.8f;
                    };
                }
                tensors.put(Model.name(node.name(), spec.name()), values);
            }
        }
        model = directory.resolve("odd.safetensors");
        new Model(graph, tensors, Map.of(), Map.of(), Map.of("trained", "elsewhere")).write(model);
        pruned = directory.resolve("pruned.safetensors");
        final byte[] mask = new byte[tensors.get("conv.weight").length];
        for (int i = 0; i < mask.length; i += 3) {
            mask[i] = 1;
        }
        new Model(graph, tensors, Map.of("conv", mask), Map.of(), Map.of()).write(pruned);
        events = directory.resolve("events.safetensors");
        final byte[] counts = new byte[SAMPLES * STEPS * SHAPE.size()];
        final RandomStream random = RandomStream.of(4, "events", 0);
        for (int i = SHAPE.size(); i < counts.length; i++) { // the first step of the first sample is silent
            counts[i] = (byte) Math.max(0, random.nextInt(5) - 2);
        }
        final long[] labels = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % 3;
        }
        new SafetensorsWriter()
                .bytes("events", new long[] {SAMPLES, STEPS, 2, 5, 3}, counts)
                .longs("labels", new long[] {SAMPLES}, labels)
                .write(events);
    }

    private static JsonNode json(Cli call) throws IOException {
        assertEquals(0, call.status(), call.err());
        return JsonMapper.builder().build().readTree(call.out());
    }

    @Test
    void shouldEvaluateWithFiguresOfNeuroBench() throws IOException {
        final JsonNode found = json(Cli.run("evaluate", model, "--events", events, "--bin-ms", 20, "--json"));
        final JsonNode figures = found.get("neuroBench");

        assertEquals(SAMPLES, found.get("samples").intValue());
        assertEquals(50, figures.get("executionRateHertz").doubleValue());
        // conv 4×2×3×2 + 4, neurons 4 × 4, out 3×24 + 3; one step of 24 spikes
        assertEquals(
                4 * (48 + 4 + 16 + 72 + 3 + 24), figures.get("footprintBytes").intValue());
        // 3×2 positions of 12 weights into 4 channels, and 24 × 3, at 4 steps
        assertEquals(4 * (6 * 12 * 4 + 24 * 3), figures.get("denseOperations").doubleValue());
        assertTrue(figures.get("effectiveMacs").doubleValue() > 0); // bins of two events
        assertTrue(figures.get("effectiveAcs").doubleValue() > 0); // spikes
        assertEquals(0, figures.get("connectionSparsity").doubleValue());
        assertTrue(json(Cli.run("evaluate", model, "--events", events, "--json"))
                .get("neuroBench")
                .get("executionRateHertz")
                .isNull());
        final String lines =
                Cli.run("evaluate", model, "--events", events, "--bin-ms", 20).out();
        assertTrue(lines.contains("execution rate    50.0 Hz"), lines);
        assertTrue(lines.contains("footprint         668 bytes"), lines);
    }

    /** The read-out is not meaned: what an early stop decides is what its answer at that step says. */
    @Test
    void shouldDecideByTheAnswersOfTheGraph() throws IOException {
        final Path logits = directory.resolve("logits.safetensors");
        final JsonNode found = json(Cli.run("evaluate", model, "--events", events, "--logits", logits, "--json"));
        int right = 0;
        try (SafetensorsFile file = SafetensorsFile.open(logits)) {
            final float[] all = file.tensor("logits").floats();
            for (int n = 0; n < SAMPLES; n++) {
                final int last = (n * STEPS + STEPS - 1) * 3;
                int best = 0;
                for (int c = 1; c < 3; c++) {
                    best = all[last + c] > all[last + best] ? c : best;
                }
                right += best == n % 3 ? 1 : 0;
            }
        }
        assertEquals((double) right / SAMPLES, found.get("accuracy").doubleValue());

        final Path page = directory.resolve("page.html");
        final JsonNode reported = json(
                Cli.run("report", "--model", model, "--events", events, "--early-stop", 1, "--out", page, "--json"));
        assertEquals(found.get("accuracy"), reported.get("accuracy"));
        assertEquals(found.get("accuracy"), reported.get("accuracyEarlyStop")); // never stops
        final JsonNode stopped = json(Cli.run("evaluate", model, "--events", events, "--early-stop", 0.6, "--json"));
        final JsonNode curve = json(
                Cli.run("report", "--model", model, "--events", events, "--early-stop", 0.6, "--out", page, "--json"));
        assertEquals(stopped.get("accuracy"), curve.get("accuracyEarlyStop"));
        assertEquals(stopped.get("meanSteps"), curve.get("meanSteps"));
        assertTrue(stopped.get("meanSteps").doubleValue() < STEPS);
    }

    @Test
    void shouldReportWhatItIs() throws IOException {
        final Path page = directory.resolve("shown.html");
        json(Cli.run("report", "--model", model, "--events", events, "--out", page, "--json"));
        final String text = Files.readString(page);

        assertTrue(text.contains(SAMPLES + " test samples of events.safetensors"));
        assertTrue(text.contains("Modelled from what real spikes make the array do"));
        assertTrue(text.contains("Memristors"));
        assertFalse(text.replaceAll("data:image/png;base64,[^\"]*", "").contains("NaN"));
        // curve, histogram, confidences, events, 2 × (raster, membranes), confusion, 2 of energy
        assertEquals(11, text.split("<img ", -1).length - 1);
    }

    /** With memristors that no device of PRIME's formed, and samples without any event. */
    @Test
    void shouldReportOnAPrunedModelAndOnSilence() throws IOException {
        final Path silent = directory.resolve("silent.safetensors");
        new SafetensorsWriter()
                .bytes("events", new long[] {2, STEPS, 2, 5, 3}, new byte[2 * STEPS * SHAPE.size()])
                .longs("labels", new long[] {2}, new long[] {0, 2})
                .write(silent);
        final Path page = directory.resolve("silent.html");
        json(Cli.run("report", "--model", pruned, "--events", silent, "--out", page, "--json"));

        final String text = Files.readString(page);
        assertTrue(text.contains("Mask of layer conv"));
        assertFalse(text.replaceAll("data:image/png;base64,[^\"]*", "").contains("NaN"));
    }

    /** Neither weights nor neurons: scores are counts of events. */
    @Test
    void shouldSayWhatIsMissingOfAGraphWithoutWeights() throws IOException {
        final Path counts = directory.resolve("counts.safetensors");
        new Model(Graph.chain(SHAPE, List.of(new Mean())), Map.of(), Map.of(), Map.of(), Map.of()).write(counts);
        final Path page = directory.resolve("counts.html");
        json(Cli.run("report", "--model", counts, "--events", events, "--out", page, "--json"));
        final JsonNode figures =
                json(Cli.run("evaluate", counts, "--events", events, "--json")).get("neuroBench");

        assertTrue(Files.readString(page).contains("Not modelled: energy: expected a node with weights, found none."));
        for (final String key :
                List.of("footprintBytes", "denseOperations", "connectionSparsity", "activationSparsity")) {
            assertEquals(0, figures.get(key).doubleValue(), key);
        }
    }

    @Test
    void shouldRecordNodesTheSameOnAnyThreads() throws IOException {
        final Path one = directory.resolve("one");
        final Path three = directory.resolve("three");
        final JsonNode found = json(Cli.run(
                "evaluate",
                model,
                "--events",
                events,
                "--record",
                "neurons,scores,input",
                "--out",
                one,
                "--threads",
                1,
                "--json"));
        json(Cli.run(
                "evaluate",
                model,
                "--events",
                events,
                "--record",
                "neurons,scores,input",
                "--out",
                three,
                "--threads",
                3,
                "--json"));

        assertEquals(one.toString(), found.get("recorded").textValue());
        assertEquals(Cli.files(one), Cli.files(three));
        assertEquals(
                List.of(
                        "decisions.npy",
                        "input.rate.npy",
                        "input.spikes.npy",
                        "labels.npy",
                        "neurons.membrane.npy",
                        "neurons.rate.npy",
                        "neurons.spikes.npy",
                        "scores.membrane.npy",
                        "scores.rate.npy",
                        "scores.spikes.npy"),
                List.copyOf(Cli.files(one).keySet()));
        final byte[] spikes = Files.readAllBytes(one.resolve("neurons.spikes.npy"));
        assertEquals(128 + SAMPLES * STEPS * 24, spikes.length);
        for (int i = 128; i < spikes.length; i++) {
            assertTrue(spikes[i] == 0 || spikes[i] == 1);
        }
        // as many samples as asked for
        final Path few = directory.resolve("few");
        json(Cli.run(
                "evaluate", model, "--events", events, "--samples", 2, "--record", "neurons", "--out", few, "--json"));
        final byte[] first = Files.readAllBytes(few.resolve("neurons.spikes.npy"));
        assertArrayEquals(
                java.util.Arrays.copyOfRange(spikes, 128, 128 + 2 * STEPS * 24),
                java.util.Arrays.copyOfRange(first, 128, first.length));
    }

    @Test
    void shouldRefuseToRecordInOneLineAndWriteNothing() throws IOException {
        final Path out = directory.resolve("refused");
        final Cli unknown = Cli.run("evaluate", model, "--events", events, "--record", "neurons,2", "--out", out);
        assertEquals(2, unknown.status());
        assertTrue(
                unknown.err()
                        .contains("record: expected one of the nodes [input, conv, neurons, out, scores], found 2"),
                unknown.err());
        for (final Object[] bad : new Object[][] {
            {"--record", "neurons"},
            {"--out", out},
            {"--record", "neurons", "--out", out, "--early-stop", 0.5},
            {"--record", "neurons,neurons", "--out", out},
            {"--bin-ms", 0},
            {"--bin-ms", "NaN"}
        }) {
            final List<Object> line = new java.util.ArrayList<>(List.of("evaluate", model, "--events", events));
            line.addAll(List.of(bad));
            assertEquals(2, Cli.run(line.toArray()).status(), line.toString());
        }
        assertEquals(2, Cli.run("evaluate", model, "--bin-ms", 10).status());
        final Map<String, String> before = Cli.files(directory);
        assertTrue(Cli.run("evaluate", model, "--events", events, "--record", "neurons", "--out", directory)
                .assertFailed()
                .contains(directory + ": expected no directory of that name or an empty one, found one with files"));
        assertEquals(before, Cli.files(directory));
        assertFalse(Files.exists(out));
    }
}
