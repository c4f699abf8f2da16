package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.AgePlot;
import io.memspike.tasks.language.LanguageAge;
import io.memspike.tasks.language.LanguageAgePlan;
import io.memspike.tasks.language.LanguageAgeResult;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** A task on chips that age. */
@Command(
        name = "age",
        description = "Say how well a task does on chips as their cells drift, with drift compensation and without.")
final class LanguageAgeCommand extends ExperimentCommand<LanguageAgePlan, LanguageAgeResult> {
    LanguageAgeCommand() {
        super(new LanguageAge());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        AgePlot.write(file, (LanguageAgeResult.Drawing) what);
    }

    @Override
    protected void say(LanguageAgePlan plan, LanguageAgeResult result, Report report) {
        report.line(
                "%s: %.2f %% of %d texts in memory; on %d chips of %s",
                plan.adapter().getFileName(),
                100 * result.digital(),
                result.texts(),
                result.chips(),
                plan.chip().device());
        report.line("%8s %12s %6s %10s %6s", "time", "compensated", "+-", "without", "+-");
        for (final LanguageAgeResult.Point point : result.points()) {
            report.line(
                    "%8s %12.2f %6s %10.2f %6s",
                    point.time(),
                    100 * point.compensated(),
                    deviation(point.compensatedDeviation()),
                    100 * point.plain(),
                    deviation(point.plainDeviation()));
        }
    }

    private static String deviation(Double share) {
        return Report.number("%.2f", share == null ? Double.NaN : 100 * share);
    }
}
