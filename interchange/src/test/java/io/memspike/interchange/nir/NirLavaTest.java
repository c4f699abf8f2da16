package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.graph.Edge;
import io.memspike.interchange.nir.Discretisation.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code lava} against the engines themselves: 1,000 steps each of two random inputs into three neurons, in rows of the inputs, the potentials
 * after the reset and the spikes. {@code lava_lif} and {@code lava_loop} are of Lava's processes {@code LIF} and {@code Dense} (lava-nc/lava,
 * b6822fb) in floating point, {@code lava_loop_bias}, since Lava's have none, of lava-dl's CUBA neurons (lava-nc/lava-dl, d825ac5) in
 * {@code custom_recurrent_ground_truth_1}, with states in steps of 2⁻²⁴ instead of 2⁻¹².
 */
class NirLavaTest {
    private static final Discretisation LAVA = Discretisation.as(Tool.LAVA, 1e-3f);
    private static final NirNode IN = node("in", NirType.INPUT, Map.of("shape", row(2)));
    private static final NirNode WEIGHTS =
            node("w", NirType.LINEAR, Map.of("weight", matrix(2, 1.5, -0.75, 0.5, 1.25, 0.25, 0.625)));
    private static final NirNode OUT = node("out", NirType.OUTPUT, Map.of("shape", row(3)));
    private static final NirTensor LEAK = row(0.125, -0.25, 0.75);

    @Test
    void shouldStepAsLavaDoes() throws IOException {
        final NirNode lif = node(
                "lif",
                NirType.LIF,
                Map.of(
                        "tau", row(0.016, 0.016, 0.016),
                        "r", row(4, 3, 2.5),
                        "v_leak", LEAK,
                        "v_threshold", row(0.9, 0.9, 0.9)));
        shouldFollow("lava_lif.csv", 1e-6, graph(lif), 48, 55, 58);
    }

    @Test
    void shouldCloseLoopsAsLavaDoes() throws IOException {
        shouldFollow("lava_loop.csv", 1e-6, loop(LEAK, row(0, 0, 0)), 53, 181, 244);
    }

    @Test
    void shouldAddTheBiasOfALoopFromTheFirstStepOnAsLavaDlDoes() throws IOException {
        shouldFollow("lava_loop_bias.csv", 1e-5, loop(row(0, 0, 0), row(0.3, -0.2, 0.5)), 234, 167, 372);
    }

    private static NirGraph loop(NirTensor leak, NirTensor bias) {
        final NirNode cuba = node(
                "lif",
                NirType.CUBA_LIF,
                Map.of(
                        "tau_syn", row(0.008, 0.008, 0.008),
                        "tau_mem", row(0.032, 0.032, 0.032),
                        "w_in", row(2, 2, 2),
                        "r", row(6, 6, 6),
                        "v_leak", leak,
                        "v_threshold", row(0.75, 0.75, 0.75)));
        final NirTensor back = matrix(3, 0.5, -1, 0.25, 0.75, -0.5, 0, -1.25, 0.5, 1);
        return graph(cuba, node("back", NirType.AFFINE, Map.of("weight", back, "bias", bias)));
    }

    private static NirGraph graph(NirNode lif, NirNode... back) {
        final List<NirNode> nodes = new ArrayList<>(List.of(IN, WEIGHTS, lif, OUT));
        final List<Edge> edges =
                new ArrayList<>(List.of(Edge.of("in", "w"), Edge.of("w", "lif"), Edge.of("lif", "out")));
        for (final NirNode node : back) {
            nodes.add(node);
            edges.addAll(List.of(Edge.of("lif", node.name()), Edge.of(node.name(), "lif")));
        }
        return new NirGraph("lava.nir", "1", nodes, edges, List.of());
    }

    private static void shouldFollow(String file, double tolerance, NirGraph graph, int... expectedSpikes)
            throws IOException {
        final NirRun run = new NirRun(NirModel.of(graph, LAVA).model());
        final int[] spikes = new int[3];
        final List<float[]> rows = rows(file);
        for (int t = 0; t < rows.size(); t++) {
            final float[] row = rows.get(t);
            run.step(Arrays.copyOf(row, 2), 0);
            for (int i = 0; i < 3; i++) {
                assertEquals(row[2 + i], run.potential("lif")[i], tolerance, "potential of " + i + " at " + t);
                assertEquals(row[5 + i], run.out("lif")[i], "spike of " + i + " at " + t);
                spikes[i] += (int) row[5 + i];
            }
        }
        assertEquals(1000, rows.size());
        assertArrayEquals(expectedSpikes, spikes);
    }

    private static List<float[]> rows(String file) throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(NirLavaTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return lines.lines().map(NirLavaTest::numbers).toList();
        }
    }

    private static float[] numbers(String line) {
        final String[] texts = line.split(",");
        final float[] numbers = new float[texts.length];
        for (int i = 0; i < texts.length; i++) {
            numbers[i] = Float.parseFloat(texts[i]);
        }
        return numbers;
    }

    private static NirNode node(String name, NirType type, Map<String, NirTensor> parameters) {
        return new NirNode(name, type, parameters);
    }

    private static NirTensor row(double... values) {
        return new NirTensor(List.of(values.length), values);
    }

    private static NirTensor matrix(int columns, double... values) {
        return new NirTensor(List.of(values.length / columns, columns), values);
    }
}
