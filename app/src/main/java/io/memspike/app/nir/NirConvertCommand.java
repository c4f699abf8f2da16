package io.memspike.app.nir;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.nir.NirConvertPlan;
import io.memspike.tasks.nir.NirConvertResult;
import io.memspike.tasks.nir.NirConverting;
import picocli.CommandLine.Command;

/** Makes a model of a network in NIR. */
@Command(
        name = "convert",
        description = "Make a model of a network in NIR, which trains, is pruned, lies on hardware like any other.")
final class NirConvertCommand extends ExperimentCommand<NirConvertPlan, NirConvertResult> {
    NirConvertCommand() {
        super(new NirConverting());
    }

    @Override
    protected void say(NirConvertPlan plan, NirConvertResult result, Report report) {
        report.line("discretisation  %s", result.discretisation());
        result.notes().forEach(note -> report.line("note            %s", note));
        report.line("written         %s: %d nodes, %d numbers", result.out(), result.nodes(), result.parameters());
    }
}
