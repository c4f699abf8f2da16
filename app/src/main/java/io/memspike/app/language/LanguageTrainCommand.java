package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageTrain;
import io.memspike.tasks.language.LanguageTrainPlan;
import io.memspike.tasks.language.LanguageTrainResult;
import picocli.CommandLine.Command;

/** Trains a task. */
@Command(name = "train", description = "Train a task on top of an encoder of texts, which stays as it is.")
final class LanguageTrainCommand extends ExperimentCommand<LanguageTrainPlan, LanguageTrainResult> {
    LanguageTrainCommand() {
        super(new LanguageTrain());
    }

    @Override
    protected void say(LanguageTrainPlan plan, LanguageTrainResult result, Report report) {
        report.line(
                "%d classes, %d numbers learnt from %d texts: %.2f %%%s of %d test texts right%s",
                result.classes(),
                result.parameters(),
                result.trainTexts(),
                100 * result.accuracy(),
                deviation(result.deviation()),
                result.testTexts(),
                result.chipAccuracy() == null
                        ? ""
                        : Report.number(", %.2f %%", 100 * result.chipAccuracy()) + deviation(result.chipDeviation())
                                + " on the chip after " + plan.refit().adaptAt());
        report.line(
                "%s%.1f s of training, epoch %d kept: %s",
                result.textsPerSecond() == null
                        ? ""
                        : Report.number("%.0f texts embedded in a second, ", result.textsPerSecond()),
                result.trainingSeconds(),
                result.epoch(),
                result.adapter());
    }

    private static String deviation(Double share) {
        return share == null ? "" : Report.number(" +- %.2f %%", 100 * share);
    }
}
