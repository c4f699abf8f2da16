package io.memspike.app.train;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.train.InpaintingNews;
import io.memspike.tasks.train.TrainInpaint;
import io.memspike.tasks.train.TrainInpaintPlan;
import io.memspike.tasks.train.TrainInpaintResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Trains an auto-encoder that fills holes. */
@Command(
        name = "inpaint",
        description = {
            "Train a spiking auto-encoder that fills holes in pictures.",
            "A checkpoint is kept beside the model until training is done; --resume goes on from it to the same bits."
        })
final class TrainInpaintCommand extends ExperimentCommand<TrainInpaintPlan, TrainInpaintResult> {
    TrainInpaintCommand() {
        super(new TrainInpaint());
    }

    @Override
    protected void sayNews(Record news, TrainInpaintPlan plan, Report report) {
        if (news instanceof InpaintingNews.Epoch epoch) {
            report.line(
                    "epoch %d/%d  mean squared error %.4f  loss %.4f  %.1f pictures/s%s",
                    epoch.epoch(),
                    epoch.of(),
                    epoch.reconstruction(),
                    epoch.loss(),
                    epoch.imagesPerSecond(),
                    epoch.heldOut() == null
                            ? ""
                            : String.format(Locale.ROOT, "  hole, held out: %.4f", epoch.heldOut()));
        }
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        LearningCurves.write(file, (InpaintingNews.Curve) what);
    }

    @Override
    protected void say(TrainInpaintPlan plan, TrainInpaintResult result, Report report) {
        report.line(
                "hole: mean squared error %.4f of %d test pictures in [-1, 1] (mean picture: %.4f)",
                result.holeMse(), result.testSamples(), result.holeMseMeanFill());
        report.line(
                "early stop: hole below %.4f a pixel, at most %.1f %% more error of training pictures",
                result.earlyStop(), 100 * PictureStop.MOST_LOSS);
        if (result.epoch() != result.epochs()) {
            report.line("best of %d epochs: %d", result.epochs(), result.epoch());
        }
        report.line("model %s", result.model());
    }
}
