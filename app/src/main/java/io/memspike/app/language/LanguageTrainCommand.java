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
                "%d classes, %d numbers learnt from %d texts: %.2f %% of %d test texts right",
                result.classes(),
                result.parameters(),
                result.trainTexts(),
                100 * result.accuracy(),
                result.testTexts());
        report.line(
                "%.0f texts embedded in a second, %.1f s of training: %s",
                result.textsPerSecond(), result.trainingSeconds(), result.adapter());
    }
}
