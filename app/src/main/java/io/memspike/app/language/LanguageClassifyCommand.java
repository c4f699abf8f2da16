package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageClassify;
import picocli.CommandLine.Command;

/** Classifies a text. */
@Command(name = "classify", description = "Say what class a text is of, for each of several tasks on one encoder.")
final class LanguageClassifyCommand extends ExperimentCommand<LanguageClassify.Plan, LanguageClassify.Result> {
    LanguageClassifyCommand() {
        super(new LanguageClassify());
    }

    @Override
    protected void say(LanguageClassify.Plan plan, LanguageClassify.Result result, Report report) {
        for (final LanguageClassify.Answer answer : result.answers()) {
            report.line(
                    "%-30s %5.1f %%  one of %d classes of %s",
                    answer.label(), 100 * answer.probability(), answer.classes(), answer.adapter());
        }
    }
}
