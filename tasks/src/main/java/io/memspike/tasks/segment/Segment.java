package io.memspike.tasks.segment;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.AtomicDirectory;
import io.memspike.core.run.Network;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.datasets.segment.VesselImages;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds vessels in images: maps of probability, pictures of what is found, and how well where somebody has drawn them. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Segment implements Experiment<SegmentPlan, SegmentResult> {
    @Override
    public String name() {
        return "segment";
    }

    @Override
    public SegmentResult run(SegmentPlan plan, Run run) throws IOException {
        run.requireDrawing(plan.plot(), plan.model());
        final Model model = ModelNetwork.read(plan.model());
        final Segmentation segmentation = segmentation(plan, model, run);
        final List<AnnotatedImage> images =
                plan.split() == null ? VesselImages.open(plan.input()) : VesselImages.open(plan.input(), plan.split());
        if (plan.samples() > images.size()) {
            throw new IllegalArgumentException("samples: expected at most the " + images.size() + " of " + plan.input()
                    + ", found " + plan.samples());
        }
        final List<AnnotatedImage> chosen = plan.samples() == 0 ? images : images.subList(0, plan.samples());
        if (plan.plot() != null && !chosen.get(0).isAnnotated()) {
            throw new IllegalArgumentException(
                    "--plot: expected images with vessels drawn, found none in " + plan.input());
        }
        return run(plan, run, segmentation, chosen);
    }

    private static Segmentation segmentation(SegmentPlan plan, Model model, Run run) throws IOException {
        try {
            final Shape own = model.graph().input();
            final Shape tile = plan.tile() == null ? own : new Shape(own.channels(), plan.tile(), plan.tile());
            final Network network = ModelNetwork.of(model, tile, run.kernels(), Networks.trained(plan.model(), model));
            final int overlap = plan.overlap() == null ? Segmentation.usualOverlap(tile) : plan.overlap();
            final String encoder = model.metadata().getOrDefault(ClassifierTraining.ENCODER, "picture");
            return new Segmentation(network, Encoding.of(encoder), overlap, plan.seed(), run.threads());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(plan.model() + ": " + e.getMessage());
        }
    }

    private static SegmentResult run(SegmentPlan plan, Run run, Segmentation segmentation, List<AnnotatedImage> images)
            throws IOException {
        final int tiles = segmentation.tiles(images);
        final List<SegmentationQuality> each = new ArrayList<>();
        final ScoreCurve.Builder all = new ScoreCurve.Builder();
        final long start = System.nanoTime();
        try (AtomicDirectory out = AtomicDirectory.create(plan.out());
                Progress.Bar bar = run.begin("segment", tiles)) {
            segmentation.each(images, bar::to, (image, map) -> {
                write(out.path(), image, "probability", Overlay.map(image, map));
                write(out.path(), image, "overlay", Overlay.of(image, map, plan.threshold()));
                if (image.isAnnotated()) {
                    final ScoreCurve.Builder own = new ScoreCurve.Builder();
                    own.add(image, map);
                    all.add(image, map);
                    each.add(SegmentationQuality.of(image.name(), own.build()));
                }
            });
            out.commit();
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        final ScoreCurve curve = all.build();
        if (!each.isEmpty()) {
            run.draw(plan.plot(), new ScoreDrawing(title(plan.input()), curve, curve.at(plan.threshold())));
        }
        return new SegmentResult(
                each.isEmpty() ? null : SegmentationQuality.of(SegmentationQuality.ALL, curve),
                each,
                images.size(),
                tiles,
                images.size() / seconds,
                plan.threshold(),
                plan.out(),
                plan.plot(),
                plan.seed());
    }

    private static String title(Path input) {
        final Path name = input.toAbsolutePath().normalize().getFileName();
        return name == null ? input.toString() : name.toString();
    }

    private static void write(Path out, AnnotatedImage image, String what, BufferedImage picture) throws IOException {
        WholeFile.write(out.resolve(image.name() + "-" + what + ".png"), PictureGrid.png(picture));
    }
}
