package io.memspike.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.app.Reference;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.InputRatePlot;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.LineFit;
import io.memspike.bench.PyTorchSetting;
import io.memspike.bench.Runner;
import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bench says about measurements that are made up here: measuring takes minutes. */
class BenchReportTest {
    private static final List<LineFit.Point> POINTS =
            List.of(new LineFit.Point(20, 300), new LineFit.Point(40, 500), new LineFit.Point(200, 2100));

    private static final Runner COMPILED =
            Runner.pyTorch(new PyTorchSetting("compiled", "layers", "inductor", "nhwc", "float32", 20));
    private static final Runner BF16 =
            Runner.pyTorch(new PyTorchSetting("bf16", "layers", "inductor", "nhwc", "bf16", 20));

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
                                .add(Runner.PYTORCH, 1250)
                                .add(COMPILED, 100)
                                .add(BF16, 75)
                                .addDiffering(BF16, 3)),
                List.of("C limit: left out"));
    }

    private static String print(boolean json, BenchResult result, List<LineFit.Point> points, Path plot)
            throws IOException {
        final StringWriter out = new StringWriter();
        final BenchFigures figures =
                BenchFigures.of(result, points, plot, new Run(2, "scalar", Progress.NONE, Drawings.NONE));
        final Report report = new Report(new PrintWriter(out, true), new PrintWriter(out, true), json);
        BenchCommand.say(figures, report);
        report.end(figures);
        return out.toString();
    }

    @Test
    void shouldPrintTheDocumentedKeys() throws IOException {
        final JsonNode printed = JsonMapper.builder().build().readTree(print(true, result(), POINTS, Path.of("x.png")));

        assertEquals(Reference.keys("bench"), Reference.keys(printed));
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
        assertTrue(first.get("bestPyTorch").isNull()
                && first.get("overBestPyTorch").isNull());
        assertTrue(first.get("peers").isEmpty());
    }

    @Test
    void shouldPrintEverySettingOfPyTorchTheMostDemandingFirst() throws IOException {
        final JsonNode second = JsonMapper.builder()
                .build()
                .readTree(print(true, result(), null, null))
                .get("figures")
                .get(1);

        assertEquals(List.of("bf16", "compiled", "eager"), second.get("peers").findValuesAsText("setting"));
        assertEquals(
                JsonMapper.builder()
                        .build()
                        .readTree("{\"setting\": \"bf16\", \"how\": \"layers,inductor,nhwc,bf16,20\", \"median\": 75.0,"
                                + " \"over\": 1.5, \"answersThatDiffer\": 3}"),
                second.get("peers").get(0));
        assertEquals("compiled", second.get("bestPyTorch").asText()); // bf16 is of less precision
        assertEquals(2.0, second.get("overBestPyTorch").asDouble());
        assertEquals(1250.0, second.get("pytorch").asDouble()); // the plain program, as ever
        assertEquals(25.0, second.get("overPyTorch").asDouble());
    }

    @Test
    void shouldPrintATableForPeople() throws IOException {
        final String text = print(false, result(), null, null);

        assertTrue(text.startsWith("machine: "), text);
        assertTrue(text.contains("4.00 scalar, 0.80 C"), text);
        assertTrue(
                text.contains("1.50 PyTorch bf16 (3 answers differ), 2.00 PyTorch compiled, 25.00 PyTorch eager"),
                text);
        assertTrue(text.contains("PyTorch compiled: layers, inductor, nhwc, float32, 20 at a time"), text);
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
