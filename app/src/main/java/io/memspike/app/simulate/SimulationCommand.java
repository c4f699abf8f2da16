package io.memspike.app.simulate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.RasterPlot;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.simulate.RasterDrawing;
import io.memspike.tasks.simulate.SimulatePlan;
import io.memspike.tasks.simulate.SimulateResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What all networks have in common. */
abstract class SimulationCommand extends ExperimentCommand<SimulatePlan, SimulateResult> {
    SimulationCommand(Experiment<SimulatePlan, SimulateResult> experiment) {
        super(experiment);
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        RasterPlot.write(file, (RasterDrawing) what);
    }

    @Override
    protected void say(SimulatePlan plan, SimulateResult result, Report report) {
        report.line(
                "%,d neurons, %,d synapses %s, drawn in %.2f s",
                result.neurons(),
                result.synapses(),
                result.bytesPerSynapse() == null
                        ? "of a graph"
                        : String.format(Locale.ROOT, "of %.2f bytes", result.bytesPerSynapse()),
                result.buildSeconds());
        report.line(
                "%.4f s for %s s: %,d spikes, %,d synaptic events, %.1f million a second",
                result.wallSeconds(),
                result.simulatedSeconds(),
                result.spikes(),
                result.synapticEvents(),
                result.eventsPerSecond() / 1e6);
        report.line(
                "after %s s    %.2f Hz, CV of intervals %s, Fano factor in 3 ms %s",
                result.afterSeconds(), result.rateHz(), known(result.cvIsi()), known(result.fano3ms()));
    }

    private static String known(Double value) {
        return value == null ? "unknown, too few spikes" : String.format(Locale.ROOT, "%.3f", value);
    }
}
