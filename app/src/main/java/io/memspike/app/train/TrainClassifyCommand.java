package io.memspike.app.train;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.train.LearningCurve;
import io.memspike.tasks.train.TrainClassify;
import io.memspike.tasks.train.TrainClassifyPlan;
import io.memspike.tasks.train.TrainClassifyResult;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Trains a classifier. */
@Command(
        name = "classify",
        description = {
            "Train a classifier of camera events.",
            "A checkpoint is kept beside the model until training is done; --resume goes on from it to the same bits."
        })
final class TrainClassifyCommand extends ExperimentCommand<TrainClassifyPlan, TrainClassifyResult> {
    TrainClassifyCommand() {
        super(new TrainClassify());
    }

    @Override
    protected void sayNews(Record news, TrainClassifyPlan plan, Report report) {
        Epochs.say(news, report);
    }

    @Override
    protected void say(TrainClassifyPlan plan, TrainClassifyResult result, Report report) {
        if (result.deviation() != null) {
            report.line(
                    "%d trainings: test accuracy %.2f %% in the mean, standard deviation %.2f points",
                    plan.repeats(), 100 * result.accuracy(), 100 * result.deviation());
            if (result.chipDeviation() != null) {
                report.line(
                        "on %d other chips each %.2f %% in the mean, standard deviation %.2f points",
                        result.chips(), 100 * result.chipAccuracy(), 100 * result.chipDeviation());
            }
        }
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        LearningCurves.write(file, (LearningCurve) what);
    }
}
