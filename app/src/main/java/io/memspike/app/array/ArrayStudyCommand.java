package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.hardware.Study;
import io.memspike.tasks.hardware.StudyChoice;
import io.memspike.tasks.hardware.StudyDrawing;
import io.memspike.tasks.hardware.StudyMeasure;
import io.memspike.tasks.hardware.StudyResult;
import io.memspike.tasks.plan.ConverterChoice;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** What a model achieves against the strength of an effect, over several devices. */
@Command(
        name = "study",
        description = {
            "Vary one effect of the array and measure a classifier's accuracy, an auto-encoder's error inside holes, or how",
            "well pixels are classified, on several devices at each strength.",
            "Sweeps: read-noise, stuck-at, stuck-on, stuck-off, open, short, adc-bits, adc-nonlinearity, adc-noise,",
            "adc-offset, adc-gain, digital-bits (0: floating point), dac-bits, drift-time, wire-resistance, partitions,",
            "levels, tolerance, resistance-ratio, resistance-deviation; all other effects stay as options say. Converters find their full scale on each array."
        })
final class ArrayStudyCommand extends ExperimentCommand<StudyChoice, StudyResult> {
    private static final int DIGITS = 6;
    private static final int LOGARITHMIC_DIGITS = 4; // equal factors give no round numbers

    ArrayStudyCommand() {
        super(new Study());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        StudyPlot.write(file, (StudyDrawing) what);
    }

    @Override
    protected void say(StudyChoice choice, StudyResult result, Report report) {
        final StudyPlan plan = result.plan();
        report.line(
                "%s on %s: %d %s a point, %d %s",
                choice.model().getFileName(),
                result.cells(),
                plan.repeats(),
                plan.repeats() == 1 ? "device" : "devices",
                result.samples(),
                result.measure() == StudyMeasure.PR_AUC ? "images" : "samples");
        final ConverterPlan converters = plan.fixed().converters();
        if (!converters.isExact()) {
            report.line("converters: %s%s", result.converters(), ConverterChoice.origin(converters, result.trained()));
        }
        final StudyMeasure measure = result.measure();
        report.line("%16s  %10s  %10s", result.sweep(), measure.heading(), "deviation");
        final String row = "%16s  %10." + measure.digits() + "f  %10." + measure.digits() + "f";
        final MathContext rounding = new MathContext(plan.sweep().logarithmic() ? LOGARITHMIC_DIGITS : DIGITS);
        for (final StudyPoint point : result.found()) {
            report.line(
                    row,
                    new BigDecimal(point.value())
                            .round(rounding)
                            .stripTrailingZeros()
                            .toPlainString(),
                    measure.factor() * point.mean(),
                    measure.factor() * point.deviation());
        }
    }
}
