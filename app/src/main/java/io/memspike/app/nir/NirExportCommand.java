package io.memspike.app.nir;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.nir.NirExportPlan;
import io.memspike.tasks.nir.NirExportResult;
import io.memspike.tasks.nir.NirExporting;
import picocli.CommandLine.Command;

/** Writes a model in NIR. */
@Command(name = "export", description = "Write a model in NIR; what NIR does not have is refused by node and kind.")
final class NirExportCommand extends ExperimentCommand<NirExportPlan, NirExportResult> {
    NirExportCommand() {
        super(new NirExporting());
    }

    @Override
    protected void say(NirExportPlan plan, NirExportResult result, Report report) {
        report.line("discretisation  %s", result.discretisation());
        result.notes().forEach(note -> report.line("note            %s", note));
        report.line("written         %s: %d nodes, %d edges", result.out(), result.nodes(), result.edges());
    }
}
