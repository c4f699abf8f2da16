package io.memspike.tasks;

import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;

/**
 * Settings that a network is trained with unless others are given, by measurement of PRIME's. Pruned convolutions: PRIME's
 * step size with a fifth of its weight decay and a quarter of its batch (arXiv 2407.18625 has 5e-4 and 128): more and smaller
 * updates, and scores that are pulled together less, so that masks flicker less. Other pruned networks: the best of three
 * step sizes. Weights: Adam's usual rate, not tuned.
 *
 * @param learningRate Adam's step size at the start
 * @param weightDecay L2 decay
 * @param batch samples per update
 */
public record ClassifierDefaults(double learningRate, double weightDecay, int batch) {
    private static final int BATCH = 128; // PRIME's

    /** Defaults of a network in a mode. */
    public static ClassifierDefaults of(Graph graph, Mode mode) {
        if (mode == Mode.WEIGHTS) {
            return new ClassifierDefaults(1e-3, 0, BATCH);
        }
        final boolean isConvolutional = !graph.nodesOf(Conv2d.class).isEmpty()
                || !graph.nodesOf(Conv1d.class).isEmpty();
        return isConvolutional ? new ClassifierDefaults(1e-3, 1e-4, 32) : new ClassifierDefaults(3e-3, 0, BATCH);
    }
}
