package io.memspike.app.train;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.segment.SegmentationCurve;
import io.memspike.tasks.segment.SegmentationQuality;
import io.memspike.tasks.train.LearningCurve;
import io.memspike.tasks.train.TrainClassifyResult.NodeWrites;
import io.memspike.tasks.train.TrainPrune;
import io.memspike.tasks.train.TrainPrunePlan;
import io.memspike.tasks.train.TrainPruneResult;
import io.memspike.tasks.train.WriteCurve;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Trains networks of still data. */
@Command(
        name = "prune",
        description = {
            "Train a network without spikes on still data, by pruning random memristors: classes of pictures and of spoken",
            "words, and vessels in images of eyes, pixel by pixel.",
            "A checkpoint is kept beside the model until training is done; --resume goes on from it to the same bits."
        })
final class TrainPruneCommand extends ExperimentCommand<TrainPrunePlan, TrainPruneResult> {
    TrainPruneCommand() {
        super(new TrainPrune());
    }

    @Override
    protected void sayNews(Record news, TrainPrunePlan plan, Report report) {
        if (news instanceof TrainPrune.Epoch epoch) {
            final Double watched = epoch.result().watched();
            report.line(
                    "epoch %d/%d  loss %.4f%s  %.1f patches/s",
                    epoch.result().epoch(),
                    epoch.of(),
                    epoch.result().loss(),
                    watched == null ? "" : "  held-out PR AUC " + Report.number("%.4f", watched),
                    epoch.result().samplesPerSecond());
        } else {
            Epochs.say(news, report);
        }
    }

    @Override
    protected void say(TrainPrunePlan plan, TrainPruneResult result, Report report) {
        if (result.writes() != null) {
            final long sets =
                    result.writes().stream().mapToLong(NodeWrites::sets).sum();
            final long resets =
                    result.writes().stream().mapToLong(NodeWrites::resets).sum();
            report.line("written: %,d up, %,d down", sets, resets);
        }
        if (result.pixels() == null) {
            return; // told as news
        }
        final SegmentationQuality pixels = result.pixels();
        report.line(
                "test of %d images: PR AUC %s  ROC AUC %s  F1 %s  accuracy %s",
                result.testSamples(),
                Report.number("%.4f", pixels.prAuc()),
                Report.number("%.4f", pixels.rocAuc()),
                Report.number("%.4f", pixels.f1()),
                Report.number("%.2f %%", 100 * pixels.accuracy()));
        report.line("model %s, of epoch %d", result.model(), result.epoch());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        if (what instanceof SegmentationCurve curve) {
            LearningCurves.write(file, curve);
        } else if (what instanceof WriteCurve curve) {
            LearningCurves.write(file, curve);
        } else {
            LearningCurves.write(file, (LearningCurve) what);
        }
    }
}
