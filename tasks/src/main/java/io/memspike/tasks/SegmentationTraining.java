package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import io.memspike.core.graph.Input;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.internal.BestEpoch;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.PixelCrossEntropy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A network that classifies every pixel of what it sees, in training. Pruned weights come out of a memristor array that is
 * programmed once from the seed. Not thread-safe; training uses threads of its own.
 */
public final class SegmentationTraining {
    private static final int CLASSES = 2;

    private final SegmentationPlan plan;
    private final Samples patches;
    private final Graph graph;
    private final Learners learners;
    private final String device; // of pruned weights; null where none are
    private BestEpoch best; // null where the last one is kept
    private int epochsDone;

    private SegmentationTraining(
            SegmentationPlan plan, Samples patches, Graph graph, Learners learners, String device) {
        this.plan = plan;
        this.patches = plan.encoding().encode(patches, plan.seed());
        this.graph = graph;
        this.learners = learners;
        this.device = device;
        this.best = plan.keepsBest() ? new BestEpoch(learners) : null;
        this.epochsDone = plan.epochsDone();
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param network the network that it names
     * @param patches what is learnt from, with a class for each pixel; they are shown as the plan says
     * @throws IllegalArgumentException where the network does not classify the pixels of such patches
     */
    public static SegmentationTraining start(SegmentationPlan plan, GraphText network, Samples patches) {
        requireSegmentation(network.graph(), patches.shape());
        final Start start = Start.of(network, plan::learning, TrainingMethod.scoresOf(plan.method()), plan.seed());
        final Learners learners =
                plan.hysteresis() == null ? start.learners() : start.learners().withHysteresis(plan.hysteresis());
        final SegmentationTraining training =
                new SegmentationTraining(plan, patches, plan.surrogateIn(start.graph()), learners, start.device());
        // what could not be served is not trained either
        ModelNetwork.of(training.model(), patches.shape(), new ScalarKernels(), ReadNoise.NONE);
        return training;
    }

    /**
     * Goes on with a training from its checkpoint.
     *
     * @param path the checkpoint, for messages
     * @param model its content
     * @param plan its plan
     * @param patches the same patches as before
     * @throws FileFormatException where the checkpoint lacks what training needs
     */
    public static SegmentationTraining resume(Path path, Model model, SegmentationPlan plan, Samples patches)
            throws FileFormatException {
        final Model fitting;
        try {
            fitting = model.at(patches.shape());
            requireSegmentation(fitting.graph(), patches.shape());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": " + e.getMessage());
        }
        final Learners learners = Checkpoint.learners(path, fitting, plan::learning, plan.hysteresis());
        final SegmentationTraining training = new SegmentationTraining(
                plan, patches, fitting.graph(), learners, model.metadata().get(ModelNetwork.DEVICE));
        if (plan.keepsBest()) {
            training.best = BestEpoch.of(path, fitting, learners);
        }
        return training;
    }

    /**
     * Checks that a graph classifies pixels.
     *
     * @throws GraphException of the node that is not as it should be
     */
    public static void requireSegmentation(Graph graph, Shape seen) {
        final String answer = graph.output();
        if (graph.outputs().size() != 1) {
            throw GraphException.at(answer, "one output, a map of classes", "the outputs " + graph.outputs());
        }
        final Shape expected = answer(seen);
        if (!graph.shape(answer).equals(expected)) {
            throw GraphException.at(
                    answer,
                    expected + ", two classes of each pixel that is seen",
                    graph.shape(answer).toString());
        }
    }

    /** Whether a graph classifies the pixels of grey pictures. */
    public static boolean isSegmentation(Graph graph) {
        if (graph.nodesOf(Input.class).size() != 1 || graph.outputs().size() != 1) {
            return false;
        }
        final Shape seen = graph.input();
        return seen.channels() == 1
                && seen.positions() > 1
                && graph.shape(graph.output()).equals(answer(seen));
    }

    private static Shape answer(Shape seen) {
        return new Shape(CLASSES, seen.height(), seen.width());
    }

    /**
     * Trains until the plan's epochs are done.
     *
     * @param checkpoint where to save the state before the first epoch and after each, or null for nowhere
     * @param judge what the model of an epoch is worth, the larger the better, as held-out images tell; null for nobody looks
     * @param kernels inner loops; they change no bit of the result
     * @param threads threads to use; they change no bit of the result
     * @param progress told about each update and epoch, after its checkpoint
     * @throws IOException where a checkpoint cannot be written
     * @throws IllegalArgumentException where the best epoch is to be kept, and nobody looks though images are held out
     */
    public void run(
            Path checkpoint, ToDoubleFunction<Model> judge, Kernels kernels, int threads, TrainingProgress progress)
            throws IOException {
        if (best != null && plan.heldOut() > 0 && judge == null) {
            throw new IllegalArgumentException(
                    "training: expected the held-out images, which tell the best epoch, found none");
        }
        final Trainer.Task task = Trainer.Task.of(graph, learners, new PixelCrossEntropy(graph.output()));
        final int batches = (patches.size() + plan.batch() - 1) / plan.batch();
        try (Trainer trainer =
                new Trainer(task, patches, plan.config(), kernels, threads, (long) epochsDone * batches)) {
            write(checkpoint);
            while (trainer.epochsDone() < plan.epochs()) {
                final TrainingProgress.EpochResult result = trainer.epoch(progress);
                epochsDone = trainer.epochsDone();
                final TrainingProgress.EpochResult seen =
                        judge == null ? result : result.watched(judge.applyAsDouble(model()));
                if (best != null) {
                    best.offer(epochsDone, judge == null ? -seen.loss() : seen.watched());
                }
                write(checkpoint);
                progress.epochDone(seen);
            }
        }
        if (best != null) {
            best.restore();
            epochsDone = best.epoch();
        }
    }

    private void write(Path checkpoint) throws IOException {
        if (checkpoint != null) {
            model(true).write(checkpoint);
        }
    }

    /** The epoch whose model this is, from 1; 0 before the first. */
    public int epoch() {
        return epochsDone;
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return model(false);
    }

    /** What a model file says of a training. */
    static Map<String, String> metadata(SegmentationPlan plan) {
        return Checkpoint.metadata(plan.seed(), "vessels", plan.encoding().toString(), plan.toJson());
    }

    private Model model(boolean withState) {
        final Map<String, String> metadata = metadata(plan.withEpochsDone(epochsDone));
        if (device != null) {
            metadata.put(ModelNetwork.DEVICE, device);
        }
        final Model model = Checkpoint.model(graph, learners, metadata, withState);
        return withState && best != null ? best.in(model) : model;
    }
}
