package io.memspike.app.train;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureClassifierTraining;
import io.memspike.tasks.inpainting.PictureQuality;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the classifier of pictures that filled ones are judged by. */
@Command(
        name = "pictures",
        description = "Train a classifier of still pictures, by which inpaint judges what it fills.")
final class TrainPicturesCommand implements Callable<Integer> {
    private static final Canvas CANVAS = new Canvas(32);

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--dataset",
            defaultValue = "mnist",
            paramLabel = "D",
            description = "mnist, fashion-mnist or a directory of IDX files (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Option(
            names = "--samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "Train on the first N (default: all).")
    private int samples;

    @Option(
            names = "--test-samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "Test on the first N test pictures (default: all).")
    private int testSamples;

    @Option(
            names = "--epochs",
            defaultValue = "4",
            paramLabel = "E",
            description = "Epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "pictures.safetensors",
            description = "The classifier (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        Checkpoints.requireWritable(out);
        final ImageSet set = DataSets.ofSystem().images(dataset, Split.TRAIN);
        final Samples training = PictureSamples.of(set, CANVAS, samples == 0 ? set.size() : samples);
        final List<Picture> test = Pictures.of(DataSets.ofSystem().images(dataset, Split.TEST), CANVAS, testSamples);
        final PictureClassifierTraining.Plan plan =
                new PictureClassifierTraining.Plan(dataset, set.classes(), epochs, common.seed());
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final Model trained = PictureClassifierTraining.train(
                plan, training, CANVAS, common.kernels(), common.threads(), lines(report));
        final PictureClassifier classifier = PictureClassifier.of(trained, CANVAS, common.kernels());
        final double accuracy = PictureQuality.accuracy(
                test, classifier.judge(test.stream().map(Picture::pixels).toList(), common.threads()));
        PictureClassifierTraining.withAccuracy(trained, accuracy, test.size()).write(out);
        report.line("test accuracy %.2f %% of %d pictures", 100 * accuracy, test.size());
        report.line("model %s", out);
        report.put("accuracy", accuracy)
                .put("epochs", epochs)
                .put("samples", training.size())
                .put("testSamples", test.size())
                .put("model", out.toString())
                .put("seed", common.seed())
                .end();
        return 0;
    }

    private TrainingProgress lines(Report report) {
        return new TrainingProgress() {
            private Progress bar;

            @Override
            public void updated(int epoch, int done, int of, double loss, double accuracy) {
                bar = bar == null ? Progress.of("epoch " + epoch + "/" + epochs, of, common.isJson()) : bar;
                bar.training(done, loss, accuracy);
            }

            @Override
            public void epochDone(EpochResult result) {
                bar.close();
                bar = null;
                report.line(
                        "epoch %d/%d  loss %.4f  training accuracy %.2f %%  %.0f pictures/s",
                        result.epoch(), epochs, result.loss(), 100 * result.accuracy(), result.samplesPerSecond());
            }
        };
    }
}
