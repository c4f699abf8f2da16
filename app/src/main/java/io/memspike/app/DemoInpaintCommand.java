package io.memspike.app;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.inpaint.InpaintingReport;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingQuality;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.ShippedModels;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills test digits with the auto-encoder in the jar, within seconds. */
@Command(
        name = "inpaint",
        description = {
            "Fill an 8 x 8 hole in test digits with the auto-encoder that Memspike brings along: random memristors,",
            "half of them pruned; stop as soon as a picture hardly changes any more."
        })
final class DemoInpaintCommand implements Callable<Integer> {
    private static final int COLUMNS = 16;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--samples",
            defaultValue = "500",
            paramLabel = "N",
            description = "Fill the first N test digits (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--early-stop",
            defaultValue = "model",
            paramLabel = AutoEncoders.EARLY_STOP,
            description = AutoEncoders.EARLY_STOP_HELP)
    private String earlyStop;

    @Option(
            names = "--out",
            paramLabel = "PNG",
            defaultValue = "inpainting.png",
            description = "The picture of rows (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final long start = System.nanoTime();
        AutoEncoders.requireStop(earlyStop);
        Checkpoints.requireWritable(out);
        final Model model = ShippedModels.inpainting();
        final PictureStop stop = AutoEncoders.stop(earlyStop, Path.of("the shipped model"), model);
        final AutoEncoderNetwork vae = AutoEncoderNetwork.of(model, common.kernels(), ReadNoise.NONE);
        final Canvas canvas = new Canvas(vae.spec().side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), "shipped model", model));
        final Inpainting inpainting =
                new Inpainting(vae, new Inpainting.Settings(hole, stop, common.seed(), common.threads()));
        final DataSets sets = DataSets.ofSystem();
        final Inpainting.Result result;
        try (Progress progress = Progress.of("inpaint", count, common.isJson())) {
            result = inpainting.run(Pictures.of(sets.images(DataSets.MNIST, Split.TEST), canvas, count), progress::to);
        }
        final Report values = new Report(spec.commandLine().getOut(), common.isJson());
        final InpaintingReport report =
                new InpaintingReport(values, result, vae.spec().steps());
        report.measures(
                InpaintingQuality.of(
                        result, AutoEncoders.judge(null, DataSets.MNIST, canvas, common.kernels()), common.threads()),
                result.holeErrorOf(Pictures.mean(sets.images(DataSets.MNIST, Split.TRAIN), canvas)));
        report.grid(out, COLUMNS);
        final double seconds = (System.nanoTime() - start) / 1e9;
        values.line("%.1f s in all", seconds);
        values.put("seconds", seconds);
        report.end(common.seed(), 0, stop, null);
        return 0;
    }
}
