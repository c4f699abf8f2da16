package io.memspike.app.evaluate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.ScorePlot;
import io.memspike.tasks.segment.ScoreDrawing;
import io.memspike.tasks.segment.Segment;
import io.memspike.tasks.segment.SegmentPlan;
import io.memspike.tasks.segment.SegmentResult;
import io.memspike.tasks.segment.SegmentationQuality;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Finds vessels in images, and tells how well. */
@Command(
        name = "segment",
        description = {
            "Classify every pixel of images: maps of probability, pictures of what is found,",
            "and how well where somebody has drawn what is there."
        })
public final class SegmentCommand extends ExperimentCommand<SegmentPlan, SegmentResult> {
    /** For the command line. */
    public SegmentCommand() {
        super(new Segment());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        ScorePlot.write(file, (ScoreDrawing) what);
    }

    @Override
    protected void say(SegmentPlan plan, SegmentResult result, Report report) {
        if (result.all() != null) {
            report.line("PR AUC  ROC AUC      F1  accuracy  best F1  at     image");
            result.images().forEach(each -> say(each, report));
            say(result.all(), report);
        }
        report.line("%d images, %d tiles, %.2f images/s", result.samples(), result.tiles(), result.samplesPerSecond());
        report.line("maps and overlays %s", result.out());
        if (result.plot() != null) {
            report.line("plot %s", result.plot());
        }
    }

    private static void say(SegmentationQuality quality, Report report) {
        report.line(
                "%6s   %6s  %6s  %8s   %6s  %5s  %s",
                Report.number("%.4f", quality.prAuc()),
                Report.number("%.4f", quality.rocAuc()),
                Report.number("%.4f", quality.f1()),
                Report.number("%.2f %%", 100 * quality.accuracy()),
                Report.number("%.4f", quality.bestF1()),
                Report.number("%.3f", quality.bestThreshold()),
                quality.name());
    }
}
