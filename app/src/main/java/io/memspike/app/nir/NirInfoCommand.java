package io.memspike.app.nir;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.nir.NirInfo;
import io.memspike.tasks.nir.NirInfoPlan;
import io.memspike.tasks.nir.NirInfoResult;
import picocli.CommandLine.Command;

/** Tells what a file in NIR says. */
@Command(
        name = "info",
        description = "Tell the nodes and edges of a network in NIR; graphs in the graph are made flat.")
final class NirInfoCommand extends ExperimentCommand<NirInfoPlan, NirInfoResult> {
    NirInfoCommand() {
        super(new NirInfo());
    }

    @Override
    protected void say(NirInfoPlan plan, NirInfoResult result, Report report) {
        final int width = result.nodes().stream()
                .mapToInt(row -> row.node().length())
                .max()
                .orElse(1);
        for (final NirInfoResult.Row row : result.nodes()) {
            report.line("%-" + width + "s  %-9s  %s", row.node(), row.type(), row.parameters());
        }
        for (final NirInfoResult.Link edge : result.edges()) {
            report.line("%s → %s", edge.from(), edge.to());
        }
        result.notes().forEach(note -> report.line("note: %s", note));
        report.line(
                "%s: NIR %s, %d nodes, %d edges",
                result.graph(),
                result.version(),
                result.nodes().size(),
                result.edges().size());
    }
}
