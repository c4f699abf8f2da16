package io.memspike.tasks.train;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.datasets.segment.PatchSamples;
import io.memspike.datasets.segment.VesselImages;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.SegmentationPlan;
import io.memspike.tasks.SegmentationTraining;
import io.memspike.tasks.TrainingState;
import io.memspike.tasks.WriteTraining;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.tasks.segment.ScoreCurve;
import io.memspike.tasks.segment.Segmentation;
import io.memspike.tasks.segment.SegmentationCurve;
import io.memspike.tasks.segment.SegmentationQuality;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A training on patches of images under way.
 *
 * @param asked what is asked for
 * @param run how it is done
 */
record VesselTraining(TrainPrunePlan asked, Run run) {
    private static final int EPOCHS = 20;
    private static final int BATCH = 8;
    private static final double LEARNING_RATE = 1e-2; // of scores, the best of three
    private static final double WEIGHTS_RATE = 1e-3;
    private static final int HELD_OUT_OF = 7; // one of so many images
    private static final int CLASSES = 2;

    /**
     * Trains.
     *
     * @param resumed the checkpoint to go on from, or null
     */
    TrainPruneResult result(Model resumed) throws IOException {
        final Path checkpoint = Checkpoints.besides(asked.out());
        Checkpoints.requireNoOther(checkpoint, asked.resume());
        final Images images = images();
        final GraphText text = resumed == null ? text() : null;
        final SegmentationPlan plan = resumed == null
                ? plan(text, images.training().size())
                : begun(resumed, images.training().size());
        final PatchSamples patches = images.patches(plan);
        final SegmentationTraining training = resumed == null
                ? SegmentationTraining.start(plan, text, patches)
                : SegmentationTraining.resume(asked.resume(), resumed, plan, patches);
        final TrainingNews news = news(plan);
        training.run(checkpoint, judge(plan, images.heldOut(plan)), run.kernels(), run.threads(), news);
        final Model model = training.model();
        model.write(asked.out());
        Files.deleteIfExists(checkpoint);
        run.draw(asked.curve(), new SegmentationCurve(news.epochs()));
        return result(plan, model, training.epoch(), news, images, plan.hysteresis() == null ? null : news.writes());
    }

    /** Trains with writes counted; a file of null is written nowhere. */
    Written written() throws IOException {
        final Images images = images();
        final GraphText text = text();
        final SegmentationPlan plan = plan(text, images.training().size());
        BudgetedTraining.requireLast(plan.keepsBest());
        final WriteTraining of =
                new WriteTraining(plan, asked.writing().budget(plan.mode()), text, images.patches(plan));
        final boolean isHeldOut = plan.heldOut() > 0;
        final List<AnnotatedImage> watched = isHeldOut ? images.heldOut(plan) : images.test();
        final TrainingNews news = news(plan);
        final WriteCurve curve;
        try (news) { // which may end within an epoch
            curve = new WriteCurve(
                    of.run(
                            model -> quality(model, plan, watched, isHeldOut ? "held-out" : "test")
                                    .prAuc(),
                            run.kernels(),
                            run.threads(),
                            news),
                    isHeldOut,
                    true);
        }
        final Model model = of.model();
        BudgetedTraining.write(model, asked.out());
        return new Written(result(plan, model, of.epochsDone(), news, images, of.writes()), curve);
    }

    private TrainingNews news(SegmentationPlan plan) {
        return new TrainingNews(
                run, plan.epochs(), " loss %.4f", result -> new TrainPrune.Epoch(result, plan.epochs()));
    }

    private TrainPruneResult result(
            SegmentationPlan plan,
            Model model,
            int epoch,
            TrainingNews news,
            Images images,
            Map<String, Writes> writes) {
        final SegmentationQuality quality = quality(model, plan, images.test(), "test");
        return new TrainPruneResult(
                quality.accuracy(),
                quality,
                plan.network(),
                TrainPrune.weights(model),
                plan.epochs(),
                epoch,
                news.samplesPerSecond(),
                news.loss(),
                asked.out(),
                images.test().size(),
                plan.seed(),
                writes == null ? null : TrainClassifyResult.NodeWrites.of(writes));
    }

    /** Images of both splits. */
    private record Images(List<AnnotatedImage> training, List<AnnotatedImage> test) {
        PatchSamples patches(SegmentationPlan plan) {
            return new PatchSamples(
                    training.subList(0, plan.images()),
                    plan.patchSize(),
                    plan.patchSize(),
                    plan.patches(),
                    plan.augmentation(),
                    plan.seed());
        }

