package io.memspike.app.inpaint;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.ConverterOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.HoledPictures;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingQuality;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fills holes in pictures and tells how well. */
@Command(
        name = "inpaint",
        description = {
            "Cut a hole into pictures, fill it with an auto-encoder, measure how well,",
            "and draw rows of originals, pictures with holes, and filled ones."
        })
public final class InpaintCommand implements Callable<Integer> {
    private static final int MOST_COLUMNS = 256; // of a drawing that is shown whole

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "MODEL", description = "A model file of an auto-encoder.")
    private Path file;

    @Option(
            names = "--input",
            paramLabel = "DIR|FILE",
            description = "Pictures: PNG or JPEG of 28 x 28 or 32 x 32 pixels, instead of a data set.")
    private Path input;

    @Mixin
    private DataOption dataset;

    @Option(names = "--samples", defaultValue = "0", paramLabel = "N", description = "The first N (default: all).")
    private int count;

    @Option(
            names = "--hole",
            paramLabel = "R,C,H,W",
            description = "The hole's first row and column, height and width (default: as in the model's training).")
    private String hole;

    @Option(
            names = "--mask",
            paramLabel = "PNG",
            description = "A hole of any shape: the white pixels of an image of the pictures' size.")
    private Path mask;

    @Option(
            names = "--early-stop",
            defaultValue = "off",
            paramLabel = AutoEncoders.EARLY_STOP,
            description = AutoEncoders.EARLY_STOP_HELP)
    private String earlyStop;

    @Option(
            names = "--read-noise",
            paramLabel = "SIGMA",
            description =
                    "Noise of each read as a fraction of each cell's conductance (default: 0, or as the model's file"
                            + " says).")
    private Double readNoise;

    @Mixin
    private ConverterOptions options;

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            description = "Who judges the pictures, from train pictures (default: one of MNIST's digits for mnist).")
    private Path classifier;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "The picture of rows.")
    private Path out;

    @Option(
            names = "--columns",
            defaultValue = "16",
            paramLabel = "N",
            description = "Pictures in a row of it, the first N (default: ${DEFAULT-VALUE}).")
    private int columns;

    @Override
    public Integer call() throws Exception {
        AutoEncoders.requireStop(earlyStop);
        if (readNoise != null) {
            new ReadNoise(readNoise, 0); // refuses what is none
        }
        if (input != null && dataset.isGiven() || hole != null && mask != null) {
            throw new IllegalArgumentException("expected one of "
                    + (hole != null && mask != null ? "--hole and --mask" : "--input and --dataset") + ", found both");
        }
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("--columns: expected 1 to " + MOST_COLUMNS + ", found " + columns);
        }
        Checkpoints.requireWritable(out);
        Checkpoints.requireNoInput(out, file, input, mask, classifier);
        Checkpoints.requireOutside(out, input);
        final Model model = ModelNetwork.read(file);
        final Kernels kernels = common.kernels();
        final AutoEncoder network = AutoEncoders.spec(file, model);
        final PictureStop stop = AutoEncoders.stop(earlyStop, file, model);
        final Canvas canvas = new Canvas(network.side());
        final HoleMask missing = mask == null
                ? HoleMask.of(canvas, AutoEncoders.hole(hole, canvas.side(), file, model))
                : HoleMask.ofMask(canvas, mask);
        final String name = dataset.of(model);
        final List<Picture> pictures = pictures(name, canvas);
        final PictureClassifier judge = AutoEncoders.judge(classifier, name, canvas, kernels);
        final Placement own = Networks.trained(file, model);
        final ConverterPlan plan = options.plan(own.standard().converters());
        final double noise = readNoise == null ? own.standard().readNoise() : readNoise;
        final Placement asked = own.with(own.standard().withReadNoise(noise))
                .each(hardware -> hardware.with(plan))
                .withSeed(common.seed());
        AutoEncoders.of(file, model, kernels, asked); // refuses what does not fit
        final List<Picture> shown = plan.isExact() ? List.of() : shown(name, canvas, pictures);
        final Placement placement = ModelNetwork.placed(model, kernels, asked)
                .calibrated(model.tensors(), new HoledPictures(network.steps(), missing, shown, common.seed()))
                .placement();
        final AutoEncoderNetwork vae = AutoEncoderNetwork.of(model, kernels, asked.with(placement.fullScales()));
        final Inpainting inpainting =
                new Inpainting(vae, new Inpainting.Settings(missing, stop, common.seed(), common.threads()));
        final Inpainting.Result result;
        try (Progress progress = Progress.of("inpaint", pictures.size(), common.isJson())) {
            result = inpainting.run(pictures, progress::to);
        }
        final InpaintingReport report =
                new InpaintingReport(new Report(spec.commandLine().getOut(), common.isJson()), result, network.steps());
        report.measures(InpaintingQuality.of(result, judge, common.threads()), meanFill(name, canvas, result));
        report.grid(out, columns);
        if (!plan.isExact()) {
            report.converters(ConverterChoice.words(plan), placement.fullScales());
        }
        report.end(common.seed(), noise, stop, plan.isExact() ? null : ConverterChoice.words(plan));
        return 0;
    }

    /** Pictures that converters find their full scale on: of the training split, or else those to be filled. */
    private List<Picture> shown(String name, Canvas canvas, List<Picture> pictures) throws IOException {
        return input == null
                ? Pictures.of(dataset.sets().images(name, Split.TRAIN), canvas, ConverterCalibration.SAMPLES)
                : pictures;
    }

    private List<Picture> pictures(String name, Canvas canvas) throws IOException {
        return input == null
                ? Pictures.of(dataset.sets().images(name, Split.TEST), canvas, count)
                : Pictures.of(input, canvas, count);
    }

    /** What filling with the mean picture of the data set's training split would have cost; NaN where that is gone. */
    private double meanFill(String name, Canvas canvas, Inpainting.Result result) {
        try {
            return result.holeErrorOf(Pictures.mean(dataset.sets().images(name, Split.TRAIN), canvas));
        } catch (IOException | IllegalArgumentException e) {
            return Double.NaN; // a data set that only the training's machine had
        }
    }
}
