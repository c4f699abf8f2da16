package io.memspike.app.bench;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Measures how fast this is here. */
@Command(
        name = "bench",
        description = {
            "Measure speed on this machine: scalar against SIMD and, where present, PyTorch and the limit in C.",
            "Takes two minutes."
        })
public final class BenchCommand extends ExperimentCommand<BenchSettings, BenchFigures> {
    private static final String MAIN = "io.memspike.app.Main";
    private static final String ROW = "%-46s %9s %9s %9s %9s  %-22s %s";

    /** For the command line. */
    public BenchCommand() {
        super(new Measuring());
    }

    /** Starts a Memspike in a fresh process: with this one's Java, options and classes. */
    public static List<String> memspike() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return command;
    }

    @Override
    protected void say(BenchSettings plan, BenchFigures result, Report report) {
        say(result, report);
    }

    static void say(BenchFigures result, Report report) {
        report.line(
                "machine: %s, %d cores, Java %s, kernels %s (%s)",
                result.processor(), result.cores(), result.java(), result.kernels(), result.kernelsReason());
        if (!result.figures().isEmpty()) {
            report.line(ROW, "median", "scalar", "SIMD", "C", "PyTorch", "unit", "times as fast");
        }
        for (final BenchFigures.Row row : result.figures()) {
            report.line("%s", row(row));
        }
        result.figures().stream() // what settings stand for; the column has the fastest in float32
                .flatMap(row -> row.peers().stream())
                .map(peer -> String.format(
                        Locale.ROOT,
                        "PyTorch %s: %s at a time",
                        peer.setting(),
                        peer.how().replace(",", ", ")))
                .distinct()
                .forEach(setting -> report.line("%s", setting));
        if (result.accumulateOverC() != null) {
            report.line("accumulation against C, geometric mean: %.2f", result.accumulateOverC());
        }
        costs(result, report);
        result.notes().forEach(note -> report.line("%s", note));
    }

    /** One figure as a line of the table. */
    static String row(BenchFigures.Row row) {
        return String.format(
                Locale.ROOT,
                ROW,
                row.name(),
                number(row.scalar()),
                number(row.simd()),
                number(row.c()),
                number(row.bestPyTorchMedian()),
                row.unit(),
                ratios(row));
    }

    private static void costs(BenchFigures result, Report report) {
        final BenchFigures.Line line = result.line();
        for (final BenchFigures.Cost cost : result.inputRates()) {
            report.line(
                    "%4.0f spikes: %8.1f ns, on the line %8.1f ns",
                    cost.spikes(), cost.nanos(), line.interceptNanos() + line.nanosPerSpike() * cost.spikes());
        }
        if (line != null) {
            report.line(
                    "line: %.1f ns + %.2f ns a spike, R² %.4f; 1 %% of the inputs cost %.1f ns more; plot %s",
                    line.interceptNanos(),
                    line.nanosPerSpike(),
                    line.determination(),
                    line.onePercentNanos(),
                    result.plot());
        }
    }

    private static String ratios(BenchFigures.Row row) {
        final List<String> ratios = new ArrayList<>();
        if (row.simd() != null && row.overScalar() != null) {
            ratios.add(String.format(Locale.ROOT, "%.2f scalar", row.overScalar()));
        }
        if (row.overC() != null) {
            ratios.add(String.format(Locale.ROOT, "%.2f C", row.overC()));
        }
        for (final BenchFigures.Peer peer : row.peers()) {
            final Integer differing = peer.answersThatDiffer();
            ratios.add(String.format(
                    Locale.ROOT,
                    "%.2f PyTorch %s%s",
                    peer.over(),
                    peer.setting(),
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
}
