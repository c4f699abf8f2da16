package io.memspike.tasks.array;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.BinaryImages;
import io.memspike.tasks.Checkpoint;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import java.util.Map;

/**
 * How a {@linkplain BinaryNetwork binary network} is trained.
 *
 * @param epochs how often each image is shown, at least 1
 * @param batch images of an update, at least 1
 * @param learningRate step size of Adam at the start; falls along half a cosine to 0
 * @param shift pixels by which an image is moved at random each time, up to, in each direction; 0 for none
 * @param seed of weights, order and moves
 */
public record BinaryTraining(int epochs, int batch, double learningRate, int shift, long seed) {
    /** Checks all of it. */
    public BinaryTraining {
        require("epochs", epochs, 1);
        require("batch", batch, 1);
        require("shift", shift, 0);
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate: expected more than 0, found " + learningRate);
        }
    }

    private static void require(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", found " + value);
        }
    }

    /** What reaches 97 % on MNIST. */
    public static BinaryTraining ofDefaults(int epochs, long seed) {
        return new BinaryTraining(epochs, 100, 1e-2, 1, seed);
    }

    /**
     * Trains a network.
     *
     * @param images to learn from
     * @param outputs neurons of each layer
     * @param kernels inner loops; they change no bit of the result
     * @param threads at least 1; changes no bit of the result
     * @param progress told after each update: of the one epoch that shows all images, moved, {@link #epochs} times
     */
    public Model train(
            BinaryImages images, List<Integer> outputs, Kernels kernels, int threads, TrainingProgress progress) {
        final Graph graph = BinaryNetwork.graph(images.shape(), outputs);
        final Learners learners = BinaryNetwork.learners(graph, seed);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), Loss.MEAN));
        final Samples samples = images.moved(epochs, shift, seed);
        final TrainingConfig config = TrainingConfig.adam(1, batch, learningRate, 0, 0, seed);
        try (Trainer trainer = new Trainer(task, samples, config, kernels, threads, 0)) {
            trainer.epoch(progress);
        }
        return Checkpoint.model(graph, learners, Map.of("seed", Long.toString(seed)), false);
    }
}
