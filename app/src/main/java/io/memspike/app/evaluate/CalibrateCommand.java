package io.memspike.app.evaluate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.CurvePlot;
import io.memspike.earlyexit.Interval;
import io.memspike.tasks.evaluate.Calibrate;
import io.memspike.tasks.evaluate.ExitDrawing;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Finds the early-stop threshold of a model and shows the whole curve. */
@Command(
        name = "calibrate",
        description = {
            "Find the early-stop threshold that keeps a wanted accuracy with the fewest steps,",
            "on training samples that were held out of training."
        })
public final class CalibrateCommand extends ExperimentCommand<Calibrate.Plan, Calibrate.Result> {
    /** For the command line. */
    public CalibrateCommand() {
        super(new Calibrate());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        CurvePlot.write(file, (ExitDrawing) what);
    }

    @Override
    protected void say(Calibrate.Plan plan, Calibrate.Result result, Report report) {
        report.line("threshold  accuracy  mean steps");
        for (final Calibrate.Result.Point each : result.curve()) {
            report.line("%9.3f  %7.2f %%  %10.2f", each.threshold(), 100 * each.accuracy(), each.meanSteps());
        }
        final Interval likely = result.calibration().accuracyInterval();
        report.line(
                "chosen: %s above %.4f: accuracy %.2f %% (all %d steps %.2f %%) at %.2f steps, on %d held-out samples;"
                        + " true accuracy in [%.2f, %.2f] %% with 95 %% confidence",
                result.policy(),
                result.threshold(),
                100 * result.accuracy(),
                result.steps(),
                100 * result.accuracyAllSteps(),
                result.meanSteps(),
                result.samples(),
                100 * likely.low(),
                100 * likely.high());
        if (result.plot() != null) {
            report.line("plot %s", result.plot());
        }
        if (result.model() != null) {
            report.line("model %s", result.model());
        }
    }
}
