package io.memspike.app.bench;

import io.memspike.app.cli.Report;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.LineFit;
import io.memspike.bench.PyTorchSetting;
import io.memspike.bench.Runner;
import io.memspike.core.kernel.KernelsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what was measured: a table for people, or the JSON object. */
final class BenchReport {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private final Report report;
    private final KernelsLookup.Choice kernels;
    private final int threads;

    BenchReport(Report report, KernelsLookup.Choice kernels, int threads) {
        this.report = report;
        this.kernels = kernels;
        this.threads = threads;
    }

    /** Prints; {@code points} and {@code plot} are null where the cost against spikes was not measured. */
    void print(BenchResult result, List<LineFit.Point> points, Path plot) throws IOException {
        final String processor = processor();
        report.line(
                "machine: %s, %d cores, Java %s, kernels %s (%s)",
                processor,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                kernels.kernels().name(),
                kernels.reason());
        report.put("processor", processor)
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("kernels", kernels.kernels().name())
                .put("threads", threads);
        figures(result);
        line(points, plot);
        result.notes().forEach(note -> report.line("%s", note));
        report.put("notes", result.notes()).end();
    }

    private void figures(BenchResult result) {
        if (!result.figures().isEmpty()) {
            report.line(
                    "%-46s %9s %9s %9s %9s  %-22s %s",
                    "median", "scalar", "SIMD", "C", "PyTorch", "unit", "times as fast");
        }
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (final Figure figure : result.figures()) {
            report.line(
                    "%-46s %9s %9s %9s %9s  %-22s %s",
                    figure.name(),
                    number(figure.median(Runner.SCALAR)),
                    number(figure.median(Runner.SIMD)),
                    number(figure.median(Runner.C)),
                    number(figure.median(figure.bestPyTorch())),
                    figure.unit(),
                    ratios(figure));
            rows.add(row(figure));
        }
        settings(result.figures());
        if (result.accumulateOverC() != null) {
            report.line("accumulation against C, geometric mean: %.2f", result.accumulateOverC());
        }
        report.put("figures", rows).put("accumulateOverC", result.accumulateOverC());
    }

    /** What the names of PyTorch's settings stand for; the column has the fastest in float32. */
    private void settings(List<Figure> figures) {
        figures.stream()
                .flatMap(figure -> figure.pyTorch().stream())
                .map(Runner::setting)
                .distinct()
                .forEach(setting -> report.line(
                        "PyTorch %s: %s", setting.name(), setting.argument().replace(",", ", ") + " at a time"));
    }

    private static Map<String, Object> row(Figure figure) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", figure.name());
        row.put("unit", figure.unit());
        row.put("scalar", figure.median(Runner.SCALAR));
        row.put("simd", figure.median(Runner.SIMD));
        row.put("c", figure.median(Runner.C));
        row.put("pytorch", figure.median(Runner.PYTORCH));
        row.put("overScalar", figure.over(Runner.SCALAR));
        row.put("overC", figure.over(Runner.C));
        row.put("overPyTorch", figure.over(Runner.PYTORCH));
        final Runner best = figure.bestPyTorch();
        row.put("bestPyTorch", best == null ? null : best.setting().name());
        row.put("overBestPyTorch", figure.over(best));
        row.put(
                "peers",
                figure.pyTorch().stream().map(peer -> peer(figure, peer)).toList());
        row.put("bytesPerOperation", figure.bytesPerOperation());
        row.put("modelledPicojoules", figure.picojoulesPerOperation());
        return row;
    }

    private static Map<String, Object> peer(Figure figure, Runner peer) {
        final PyTorchSetting setting = peer.setting();
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("setting", setting.name());
        row.put("how", setting.argument());
        row.put("median", figure.median(peer));
        row.put("over", figure.over(peer));
        row.put("answersThatDiffer", figure.differing(peer));
        return row;
    }

    private static String ratios(Figure figure) {
        final List<String> ratios = new ArrayList<>();
        if (figure.median(Runner.SIMD) != null && figure.over(Runner.SCALAR) != null) {
            ratios.add(String.format(Locale.ROOT, "%.2f scalar", figure.over(Runner.SCALAR)));
        }
        if (figure.over(Runner.C) != null) {
            ratios.add(String.format(Locale.ROOT, "%.2f C", figure.over(Runner.C)));
        }
        for (final Runner peer : figure.pyTorch()) {
            final Integer differing = figure.differing(peer);
            ratios.add(String.format(
                    Locale.ROOT,
                    "%.2f PyTorch %s%s",
                    figure.over(peer),
                    peer.setting().name(),
                    differing == null || differing == 0 ? "" : " (" + differing + " answers differ)"));
        }
        return String.join(", ", ratios);
    }

    private static String number(Double value) {
        if (value == null) {
            return "-";
        }
        if (value >= 1e9) {
            return String.format(Locale.ROOT, "%.2f G", value / 1e9);
        }
        return String.format(Locale.ROOT, value >= 1e6 ? "%.0f k" : "%.1f", value >= 1e6 ? value / 1e3 : value);
    }

    private void line(List<LineFit.Point> points, Path plot) {
        final List<Map<String, Object>> rows = new ArrayList<>();
        if (points == null) {
            report.put("inputRates", rows).put("line", null).put("plot", null);
            return;
        }
        final LineFit fit = LineFit.of(points);
        final double onePercent = fit.slope() * points.get(0).x(); // the first point is measured at 1 %
        for (final LineFit.Point point : points) {
            report.line("%4.0f spikes: %8.1f ns, on the line %8.1f ns", point.x(), point.y(), fit.at(point.x()));
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put("spikes", point.x());
            row.put("nanos", point.y());
            rows.add(row);
        }
        report.line(
                "line: %.1f ns + %.2f ns a spike, R² %.4f; 1 %% of the inputs cost %.1f ns more; plot %s",
                fit.intercept(), fit.slope(), fit.determination(), onePercent, plot);
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put("interceptNanos", fit.intercept());
        line.put("nanosPerSpike", fit.slope());
        line.put("onePercentNanos", onePercent);
        line.put("determination", fit.determination());
        report.put("inputRates", rows).put("line", line).put("plot", plot.toString());
    }

    /** The processor's name where Linux tells it, else its architecture. */
    private static String processor() {
        try {
            for (final String line : Files.readAllLines(PROCESSOR)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux
        }
        return System.getProperty("os.arch");
    }
}