        List<AnnotatedImage> heldOut(SegmentationPlan plan) {
            return training.subList(training.size() - plan.heldOut(), training.size());
        }
    }

    private Images images() throws IOException {
        if (asked.place().directory() == null) {
            throw new IllegalArgumentException("--data: expected the directory of images, found none");
        }
        return new Images(
                VesselImages.open(asked.place().directory(), Split.TRAIN),
                first(VesselImages.open(asked.place().directory(), Split.TEST), asked.testSamples(), "--test-samples"));
    }

    private static List<AnnotatedImage> first(List<AnnotatedImage> images, int count, String option) {
        if (count < 0 || count > images.size()) {
            throw new IllegalArgumentException(
                    option + ": expected at most the " + images.size() + " images, found " + count);
        }
        return count == 0 ? images : images.subList(0, count);
    }

    private int patchSize() {
        return asked.vessels().patchSize() == null
                ? VesselOptions.PATCH_SIZE
                : asked.vessels().patchSize();
    }

    private GraphText text() throws IOException {
        final Shape patch = new Shape(1, patchSize(), patchSize());
        return asked.learning()
                .placed(NetworkSource.find(
                        asked.trained(),
                        Given.data(patch, CLASSES)
                                .checked(graph -> SegmentationTraining.requireSegmentation(graph, patch))));
    }

    private SegmentationPlan plan(GraphText text, int size) {
        final int kept = asked.holdOut() == null ? size / HELD_OUT_OF : asked.holdOut();
        if (kept < 0 || kept >= size || asked.samples() < 0 || asked.samples() > size - kept) {
            throw new IllegalArgumentException("samples: expected at most the " + size
                    + " images of the training split, found --samples " + asked.samples() + " --hold-out " + kept);
        }
        final LearningChoice choice = asked.learning().of(text);
        final double usualRate = choice.isPruning() ? LEARNING_RATE : WEIGHTS_RATE;
        final SegmentationPlan plan = new SegmentationPlan(
                asked.trained(),
                asked.samples() == 0 ? size - kept : asked.samples(),
                kept,
                asked.vessels().patches() == null
                        ? VesselOptions.PATCHES
                        : asked.vessels().patches(),
                patchSize(),
                asked.vessels().augmentation(),
                choice.isPruning() ? Mode.PRUNE : Mode.WEIGHTS,
                asked.epochs() == null ? EPOCHS : asked.epochs(),
                asked.batch() == null ? BATCH : asked.batch(),
                asked.learningRate() == null ? usualRate : asked.learningRate(),
                asked.weightDecay() == null ? 0 : asked.weightDecay(),
                choice.usualSparsity(),
                asked.seed(),
                0,
                null,
                asked.method().of(choice),
                asked.encode().steps() == null
                        ? TrainPrune.steps(text.graph())
                        : asked.encode().steps());
        return plan.withLearn(choice.besides(plan::learning));
    }

    private SegmentationPlan begun(Model resumed, int size) throws IOException {
        final SegmentationPlan begun = TrainingState.plan(
                asked.resume(), resumed, "the plan of a training on patches", SegmentationPlan::ofJson);
        new Resumption(asked.resume()).require(asked, begun);
        if (begun.images() + begun.heldOut() > size) {
            throw new IllegalArgumentException("--data: expected the " + (begun.images() + begun.heldOut())
                    + " training images that " + asked.resume() + " began with, found " + size);
        }
        return begun;
    }

    /** Area under precision over recall of held-out images; null where nobody asks for it, or none are. */
    private ToDoubleFunction<Model> judge(SegmentationPlan plan, List<AnnotatedImage> heldOut) {
        if (heldOut.isEmpty() || asked.curve() == null && !plan.keepsBest()) {
            return null;
        }
        return model -> quality(model, plan, heldOut, "held-out").prAuc();
    }

    private SegmentationQuality quality(Model model, SegmentationPlan plan, List<AnnotatedImage> images, String what) {
        final Shape tile = model.graph().input();
        final Segmentation segmentation = new Segmentation(
                ModelNetwork.of(model, tile, run.kernels(), ReadNoise.NONE),
                plan.encoding(),
                Segmentation.usualOverlap(tile),
                asked.seed(),
                run.threads());
        final ScoreCurve.Builder curve = new ScoreCurve.Builder();
        try (Progress.Bar bar = run.begin(what, segmentation.tiles(images))) {
            segmentation.each(images, bar::to, curve::add);
        }
        return SegmentationQuality.of(SegmentationQuality.ALL, curve.build());
    }
}
