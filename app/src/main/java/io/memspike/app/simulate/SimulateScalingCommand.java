package io.memspike.app.simulate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.ScalingPlot;
import io.memspike.tasks.simulate.SimulateScaling;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Simulates one network in many sizes. */
@Command(
        name = "scaling",
        description = {
            "Simulate one network in many sizes, each on its own: bytes a synapse takes, and synaptic events a second. A million",
            "neurons of which each hears 100 have 100 million synapses."
        })
final class SimulateScalingCommand extends ExperimentCommand<SimulateScaling.Plan, SimulateScaling.Result> {
    SimulateScalingCommand() {
        super(new SimulateScaling());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        ScalingPlot.write(file, (SimulateScaling.Drawing) what);
    }

    @Override
    protected void say(SimulateScaling.Plan plan, SimulateScaling.Result result, Report report) {
        report.line("%s s of each on %d threads", result.simulatedSeconds(), result.threads());
        report.line(
                "%10s %8s %12s %8s %9s %9s %12s",
                "neurons", "inputs", "synapses", "bytes", "drawn, s", "run, s", "events/s");
        for (final SimulateScaling.Size size : result.sizes()) {
            report.line(
                    "%,10d %,8d %,12d %8.2f %9.3f %9.4f %,12.0f",
                    size.neurons(),
                    size.inputs(),
                    size.synapses(),
                    size.bytesPerSynapse(),
                    size.buildSeconds(),
                    size.wallSeconds(),
                    size.eventsPerSecond());
        }
    }
}
