package io.memspike.app.lava;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.lava.LavaRunPlan;
import io.memspike.tasks.lava.LavaRunResult;
import io.memspike.tasks.lava.LavaRunning;
import picocli.CommandLine.Command;

/** Runs a network of lava-dl. */
@Command(
        name = "run",
        description = "Run a network of lava-dl in Loihi's integers, and write the spikes of every layer.")
final class LavaRunCommand extends ExperimentCommand<LavaRunPlan, LavaRunResult> {
    LavaRunCommand() {
        super(new LavaRunning());
    }

    @Override
    protected void say(LavaRunPlan plan, LavaRunResult result, Report report) {
        for (final LavaRunResult.Layer layer : result.layers()) {
            report.line("layer %-3d %-10s %10d spikes  %s", layer.layer(), layer.type(), layer.spikes(), layer.shape());
        }
        result.notes().forEach(note -> report.line("note: %s", note));
        report.line(
                "%d spikes in %d steps, %.3f s: %s", result.spikes(), result.steps(), result.seconds(), result.out());
    }
}
