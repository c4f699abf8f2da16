package io.memspike.app.array;

import io.memspike.app.cli.Report;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.BinaryTraining;
import io.memspike.tasks.array.PartitionStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code array partition} says, as a table and as JSON. */
final class PartitionReport {
    private final Report report;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    PartitionReport(Report report) {
        this.report = report;
    }

    void ideal(PartitionStudy.Evaluation ideal) {
        report.line("horizontal  vertical  crossbars  accuracy  gain as trained   power");
        report.line(
                "%-31s %6.2f %%  %15s  %5.0f mW",
                "without resistance of wires", 100 * ideal.accuracy(), "", 1e3 * ideal.powerWatts());
        report.put("accuracyIdeal", ideal.accuracy()).put("powerIdealWatts", ideal.powerWatts());
    }

    void result(PartitionStudy.Result result) {
        final List<Integer> horizontal =
                result.partitions().stream().map(Partition::horizontal).toList();
        final List<Integer> vertical =
                result.partitions().stream().map(Partition::vertical).toList();
        report.line(
                "%-10s  %-8s  %9d  %6.2f %%  %13.2f %%  %5.0f mW",
                list(horizontal),
                list(vertical),
                result.crossbars(),
                100 * result.accuracy(),
                100 * result.accuracyGainAsTrained(),
                1e3 * result.powerWatts());
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("horizontal", horizontal);
        row.put("vertical", vertical);
        row.put("crossbars", result.crossbars());
        row.put("accuracy", result.accuracy());
        row.put("accuracyGainAsTrained", result.accuracyGainAsTrained());
        row.put("powerWatts", result.powerWatts());
        row.put("gainCorrections", result.corrections());
        rows.add(row);
    }

    private static String list(List<Integer> parts) {
        return parts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    void end(BinaryTraining plan, double trainSeconds, int testSamples, Path plot) throws IOException {
        report.line("accuracy on %d test digits; trained in %.0f s", testSamples, trainSeconds);
        if (plot != null) {
            report.line("plot %s", plot);
        }
        report.put("configurations", rows)
                .put("testSamples", testSamples)
                .put("epochs", plan.epochs())
                .put("trainSeconds", trainSeconds)
                .put("seed", plan.seed())
                .put("plot", plot == null ? null : plot.toString())
                .end();
    }
}
