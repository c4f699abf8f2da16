package io.memspike.app.train;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an auto-encoder that fills holes. */
@Command(
        name = "inpaint",
        description = {
            "Train a spiking auto-encoder that fills holes in pictures.",
            "A checkpoint is kept beside the model until training is done; --resume goes on from it to the same bits."
        })
final class TrainInpaintCommand implements Callable<Integer> {
    private static final Duration CHECKPOINTS = Duration.ofMinutes(5);

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
            description = "Train on the first N pictures (default: all).")
    private int samples;

    @Option(
            names = "--test-samples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Fill the first N test pictures at the end; 0 for all (default: ${DEFAULT-VALUE}).")
    private int testSamples;

    @Option(
            names = "--epochs",
            defaultValue = "10",
            paramLabel = "E",
            description = "Epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--mode",
            defaultValue = "prune",
            paramLabel = "prune|weights",
            description =
                    "Prune random memristors, or train weights as the software baseline (default: ${DEFAULT-VALUE}).")
    private String mode;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures per update (default: 100).")
    private Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "AdamW's step size at the start (default: 0.004).")
    private Double learningRate;

    @Option(
            names = "--hole",
            paramLabel = "R,C,H,W",
            description = "The hole's first row and column, height and width (default: 12,12,8,8).")
    private String hole;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "inpainting.safetensors",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--compact",
            description = {
                "Write the model small, as the shipped one is: random weights come back from their seed, trained ones are kept in"
                        + " 8 bits."
            })
    private boolean isCompact;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Go on from this checkpoint; data and settings come from it.")
    private Path resume;

    @Override
    public Integer call() throws Exception {
        final Path checkpoint = Checkpoints.besides(out);
        Checkpoints.requireWritable(out);
        Checkpoints.requireNoOther(checkpoint, resume);
        final Model resumed = resume == null ? null : ModelNetwork.read(resume);
        final InpaintingPlan plan = resumed == null ? plan() : Checkpoints.inpaintingPlan(resume, resumed);
        final Canvas canvas = new Canvas(plan.side());
        final ImageSet set = DataSets.ofSystem().images(plan.dataset(), Split.TRAIN);
        final Samples images = PictureSamples.of(set, canvas, plan.samples());
        final List<Picture> test =
                Pictures.of(DataSets.ofSystem().images(plan.dataset(), Split.TEST), canvas, testSamples);
        final InpaintingTraining training = resumed == null
                ? InpaintingTraining.start(plan, images)
                : InpaintingTraining.resume(resume, resumed, images);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final InpaintingTrainingReport progress = new InpaintingTrainingReport(report, plan, common.isJson());
        training.run(checkpoint, CHECKPOINTS, common.kernels(), common.threads(), progress);
        final Inpainting.Settings settings =
                new Inpainting.Settings(HoleMask.of(canvas, plan.hole()), null, plan.seed(), common.threads());
        final Model trained = training.model();
        final Model served = write(trained); // at once: what was learnt in hours is safe, and compact files are rounded
        final Model model = write(PictureStop.with(trained, threshold(served, settings, set)));
        Files.deleteIfExists(checkpoint);
        final Inpainting.Result result = fill(model, settings, test);
        final double meanFill = result.holeErrorOf(Pictures.mean(set, canvas));
        report.line(
                "hole: mean squared error %.4f of %d test pictures in [-1, 1] (mean picture: %.4f)",
                result.holeError(), test.size(), meanFill);
        final double threshold = PictureStop.of(model).threshold();
        report.line(
                "early stop: hole below %.4f a pixel, at most %.1f %% more error of training pictures",
                threshold, 100 * PictureStop.MOST_LOSS);
        report.line("model %s", out);
        report.put("holeMse", result.holeError())
                .put("holeMseMeanFill", meanFill)
                .put("earlyStop", threshold)
                .put("epochs", plan.epochs())
                .put("trainSamplesPerSecond", progress.samplesPerSecond())
                .put("loss", progress.loss())
                .put("model", out.toString())
                .put("testSamples", test.size())
                .put("seed", plan.seed())
                .end();
        return 0;
    }

    /** Writes the model, and gives what a reader of the file gets. */
    private Model write(Model trained) throws IOException {
        if (!isCompact) {
            trained.write(out);
            return trained;
        }
        ModelNetwork.writeCompact(trained, out);
        return ModelNetwork.read(out);
    }

    private InpaintingPlan plan() throws Exception {
        final int size = DataSets.ofSystem().images(dataset, Split.TRAIN).size();
        if (samples < 0 || samples > size) {
            throw new IllegalArgumentException("--samples: expected at most the " + size + " of " + dataset
                    + "'s training split, found " + samples);
        }
        final InpaintingPlan prime =
                InpaintingPlan.prime(dataset, samples == 0 ? size : samples, Mode.of(mode), epochs, common.seed());
        return new InpaintingPlan(
                prime.dataset(),
                prime.samples(),
                prime.mode(),
                prime.side(),
                prime.channels(),
                prime.latent(),
                prime.k(),
                prime.steps(),
                prime.epochs(),
                batch == null ? prime.batch() : batch,
                learningRate == null ? prime.learningRate() : learningRate,
                prime.decays(),
                prime.weightDecay(),
                prime.sparsity(),
                AutoEncoders.hole(hole, prime.side()),
                prime.seed(),
                0);
    }

    private double threshold(Model model, Inpainting.Settings settings, ImageSet set) {
        final List<Picture> pictures =
                Pictures.of(set, settings.hole().canvas(), Math.min(PictureStop.PICTURES, set.size()));
        try (Progress progress = Progress.of("early stop", pictures.size(), common.isJson())) {
            return PictureStop.calibrate(model, common.kernels(), settings, pictures, progress::to);
        }
    }

    private Inpainting.Result fill(Model model, Inpainting.Settings settings, List<Picture> test) {
        final Inpainting inpainting =
                new Inpainting(AutoEncoderNetwork.of(model, common.kernels(), ReadNoise.NONE), settings);
        try (Progress progress = Progress.of("test", test.size(), common.isJson())) {
            return inpainting.run(test, progress::to);
        }
    }
}
