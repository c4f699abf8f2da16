package io.memspike.app.nir;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.nir.NirRunPlan;
import io.memspike.tasks.nir.NirRunResult;
import io.memspike.tasks.nir.NirRunning;
import picocli.CommandLine.Command;

/** Runs a network in NIR. */
@Command(
        name = "run",
        description = {
            "Run a network in NIR on an array, and write what its nodes do at every step.",
            "What such files leave open, --as takes from a tool; the options beside it change single things."
        })
final class NirRunCommand extends ExperimentCommand<NirRunPlan, NirRunResult> {
    NirRunCommand() {
        super(new NirRunning());
    }

    @Override
    protected void say(NirRunPlan plan, NirRunResult result, Report report) {
        report.line("discretisation  %s", result.discretisation());
        result.notes().forEach(note -> report.line("note            %s", note));
        report.line("samples         %d of %d steps", result.samples(), result.steps());
        for (final NirRunResult.Fired fired : result.spikes()) {
            report.line("spikes          %s: %.1f a sample", fired.node(), fired.perSample());
        }
        report.line("recorded        %s of %s", result.recorded(), String.join(", ", result.record()));
    }
}
