package io.memspike.app.report;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
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
import io.memspike.tasks.segment.Segmentation;
import io.memspike.tasks.segment.SegmentationData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes everything about a model on one page. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class PageWriting implements Experiment<ReportPlan, ReportResult> {
    private static final float CONFIDENCE = 0.8f; // PRIME's
    private static final int MOST = 1000; // samples, unless asked for

    @Override
    public String name() {
        return "report";
    }

    @Override
    public ReportResult run(ReportPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model(), plan.events());
        final Model model = ModelNetwork.read(plan.model());
        if (plan.events() != null) {
            Networks.requireClassifier(plan.model(), model);
        }
        if (Networks.isAutoEncoder(model)) {
            return autoEncoder(plan, run, model);
        }
        return Networks.classifiesPixels(model) ? segmentation(plan, run, model) : classifier(plan, run, model);
    }

    private static ReportResult segmentation(ReportPlan plan, Run run, Model model) throws IOException {
        if (plan.earlyStop() != null) {
            throw new IllegalArgumentException("--early-stop: expected none, as " + plan.model()
                    + " classifies pixels and answers once, found " + plan.earlyStop());
        }
        final SegmentationData data =
                SegmentationData.of(plan.data(), plan.model(), model, plan.samples(), plan.seed());
        final Network network =
                ModelNetwork.of(model, model.graph().input(), run.kernels(), Networks.trained(plan.model(), model));
        final Segmentation segmentation = data.judgedBy(network, run.threads());
        try (Progress.Bar bar = run.begin("report", segmentation.tiles(data.test()))) {
            final SegmentationPage page =
                    new SegmentationPage(plan.model(), model, data, network, run.threads(), segmentation, bar);
            WholeFile.write(plan.out(), page.page(plan.seed()).bytes());
            return page.result(plan);
        }
    }

    private static ReportResult classifier(ReportPlan plan, Run run, Model model) throws IOException {
        final float threshold =
                plan.earlyStop() == null ? CONFIDENCE : plan.earlyStop().floatValue();
        ExitPolicies.require("confidence", Float.toString(threshold)); // refuses what is none
        final Path file = plan.model();
        final String name = plan.events() == null
                ? plan.data().of(model)
                : plan.events().getFileName().toString();
        try (EventInput<Samples> input = plan.events() == null
                ? new EventInput<>(
                        plan.data().data(file, model, plan.seed()).samples(name, Split.TEST, plan.samples(), MOST),
                        null)
                : EventInput.ofFile(plan.events(), plan.samples() == null ? 0 : plan.samples())) {
            final Samples samples = input.events();
            run.tellOf(samples);
            final Network network = Networks.of(file, model, samples, run.kernels());
            try (Progress.Bar bar = run.begin("report", samples.size())) {
                final List<String> classes =
                        plan.events() == null ? plan.data().sets().of(name).classes() : List.of();
                final ClassifierPage page = new ClassifierPage(
                        file,
                        model,
                        new ClassifierPage.Shown(name, samples, classes),
                        network,
                        threshold,
                        run.threads(),
                        bar);
                WholeFile.write(plan.out(), page.page(plan.seed()).bytes());
                return page.result(plan);
            }
        }
    }

    private static ReportResult autoEncoder(ReportPlan plan, Run run, Model model) throws IOException {
        final Path file = plan.model();
        final String name = plan.data().of(model);
        final PictureStop stop = AutoEncoders.stop(
                plan.earlyStop() == null ? "model" : plan.earlyStop().toString(), file, model);
        final AutoEncoderNetwork vae = AutoEncoders.of(file, model, run.kernels(), ReadNoise.NONE);
        final Canvas canvas = new Canvas(vae.spec().side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), file, model));
        final ImageSet test = plan.data().sets().images(name, Split.TEST);
        final List<Picture> pictures =
                Pictures.of(test, canvas, plan.samples() == null ? Math.min(MOST, test.size()) : plan.samples());
        try (Progress.Bar bar = run.begin("report", 2L * pictures.size())) {
            final AutoEncoderPage page = new AutoEncoderPage(
                    file,
                    model,
                    name,
                    vae,
                    pictures,
                    new Inpainting.Settings(hole, stop, plan.seed(), run.threads()),
                    AutoEncoders.judge(null, name, canvas, run.kernels()),
                    bar);
            WholeFile.write(plan.out(), page.page(plan.seed()).bytes());
            return page.result(plan);
        }
    }
}
