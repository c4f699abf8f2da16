package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageEvaluate;
import io.memspike.tasks.language.LanguageEvaluatePlan;
import io.memspike.tasks.language.LanguageEvaluateResult;
import picocli.CommandLine.Command;

/** Judges tasks in memory and on chips. */
@Command(
        name = "evaluate",
        description = {"Say how well tasks do on an encoder in memory, and on chips that hold it once for all of them."
        })
final class LanguageEvaluateCommand extends ExperimentCommand<LanguageEvaluatePlan, LanguageEvaluateResult> {
    LanguageEvaluateCommand() {
        super(new LanguageEvaluate());
    }

    @Override
    protected void say(LanguageEvaluatePlan plan, LanguageEvaluateResult result, Report report) {
        for (final LanguageEvaluateResult.Task task : result.tasks()) {
            report.line(
                    "%s: %d classes, %d texts; %.2f%s %% in memory%s; %d numbers learnt, %.1f kB",
                    task.task().getFileName(),
                    task.classes(),
                    task.texts(),
                    100 * task.digital(),
                    task.digitalDeviation() == null ? "" : Report.number(" +- %.2f", 100 * task.digitalDeviation()),
                    onChips(task),
                    task.numbers(),
                    task.bytes() / 1e3);
        }
        if (result.chips() > 0) {
            report.line(
                    "%.2f million weights on each chip, %.2f million numbers beside it; conductances %s",
                    result.weights() / 1e6,
                    result.digitalNumbers() / 1e6,
                    result.unchanged() ? "the same bits for each task" : "DIFFERENT");
        }
    }

    private static String onChips(LanguageEvaluateResult.Task task) {
        if (task.accuracy() == null) {
            return "";
        }
        return Report.number(", %.2f", 100 * task.accuracy())
                + (task.deviation() == null ? "" : Report.number(" +- %.2f", 100 * task.deviation()))
                + " % on " + task.accuracies().size() + (task.accuracies().size() == 1 ? " chip" : " chips");
    }
}
