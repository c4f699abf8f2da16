package io.memspike.app.evaluate;

import io.memspike.app.cli.Report;
import io.memspike.tasks.neurobench.NeuroBench;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of NeuroBench, for people and as a key. */
final class NeuroBenchTable {
    private NeuroBenchTable() {}

    static void add(Report report, NeuroBench figures) {
        final Double rate = figures.executionRateHertz();
        report.line("NeuroBench          of a mean sample; operations with a zero are not effective");
        report.line("  footprint         %,d bytes", figures.footprintBytes());
        report.line(
                "  execution rate    %s",
                rate == null
                        ? "not known: --bin-ms says how long a step is"
                        : String.format(Locale.ROOT, "%.1f Hz", rate));
        report.line(
                "  sparsity          %.4f of connections, %.4f of activations",
                figures.connectionSparsity(), figures.activationSparsity());
        report.line(
                "  operations        %,.0f dense, %,.0f effective MACs, %,.0f effective ACs",
                figures.denseOperations(), figures.effectiveMacs(), figures.effectiveAcs());
        final Map<String, Object> keys = new LinkedHashMap<>(); // reading a record's would take part in every start
        keys.put("footprintBytes", figures.footprintBytes());
        keys.put("executionRateHertz", rate);
        keys.put("connectionSparsity", figures.connectionSparsity());
        keys.put("activationSparsity", figures.activationSparsity());
        keys.put("denseOperations", figures.denseOperations());
        keys.put("effectiveMacs", figures.effectiveMacs());
        keys.put("effectiveAcs", figures.effectiveAcs());
        report.put("neuroBench", keys);
    }
}
