package io.memspike.tasks.inpainting;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.internal.StillPictures;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains a classifier of still pictures on real ones. */
public final class PictureClassifierTraining {
    private static final int BATCH = 64;
    private static final double LEARNING_RATE = 2e-3;

    private PictureClassifierTraining() {}

    /**
     * How to train.
     *
     * @param dataset name of the data set, for the model file
     * @param classes number of classes
     * @param epochs at least 1
     * @param seed seed of weights and order
     */
    public record Plan(String dataset, int classes, int epochs, long seed) {}

    /**
     * Trains all weights with Adam.
     *
     * @param plan how
     * @param pictures what is learnt from, labelled
     * @param canvas their size
     * @param kernels inner loops; they change no bit of the result
     * @param threads they change no bit of the result
     * @param progress told about each update and epoch
     */
    public static Model train(
            Plan plan, Samples pictures, Canvas canvas, Kernels kernels, int threads, TrainingProgress progress) {
        final Start start =
                Start.of(PictureClassifier.text(canvas, plan.classes()), node -> Learning.WEIGHTS, plan.seed());
        final Graph graph = start.graph();
        final Learners learners = start.learners();
        final TrainingConfig config = TrainingConfig.adam(plan.epochs(), BATCH, LEARNING_RATE, 0, 0, plan.seed());
        final StillPictures samples = new StillPictures(pictures, PictureClassifier.STEPS);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), Loss.MEAN));
        try (Trainer trainer = new Trainer(task, samples, config, kernels, threads, 0)) {
            while (trainer.epochsDone() < plan.epochs()) {
                progress.epochDone(trainer.epoch(progress));
            }
        }
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("task", "pictures");
        metadata.put("dataset", plan.dataset());
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("epochs", Integer.toString(plan.epochs()));
        metadata.put("trainedOn", Integer.toString(pictures.size()));
        return Checkpoint.model(graph, learners, metadata, false);
    }

    /** The same model with its share of right answers on test pictures in its metadata. */
    public static Model withAccuracy(Model model, double accuracy, int samples) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put("accuracy", Double.toString(accuracy));
        metadata.put("testSamples", Integer.toString(samples));
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }
}
