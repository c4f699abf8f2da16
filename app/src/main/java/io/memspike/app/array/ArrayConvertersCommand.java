package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.ConverterStudyPlot;
import io.memspike.tasks.hardware.ConverterStudy;
import io.memspike.tasks.hardware.ConverterStudyDrawing;
import io.memspike.tasks.hardware.ConverterStudyPlan;
import io.memspike.tasks.hardware.ConverterStudyResult;
import io.memspike.tasks.hardware.ConverterStudyResult.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Accuracy behind converters, with training that knew of them and without, and what fewer bits save. */
@Command(
        name = "converters",
        description = {
            "Put a classifier that was trained without converters behind those of models that were trained with them: what the",
            "converters cost, what training with them brings back, and what a conversion of so many bits takes."
        })
final class ArrayConvertersCommand extends ExperimentCommand<ConverterStudyPlan, ConverterStudyResult> {
    ArrayConvertersCommand() {
        super(new ConverterStudy());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        ConverterStudyPlot.write(file, (ConverterStudyDrawing) what);
    }

    @Override
    protected void say(ConverterStudyPlan plan, ConverterStudyResult result, Report report) {
        report.line(
                "%s: %.2f %% of %d samples without converters; %.1f nJ an inference behind converters of %d bits",
                plan.model().getFileName(),
                100 * result.idealAccuracy(),
                result.samples(),
                1e9 * result.idealJoules(),
                ConverterStudyPlan.USUAL_BITS);
        report.line(
                "%4s %8s %8s %8s %8s %10s %16s %9s %9s  %s",
                "bits", "plain", "+-", "aware", "+-", "back", "conversion (fJ)", "ADC (nJ)", "all (nJ)", "converters");
        for (final Point each : result.points()) {
            report.line(
                    "%4d %8.2f %8.2f %8.2f %8.2f %10s %16.2f %9.2f %9.2f  %s",
                    each.bits(),
                    100 * each.plainAccuracy(),
                    100 * each.plainDeviation(),
                    100 * each.awareAccuracy(),
                    100 * each.awareDeviation(),
                    each.broughtBack() == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * each.broughtBack()),
                    1e15 * each.conversionJoules(),
                    1e9 * each.adcJoules(),
                    1e9 * each.arrayJoules(),
                    each.converters());
        }
        if (result.plot() != null) {
            report.line("plot                %s", result.plot());
        }
    }
}
