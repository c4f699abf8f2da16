package io.memspike.app.nir;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.nir.NirEvaluatePlan;
import io.memspike.tasks.nir.NirEvaluateResult;
import io.memspike.tasks.nir.NirEvaluating;
import picocli.CommandLine.Command;

/** Classifies recordings with a network in NIR. */
@Command(
        name = "evaluate",
        description = "Classify recordings with a network in NIR: the class is the output with most spikes.")
final class NirEvaluateCommand extends ExperimentCommand<NirEvaluatePlan, NirEvaluateResult> {
    NirEvaluateCommand() {
        super(new NirEvaluating());
    }

    @Override
    protected void say(NirEvaluatePlan plan, NirEvaluateResult result, Report report) {
        report.line("discretisation  %s", result.discretisation());
        result.notes().forEach(note -> report.line("note            %s", note));
        report.line(
                "accuracy        %.2f %% of %d samples of %d steps",
                100 * result.accuracy(), result.samples(), result.steps());
        result.spikesPerSample()
                .forEach((node, spikes) -> report.line("spikes          %s: %.1f a sample", node, spikes));
    }
}
