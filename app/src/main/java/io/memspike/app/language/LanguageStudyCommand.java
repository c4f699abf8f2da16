package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.RankPlot;
import io.memspike.tasks.language.LanguageStudy;
import io.memspike.tasks.language.LanguageStudyPlan;
import io.memspike.tasks.language.LanguageStudyResult;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Adapters of several ranks, or for several converters. */
@Command(
        name = "study",
        description =
                "Train adapters of several ranks, or for converters of several bits, and say how well they do on chips.")
final class LanguageStudyCommand extends ExperimentCommand<LanguageStudyPlan, LanguageStudyResult> {
    LanguageStudyCommand() {
        super(new LanguageStudy());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        RankPlot.write(file, (LanguageStudyResult.Drawing) what);
    }

    @Override
    protected void say(LanguageStudyPlan plan, LanguageStudyResult result, Report report) {
        report.line(
                "%d texts learnt, %d judged by, %d chips of %s, right (%%)",
                result.trainTexts(),
                result.testTexts(),
                result.chips(),
                plan.chip().device());
        report.line(
                "%5s %10s %8s %15s %15s%s",
                result.sweep(), "numbers", "memory", "fresh", result.age(), plan.isOfBits() ? "   not readapted" : "");
        for (final LanguageStudyResult.Point point : result.points()) {
            report.line(
                    "%5d %10d %8.2f %15s %15s%s",
                    point.value(),
                    point.numbers(),
                    100 * point.digital(),
                    shares(point.fresh()),
                    shares(point.aged()),
                    point.freshBefore() == null
                            ? ""
                            : "   " + shares(point.freshBefore()) + ", " + shares(point.agedBefore()));
        }
    }

    private static String shares(LanguageStudyResult.Shares shares) {
        return Report.number("%.2f", 100 * shares.mean())
                + (shares.deviation() == null ? "" : Report.number(" +- %.2f", 100 * shares.deviation()));
    }
}
