package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.Figure.Runner;
import io.memspike.bench.LineFit;
import io.memspike.core.kernel.KernelsLookup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bench says about measurements that are made up here: measuring takes minutes. */
class BenchReportTest {
    private static final List<LineFit.Point> POINTS =
            List.of(new LineFit.Point(20, 300), new LineFit.Point(40, 500), new LineFit.Point(200, 2100));

    @TempDir
    private Path directory;

    private static BenchResult result() {
        return new BenchResult(
                List.of(
                        Figure.rate("accumulate 64x256/16", "synaptic operations/s")
                                .add(Runner.SCALAR, List.of(2e9, 4e9, 3e9))
                                .add(Runner.SIMD, 12e9)
                                .add(Runner.C, 15e9),
                        Figure.time("one digit at a time", "µs")
                                .add(Runner.SIMD, 50)
                                .add(Runner.PYTORCH, 1250)),
                List.of("C limit: left out"));
    }

    private static String print(boolean json, BenchResult result, List<LineFit.Point> points, Path plot)
            throws IOException {
        final StringWriter out = new StringWriter();
        final Report report = new Report(new PrintWriter(out, true), json);
        new BenchReport(report, KernelsLookup.find("scalar"), 2).print(result, points, plot);
        return out.toString();
    }

    private static void collect(String name, JsonNode node, Set<String> keys) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), keys));
        } else if (node.isArray()) {
            node.forEach(element -> collect(name + "[]", element, keys));
        } else {
            keys.add(name);
        }
    }

    @Test
    void shouldPrintTheDocumentedKeys() throws IOException {
        final Set<String> keys = new TreeSet<>();
        collect("", JsonMapper.builder().build().readTree(print(true, result(), POINTS, Path.of("x.png"))), keys);

        assertEquals(Readme.keys("bench"), keys);
    }

    @Test
    void shouldPrintMediansAndRatios() throws IOException {
        final JsonNode first = JsonMapper.builder()
                .build()
                .readTree(print(true, result(), null, null))
                .get("figures")
                .get(0);

        assertEquals(3e9, first.get("scalar").asDouble());
        assertEquals(4.0, first.get("overScalar").asDouble());
        assertEquals(0.8, first.get("overC").asDouble());
        assertTrue(first.get("pytorch").isNull() && first.get("overPyTorch").isNull());
    }

    @Test
    void shouldPrintATableForPeople() throws IOException {
        final String text = print(false, result(), null, null);

        assertTrue(text.startsWith("machine: "), text);
        assertTrue(text.contains("4.00 scalar, 0.80 C"), text);
        assertTrue(text.contains("25.00 PyTorch"), text);
        assertTrue(text.contains("geometric mean: 0.80"), text);
        assertTrue(text.contains("C limit: left out"), text);
    }

    @Test
    void shouldPrintTheLineThroughTheCosts() throws IOException {
        // 300 = 100 + 10 · 20, and so on: exactly a line; 1 % of the inputs are the first point's 20 spikes
        final String text = print(false, new BenchResult(List.of(), List.of()), POINTS, Path.of("x.png"));

        assertTrue(
                text.contains("line: 100.0 ns + 10.00 ns a spike, R² 1.0000; 1 % of the inputs cost 200.0 ns more"),
                text);
    }

    @Test
    void shouldDrawTheLine() throws IOException {
        final Path file = directory.resolve("rates.png");

        InputRatePlot.write(file, POINTS, LineFit.of(POINTS));

        assertTrue(ImageIO.read(file.toFile()).getWidth() > 100);
    }
}
