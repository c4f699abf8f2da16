package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.hardware.Sums;
import io.memspike.tasks.hardware.SumsPlan;
import io.memspike.tasks.hardware.SumsResult;
import picocli.CommandLine.Command;

/** What the columns of binary layers are read as. */
@Command(
        name = "sums",
        description = {
            "Read the columns of a model of binary weights on arrays of 64 x 64 that add up resistances, with a time-to-digital",
            "converter each: what comes out beside what is true, and what it takes."
        })
final class ArraySumsCommand extends ExperimentCommand<SumsPlan, SumsResult> {
    ArraySumsCommand() {
        super(new Sums());
    }

    @Override
    protected void say(SumsPlan plan, SumsResult result, Report report) {
        report.line("%s on %s: %d samples", plan.model().getFileName(), result.device(), result.samples());
        report.line(
                "%12s  %12s  %10s  %10s  %10s  %10s", "layer", "columns read", "mean error", "RMS error", "nJ", "µs");
        for (final SumsResult.Layer layer : result.layers()) {
            report.line(
                    "%12s  %12d  %10.3f  %10.3f  %10.4f  %10.4f",
                    layer.node(),
                    layer.reads(),
                    layer.meanError(),
                    layer.rootMeanSquareError(),
                    1e9 * layer.joules(),
                    1e6 * layer.seconds());
        }
        report.line("an inference: %.4f nJ, %.4f µs", 1e9 * result.joules(), 1e6 * result.seconds());
    }
}
