package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.topology.Learner;
import io.memspike.topology.Loss;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
            Plan plan, List<Picture> pictures, Canvas canvas, Kernels kernels, int threads, TrainingProgress progress) {
        final List<LayerSpec> layers = PictureClassifier.layers(canvas, plan.classes());
        final Map<Integer, Learner> learners = ClassifierTraining.learners(layers, Mode.WEIGHTS, 0, plan.seed());
        final TrainingConfig config =
                new TrainingConfig(plan.epochs(), BATCH, LEARNING_RATE, 0, Loss.MEAN, plan.seed());
        final StillPictures samples = new StillPictures(pictures, canvas, PictureClassifier.STEPS, plan.classes());
        try (Trainer trainer = new Trainer(layers, learners, samples, config, kernels, threads, 0)) {
            while (trainer.epochsDone() < plan.epochs()) {
                progress.epochDone(trainer.epoch(progress));
            }
        }
        final Map<Integer, float[]> weights = new TreeMap<>();
        learners.forEach((i, learner) -> weights.put(i, learner.parameters().weights()));
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("task", "pictures");
        metadata.put("dataset", plan.dataset());
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("epochs", Integer.toString(plan.epochs()));
        metadata.put("trainedOn", Integer.toString(pictures.size()));
        return new Model(layers, weights, Map.of(), Map.of(), metadata);
    }

    /** The same model with its share of right answers on test pictures in its metadata. */
    public static Model withAccuracy(Model model, double accuracy, int samples) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put("accuracy", Double.toString(accuracy));
        metadata.put("testSamples", Integer.toString(samples));
        return new Model(model.layers(), model.weights(), model.masks(), model.state(), metadata);
    }
}
