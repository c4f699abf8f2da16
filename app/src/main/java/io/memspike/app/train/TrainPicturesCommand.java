package io.memspike.app.train;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.tasks.train.TrainPictures;
import io.memspike.tasks.train.TrainPicturesPlan;
import io.memspike.tasks.train.TrainPicturesResult;
import picocli.CommandLine.Command;

/** Trains the classifier of pictures that filled ones are judged by. */
@Command(
        name = "pictures",
        description = "Train a classifier of still pictures, by which inpaint judges what it fills.")
final class TrainPicturesCommand extends ExperimentCommand<TrainPicturesPlan, TrainPicturesResult> {
    TrainPicturesCommand() {
        super(new TrainPictures());
    }

    @Override
    protected void sayNews(Record news, TrainPicturesPlan plan, Report report) {
        if (news instanceof TrainingNews.Epoch epoch) {
            Epochs.say(epoch, "pictures", report);
        }
    }

    @Override
    protected void say(TrainPicturesPlan plan, TrainPicturesResult result, Report report) {
        report.line("test accuracy %.2f %% of %d pictures", 100 * result.accuracy(), result.testSamples());
        report.line("model %s", result.model());
    }
}
