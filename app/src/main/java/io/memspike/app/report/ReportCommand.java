package io.memspike.app.report;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.EventInput;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything about a model on one page. */
@Command(
        name = "report",
        description = {
            "Write a page about a model, classifier or auto-encoder, that a browser shows without a network:",
            "what it does to test samples, when it stops, what its spikes, membranes and memristors are like."
        })
public final class ReportCommand implements Callable<Integer> {
    private static final float CONFIDENCE = 0.8f; // PRIME's
    private static final int MOST = 1000; // samples, unless asked for

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    private Path file;

    @Mixin
    private DataOption dataset;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "An event file, instead of a data set; for classifiers.")
    private Path events;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "The first N; 0 for all (default: 1000, all of an event file).")
    private Integer count;

    @Option(
            names = "--early-stop",
            paramLabel = "THRESHOLD",
            description = "Of confidence, or of a picture's change (default: 0.8, PRIME's, and the model's).")
    private Double earlyStop;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The page.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        Checkpoints.requireWritable(out);
        Checkpoints.requireNoInput(out, file);
        final Model model = ModelNetwork.read(file);
        if (events != null && dataset.isGiven()) {
            throw new IllegalArgumentException("expected one of --dataset and --events, found both");
        }
        if (events != null) {
            Networks.requireClassifier(file, model);
        }
        final String name =
                events == null ? dataset.of(model) : events.getFileName().toString();
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final HtmlPage page =
                Networks.isAutoEncoder(model) ? autoEncoder(model, name, report) : classifier(model, name, report);
        WholeFile.write(out, page.bytes());
        report.line("report %s", out);
        report.put("kind", Networks.isAutoEncoder(model) ? "auto-encoder" : "classifier")
                .put("file", out.toString())
                .put("seed", common.seed())
                .end();
        return 0;
    }

    private HtmlPage classifier(Model model, String name, Report report) throws IOException {
        final float threshold = earlyStop == null ? CONFIDENCE : earlyStop.floatValue();
        ExitPolicies.of("confidence", Float.toString(threshold)); // refuses what is none
        try (EventInput<Samples> input = input(model, name)) {
            final Samples samples = input.events();
            final Network network = Networks.of(file, model, samples, common.kernels());
            try (Progress progress = Progress.of("report", samples.size(), common.isJson())) {
                final ClassifierPage page =
                        new ClassifierPage(file, model, name, network, samples, threshold, common.threads(), progress);
                page.keys(report);
                return page.page(common.seed());
            }
        }
    }

    private EventInput<Samples> input(Model model, String name) throws IOException {
        return events == null
                ? EventInput.ofDataset(dataset.data(file, model, common.seed()), name, first())
                : EventInput.ofFile(events, count == null ? 0 : count);
    }

    private int first() {
        return count == null ? MOST : count;
    }

    private HtmlPage autoEncoder(Model model, String name, Report report) throws IOException {
        final PictureStop stop = AutoEncoders.stop(earlyStop == null ? "model" : earlyStop.toString(), file, model);
        final AutoEncoderNetwork vae = AutoEncoders.of(file, model, common.kernels(), ReadNoise.NONE);
        final Canvas canvas = new Canvas(vae.spec().side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), file, model));
        final List<Picture> pictures = Pictures.of(dataset.sets().images(name, Split.TEST), canvas, first());
        try (Progress progress = Progress.of("report", 2L * pictures.size(), common.isJson())) {
            final AutoEncoderPage page = new AutoEncoderPage(
                    file,
                    model,
                    name,
                    vae,
                    pictures,
                    new Inpainting.Settings(hole, stop, common.seed(), common.threads()),
                    AutoEncoders.judge(null, name, canvas, common.kernels()),
                    progress);
            page.keys(report);
            return page.page(common.seed());
        }
    }
}
