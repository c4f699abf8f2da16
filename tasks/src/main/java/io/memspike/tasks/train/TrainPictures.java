package io.memspike.tasks.train;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureClassifierTraining;
import io.memspike.tasks.inpainting.PictureQuality;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import java.io.IOException;
import java.util.List;

/** Trains the classifier of pictures that filled ones are judged by. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainPictures implements Experiment<TrainPicturesPlan, TrainPicturesResult> {
    private static final Canvas CANVAS = new Canvas(32);

    @Override
    public String name() {
        return "train pictures";
    }

    @Override
    public Class<TrainPicturesPlan> plan() {
        return TrainPicturesPlan.class;
    }

    @Override
    public Class<TrainPicturesResult> result() {
        return TrainPicturesResult.class;
    }

    @Override
    public TrainPicturesResult run(TrainPicturesPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        final ImageSet set = DataSets.ofSystem().images(plan.dataset(), Split.TRAIN);
        final Samples training = PictureSamples.of(set, CANVAS, plan.samples() == 0 ? set.size() : plan.samples());
        final List<Picture> test =
                Pictures.of(DataSets.ofSystem().images(plan.dataset(), Split.TEST), CANVAS, plan.testSamples());
        final Model trained = PictureClassifierTraining.train(
                new PictureClassifierTraining.Plan(plan.dataset(), set.classes(), plan.epochs(), plan.seed()),
                training,
                CANVAS,
                run.kernels(),
                run.threads(),
                new TrainingNews(run, plan.epochs()));
        final PictureClassifier classifier = PictureClassifier.of(trained, CANVAS, run.kernels());
        final double accuracy = PictureQuality.accuracy(
                test, classifier.judge(test.stream().map(Picture::pixels).toList(), run.threads()));
        PictureClassifierTraining.withAccuracy(trained, accuracy, test.size()).write(plan.out());
        return new TrainPicturesResult(accuracy, plan.epochs(), training.size(), test.size(), plan.out(), plan.seed());
    }
}
